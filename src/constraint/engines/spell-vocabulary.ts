/** How llguidance wants a vocabulary: special tokens behind a mark, and no two tokens alike. */

import type { Vocabulary } from "../../domain/vocabulary.ts";

/** No text holds this byte, and no token of text begins with it. */
export const SPECIAL_MARK = 0xff;

export interface SpelledVocabulary {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** All tokens as bytes, one after the other; special ones behind a mark that no text holds. */
export function spellVocabulary(vocabulary: Vocabulary): SpelledVocabulary {
  const encoder = new TextEncoder();
  const own = new Map<number, Uint8Array>();
  for (const { id, text } of vocabulary.specialTokens)
    own.set(id, Uint8Array.of(SPECIAL_MARK, ...encoder.encode(text)));
  for (const { id } of vocabulary.twins) own.set(id, new Uint8Array());

  let added = 0;
  for (const bytes of own.values()) added += bytes.length;
  const bytes = new Uint8Array(vocabulary.bytes.length + added);
  const offsets = new Uint32Array(vocabulary.size + 1);
  let end = 0;
  for (let id = 0; id < vocabulary.size; id += 1) {
    const from = vocabulary.offsets[id] ?? 0;
    const until = vocabulary.offsets[id + 1] ?? from;
    const spelled = own.get(id);
    if (spelled === undefined) {
      // Tokens are short: a loop beats `set`, which makes a view of each.
      for (let at = from; at < until; at += 1) bytes[end++] = vocabulary.bytes[at] ?? 0;
    } else {
      bytes.set(spelled, end);
      end += spelled.length;
    }
    offsets[id + 1] = end;
  }
  return { bytes: bytes.subarray(0, end), offsets };
}
