/** Our grammars over their cases, byte by byte, on both engines. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createByteVocabulary } from "../testing/byte-vocabulary.ts";
import { compileOrThrow } from "../testing/constraint-walk.ts";
import { readGrammarCases } from "../testing/held-texts.ts";
import { openNativeEngine } from "./engines/llguidance-native.ts";
import { wasmEngine } from "./engines/llguidance-wasm.ts";
import { readWhole } from "./grammar/read-whole.ts";

const FOLDER = new URL("../../datasets/grammars/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");

/** Those whose statements end with their lines, which the grammar with semicolons does not take. */
const NEEDS_LINE_ENDS = new Set<string>(["A003", "A045", "A067", "A072"]);

const GRAMMARS = [
  { grammar: "typescript.lark", cases: readGrammarCases("typescript-cases.jsonl") },
  {
    grammar: "typescript-semi.lark",
    cases: readGrammarCases("typescript-cases.jsonl").filter(({ id }) => !NEEDS_LINE_ENDS.has(id)),
  },
  { grammar: "dafny.lark", cases: readGrammarCases("dafny-cases.jsonl") },
  { grammar: "python.lark", cases: readGrammarCases("python-cases.jsonl") },
];

const native = openNativeEngine();
const vocabulary = createByteVocabulary();
const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
// A mask for each byte takes long with WebAssembly: a sample is enough where not everything is asked for.
const ENGINES = [
  ...("id" in native ? [{ engine: native, everyNth: 1 }] : []),
  { engine: wasmEngine, everyNth: isFull ? 1 : 16 },
];

describe.each(ENGINES)("$engine.id", ({ engine, everyNth }) => {
  test.each(GRAMMARS)(
    "$grammar takes and refuses what its cases say",
    async ({ grammar, cases }) => {
      const compiler = await engine.load(vocabulary);
      const openSession = compileOrThrow(compiler, { kind: "grammar", lark: read(grammar) });
      const chosen = cases.filter((_, index) => index % everyNth === 0);

      const wrong = chosen.filter(
        (each) => readWhole(openSession(), each.src).isTaken !== (each.expect === "accept"),
      );

      expect(chosen.length).toBeGreaterThan(2);
      expect(wrong.map(({ id }) => id)).toEqual([]);
    },
  );
});
