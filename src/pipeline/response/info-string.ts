/** What the words after a fence's opening marks say. */

import { parseFilePath } from "./file-path.ts";

export interface InfoString {
  /** Lower case; `undefined` where no language is named. */
  readonly language: string | undefined;
  readonly filePath: string | undefined;
}

const LABELLED =
  /(?:^|[\s{,])(file-?path|file-?name|file|path|title)\s*[:=]\s*(?:"([^"]*)"|'([^']*)'|([^\s"'{},]+))/i;

/** Reads `ts`, `ts src/a.ts`, `ts title="src/a.ts"`, `ts filepath: src/a.ts`, `ts:src/a.ts`, `src/a.ts:12`. */
export function readInfoString(info: string): InfoString {
  const words = info.split(/\s+/);
  const labelled = LABELLED.exec(info);
  const [, , doubleQuoted, singleQuoted, bare] = labelled ?? [];
  const value = doubleQuoted ?? singleQuoted ?? bare;
  const filePath =
    (value === undefined ? undefined : parseFilePath(value)) ?? firstOf(words, readPathWord);
  return { language: readLanguage(words[0] ?? "", labelled?.index === 0), filePath };
}

/** `src/a.ts`, `src/a.ts:12`, `12:15:src/a.ts`, `ts:src/a.ts`. */
const readPathWord = (word: string): string | undefined =>
  parseFilePath(word) ?? parseFilePath(word.replace(/^(?:[\w+#-]+:)+(?!\/\/)/, ""));

function readLanguage(word: string, isLabel: boolean): string | undefined {
  if (isLabel || parseFilePath(word) !== undefined) return undefined;
  const tag = /^(?:\{?\.)?([a-z][^\s:{},=]*)/i.exec(word)?.[1];
  return tag?.toLowerCase().replace(/^lang(?:uage)?-/, "");
}

function firstOf<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
