import type { Vocabulary } from "../../domain/vocabulary.ts";

/** A vocabulary, asked by token and by text. */
export interface TokenSpellings {
  readonly vocabulary: Vocabulary;
  /** Of a special token and of one that is free: none. */
  bytesOf(token: number): Uint8Array;
  /** For people and for statistics: bytes that are no character become one that says so. */
  textOf(token: number): string;
  isEnd(token: number): boolean;
  /** Tokens that `text` begins with, itself among them where it is one. */
  findBeginnings(text: string): readonly number[];
  /** Tokens that spell `bytes` together, the model's own where `preferred` are those; `undefined` where none do. */
  spell(bytes: Uint8Array, preferred: readonly number[]): readonly number[] | undefined;
}

/** Longer names than this are rare, and begin with a shorter token in any case. */
const LONGEST_BEGINNING = 32;

const encoder = new TextEncoder();
const lenient = new TextDecoder();

export function openTokenSpellings(vocabulary: Vocabulary): TokenSpellings {
  const { bytes, offsets, endTokens } = vocabulary;
  const ends = new Set(endTokens);
  const bytesOf = (token: number): Uint8Array =>
    bytes.subarray(offsets[token] ?? 0, offsets[token + 1] ?? offsets[token] ?? 0);
  let known: ReadonlyMap<string, number> | undefined;
  const byBytes = (): ReadonlyMap<string, number> => {
    if (known !== undefined) return known;
    const found = new Map<string, number>();
    for (let token = vocabulary.size - 1; token >= 0; token -= 1) {
      const spelled = latin1(bytesOf(token));
      if (spelled !== "") found.set(spelled, token);
    }
    known = found;
    return found;
  };
  return {
    vocabulary,
    bytesOf,
    textOf: (token) => lenient.decode(bytesOf(token)),
    isEnd: (token) => ends.has(token),
    findBeginnings(text) {
      const spelled = latin1(encoder.encode(text)).slice(0, LONGEST_BEGINNING);
      const found: number[] = [];
      for (let length = 1; length <= spelled.length; length += 1) {
        const token = byBytes().get(spelled.slice(0, length));
        if (token !== undefined) found.push(token);
      }
      return found;
    },
    spell(wanted, preferred) {
      const spelled = latin1(wanted);
      if (preferred.map((token) => latin1(bytesOf(token))).join("") === spelled) return preferred;
      const tokens: number[] = [];
      for (let at = 0; at < spelled.length; ) {
        let length = Math.min(LONGEST_BEGINNING, spelled.length - at);
        while (length > 0 && !byBytes().has(spelled.slice(at, at + length))) length -= 1;
        const token = byBytes().get(spelled.slice(at, at + length));
        if (token === undefined) return undefined;
        tokens.push(token);
        at += length;
      }
      return tokens;
    },
  };
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
