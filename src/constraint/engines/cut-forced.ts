import type { Vocabulary } from "../../domain/vocabulary.ts";

export interface CutOptions {
  readonly tokenize: (bytes: Uint8Array) => readonly number[];
  readonly vocabulary: Vocabulary;
  /** Whether some token begins with `text` and is longer. */
  readonly mayGoOn: (text: Uint8Array) => boolean;
}

/** The tokens that forced bytes come to, without those at the end that what follows may join to others. */
export function cutForced(bytes: Uint8Array, options: CutOptions): readonly number[] {
  if (bytes.length === 0) return [];
  const tokens = options.tokenize(bytes);
  const { offsets } = options.vocabulary;
  const lengthOf = (token: number): number => (offsets[token + 1] ?? 0) - (offsets[token] ?? 0);
  // Another way of cutting, e.g. with a blank put in front, is no use.
  const total = tokens.reduce((sum, token) => sum + lengthOf(token), 0);
  if (total !== bytes.length) return [];

  const openFrom = findOpenEnd(bytes, options.mayGoOn);
  let end = 0;
  const fixed = tokens.findIndex((token) => {
    end += lengthOf(token);
    return end > openFrom;
  });
  return fixed < 0 ? tokens : tokens.slice(0, fixed);
}

/** Where the longest end begins that some token could carry on. */
function findOpenEnd(bytes: Uint8Array, mayGoOn: (text: Uint8Array) => boolean): number {
  for (let from = Math.max(0, bytes.length - LONGEST_TOKEN); from < bytes.length; from += 1)
    if (mayGoOn(bytes.subarray(from))) return from;
  return bytes.length;
}

/** In bytes; longer ones are blanks in a row. */
const LONGEST_TOKEN = 128;
