/** What is written freely and constrained, to be compared. */

import { globSync, readFileSync } from "node:fs";
import type { ProseSpecification, Specification } from "../../src/domain/specification.ts";
import { languages } from "../../src/languages/index.ts";
import type { Files } from "../../src/ports/files.ts";
import { specificationReaders } from "../../src/specifications/index.ts";

interface SignatureRow {
  readonly name: string;
  readonly signature: string;
  readonly text: string;
}

/** The 100 TypeScript signatures. */
export const readSignatures = (): readonly ProseSpecification[] =>
  readFileSync("datasets/signatures/typescript.jsonl", "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { name, signature, text } = JSON.parse(line) as SignatureRow;
      return {
        kind: "prose",
        name,
        language: "typescript",
        text,
        signature,
        examples: [],
        requirements: [],
        contextFiles: [],
        testFiles: [],
        companions: [],
        grammar: undefined,
      };
    });

/** Tasks of the Covenant suite, evenly from all categories. */
export async function readCovenantTasks(
  count: number,
  files: Files,
): Promise<readonly Specification[]> {
  const paths = globSync("datasets/covenant/*/*/task.yaml").toSorted();
  const chosen = takeEvenly(paths, count);
  return Promise.all(
    chosen.map(async (path) => {
      const reader = specificationReaders.find((each) => each.canRead(path));
      if (reader === undefined) throw new TypeError(`nobody reads ${path}`);
      const source = { path, text: readFileSync(path, "utf8") };
      return reader.read(source, { languages, language: undefined, files });
    }),
  );
}

/** `count` of the items, at equal distances. */
export const takeEvenly = <T>(items: readonly T[], count: number): readonly T[] =>
  Array.from(
    { length: Math.min(count, items.length) },
    (_, index) => items[Math.floor((index * items.length) / count)] as T,
  );
