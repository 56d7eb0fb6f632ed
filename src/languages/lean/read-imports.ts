import type { FileImport } from "../../domain/declaration.ts";
import { plainName, readLean } from "./lexical-rules.ts";
import { readCommands } from "./read-commands.ts";

/** Modules of Lean itself and of its libraries, which are no files of the project. */
const LIBRARIES =
  /^(?:Init|Lean|Lake|Std|Mathlib|Batteries|Aesop|Qq|ProofWidgets|Plausible|ImportGraph)(?:\.|$)/;

/** The modules that a file imports, as they stand before everything else. */
export function readImports(text: string): readonly FileImport[] {
  const code = readLean(text);
  return readCommands(code).flatMap(({ word, at }) => {
    if (word !== "import") return [];
    let next = at + 1;
    while (["all", "public", "meta", "runtime"].includes(code.tokens[next]?.text ?? "")) next += 1;
    const name = code.tokens[next];
    if (name?.kind !== "name") return [];
    const target = plainName(name.text);
    return [
      { target, path: LIBRARIES.test(target) ? undefined : `${target.replaceAll(".", "/")}.lean` },
    ];
  });
}
