/** Files that items stand on: shown once in a call, whoever includes them. */

import type { BatchItem } from "../../domain/batch.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { FormalLanguage } from "../../ports/formal-language.ts";
import { contractsOf } from "../context/contracts-of.ts";

/**
 * What items include, each file once, by path; files that are asked for in the same call stand there themselves.
 *
 * @param formal `undefined` shows them whole.
 */
export function includedFiles(
  items: readonly BatchItem[],
  formal: FormalLanguage | undefined,
): readonly SourceText[] {
  const asked = new Set(items.flatMap(({ id, specification }) => [id, specification.path]));
  const files = new Map<string, SourceText>();
  for (const { specification } of items) {
    for (const file of specification.contextFiles) {
      if (!asked.has(file.path)) files.set(keyOf(file), file);
    }
  }
  return [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { path, text }]) => ({
      path,
      text: formal === undefined ? text : contractsOf(text, formal),
    }));
}

/** The same file may be there in two versions: with an answer, and without. */
export const keyOf = ({ path, text }: SourceText): string => `${path}\0${text}`;
