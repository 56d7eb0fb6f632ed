/** A vocabulary from what a GGUF file says about its tokens. */

import type { SpecialToken, Vocabulary } from "../../domain/vocabulary.ts";
import { buildVocabulary } from "./build-vocabulary.ts";
import type { GgufHead } from "./read-gguf.ts";
import { decodeByteLevel, decodePiece, readByteToken } from "./token-spelling.ts";

/** What `tokenizer.ggml.token_type` says of a token. */
const UNKNOWN = 2;
const CONTROL = 3;
const USER_DEFINED = 4;
const UNUSED = 5;
const BYTE = 6;

const PREFIX = "tokenizer.ggml.";
const END_KEYS = ["eos_token_id", "eot_token_id", "eom_token_id"];
/** Chat models end with these, whatever the file calls its end. */
export const CHAT_ENDS = new Set([
  "<|im_end|>",
  "<|eot_id|>",
  "<|end_of_text|>",
  "<|endoftext|>",
  "<end_of_turn>",
  "<eos>",
  "</s>",
]);

/** For `readGgufHead`. */
export const isTokenizerKey = (key: string): boolean =>
  key.startsWith(PREFIX) && !key.endsWith(".merges") && !key.endsWith(".scores");

/** @param id SHA-256 of the file's head @throws {RangeError} where its tokenizer is not known. */
export function readGgufVocabulary({ entries }: GgufHead, id: string): Vocabulary {
  const tokens = textsOf(entries.get(`${PREFIX}tokens`));
  const types = numbersOf(entries.get(`${PREFIX}token_type`));
  const model = entries.get(`${PREFIX}model`);
  if (tokens.length === 0) throw unusable("the file names no tokens");
  if (model !== "gpt2" && model !== "llama")
    throw unusable(`its tokenizer is ${JSON.stringify(model)}; known are gpt2 and llama`);

  const specialTokens: SpecialToken[] = [];
  const spareTokens = new Set<number>();
  const encoder = new TextEncoder();
  const texts = tokens.map((text, token) => {
    const type = types[token];
    if (type === CONTROL || type === UNKNOWN) {
      specialTokens.push({ id: token, text });
      return undefined;
    }
    if (type === UNUSED) return undefined;
    if (type === USER_DEFINED) return model === "gpt2" ? encoder.encode(text) : decodePiece(text);
    if (model === "gpt2") return decodeByteLevel(text) ?? encoder.encode(text);
    const byte = type === BYTE ? readByteToken(text) : undefined;
    if (byte === undefined) return decodePiece(text);
    spareTokens.add(token);
    return Uint8Array.of(byte);
  });
  const named = END_KEYS.flatMap((key) => numbersOf([entries.get(PREFIX + key)].flat()));
  const chat = specialTokens.filter(({ text }) => CHAT_ENDS.has(text)).map((special) => special.id);
  return buildVocabulary({
    id,
    texts,
    specialTokens,
    endTokens: [...new Set([...named, ...chat])].filter((end) => end < tokens.length),
    spareTokens,
  });
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
const numbersOf = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "number") : [];

const unusable = (why: string): RangeError =>
  new RangeError(`Cannot read the GGUF file's tokens: ${why}`);
