import type { FileImport } from "../../../domain/declaration.ts";
import { readFile } from "../syntax/read-file.ts";

/** The files that a Dafny file includes. */
export const readImports = (text: string): readonly FileImport[] =>
  readFile(text)
    .parsed.filter(({ kind }) => kind === "include")
    .map(({ name }) => ({ target: name, path: pathIn(name) }));

/** The text of a string literal; `undefined` for anything else. */
function pathIn(literal: string): string | undefined {
  const plain = /^"(.*)"$/s.exec(literal)?.[1]?.replaceAll(/\\(.)/g, "$1");
  const path = plain ?? /^@"(.*)"$/s.exec(literal)?.[1];
  return path?.replaceAll("\\", "/");
}
