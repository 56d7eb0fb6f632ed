/** A vocabulary from `tokenizer.json`, the file of Hugging Face's tokenizers. */

import { z } from "zod";
import type { SpecialToken, Vocabulary } from "../../domain/vocabulary.ts";
import { buildVocabulary } from "./build-vocabulary.ts";
import { decodeByteLevel, decodePiece, readByteToken } from "./token-spelling.ts";

const DECODER = z.looseObject({ type: z.string() });
const TOKENIZER = z.looseObject({
  added_tokens: z.array(
    z.looseObject({ id: z.int().nonnegative(), content: z.string(), special: z.boolean() }),
  ),
  decoder: z.looseObject({ type: z.string(), decoders: z.array(DECODER).optional() }).nullish(),
  model: z.looseObject({
    /** Large, and checked entry by entry below. */
    vocab: z.custom<Readonly<Record<string, unknown>> | readonly unknown[]>(
      (value) => typeof value === "object" && value !== null,
    ),
  }),
});

export interface ReadOptions {
  /** SHA-256 of the file. */
  readonly id: string;
  /** Texts of the special tokens that end an answer, e.g. `<|im_end|>`; those that the vocabulary lacks are left out. */
  readonly endTokens: readonly string[];
}

/** @throws {RangeError} where it is no such file, has a spelling that is not known, or no end token. */
export function readTokenizerJson(text: string, { id, endTokens }: ReadOptions): Vocabulary {
  const tokenizer = parse(text);
  const decode = chooseDecoder(tokenizer);
  const texts: (Uint8Array | undefined)[] = [];
  const spareTokens = new Set<number>();
  const added = new Set(tokenizer.added_tokens.map(({ id: token }) => token));
  for (const [spelling, token] of entriesOf(tokenizer.model.vocab)) {
    if (typeof token !== "number" || !Number.isInteger(token) || token < 0)
      throw unusable(`the token ${JSON.stringify(spelling)} has no id`);
    if (added.has(token)) continue;
    const { bytes, isSpare } = decode(spelling);
    texts[token] = bytes;
    if (isSpare) spareTokens.add(token);
  }
  const specialTokens: SpecialToken[] = [];
  const encoder = new TextEncoder();
  for (const { id: token, content, special } of tokenizer.added_tokens) {
    texts[token] = special ? undefined : encoder.encode(content);
    if (special) specialTokens.push({ id: token, text: content });
  }
  return buildVocabulary({
    id,
    // Ids that nobody has must be there too, as `undefined`.
    texts: Array.from(texts),
    specialTokens,
    // Only among the special ones: `</s>` is a tag of HTML in many a vocabulary.
    endTokens: endTokens.flatMap(
      (end) => specialTokens.find((special) => special.text === end)?.id ?? [],
    ),
    spareTokens,
  });
}

type Tokenizer = z.infer<typeof TOKENIZER>;

function parse(text: string): Tokenizer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unusable(`it is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const result = TOKENIZER.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw unusable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a tokenizer"}`);
}

/** A record of ids, or (Unigram) a list of texts with their scores. */
function entriesOf(
  vocab: Tokenizer["model"]["vocab"],
): readonly (readonly [spelling: string, token: unknown])[] {
  if (!Array.isArray(vocab)) return Object.entries(vocab);
  return vocab.map((entry: unknown, token) => {
    const spelling: unknown = Array.isArray(entry) ? entry[0] : undefined;
    if (typeof spelling !== "string") throw unusable(`token ${token} of the list has no text`);
    return [spelling, token] as const;
  });
}

interface Decoded {
  readonly bytes: Uint8Array;
  readonly isSpare: boolean;
}

function chooseDecoder({ decoder }: Tokenizer): (spelling: string) => Decoded {
  const parts =
    decoder === null || decoder === undefined ? [] : [decoder, ...(decoder.decoders ?? [])];
  const types = new Set(parts.map(({ type }) => type));
  if (types.has("ByteLevel"))
    return (spelling) => {
      const bytes = decodeByteLevel(spelling);
      if (bytes === undefined)
        throw unusable(`the token ${JSON.stringify(spelling)} is not spelled in bytes`);
      return { bytes, isSpare: false };
    };
  if (types.has("ByteFallback") || types.has("Metaspace")) {
    const blank = parts.map(readBlank).find((found) => found !== undefined);
    return (spelling) => {
      const byte = types.has("ByteFallback") ? readByteToken(spelling) : undefined;
      if (byte !== undefined) return { bytes: Uint8Array.of(byte), isSpare: true };
      return { bytes: decodePiece(spelling, blank), isSpare: false };
    };
  }
  throw unusable(
    `its decoder is ${JSON.stringify([...types])}; known are ByteLevel, ByteFallback and Metaspace`,
  );
}

/** What stands for a blank: `Metaspace` names it, `Replace` puts a blank in its stead. */
function readBlank(part: Readonly<Record<string, unknown>>): string | undefined {
  const { type, replacement, content, pattern } = part;
  if (type === "Metaspace" && typeof replacement === "string") return replacement;
  if (type !== "Replace" || content !== " ") return undefined;
  const text = (pattern as { readonly String?: unknown } | undefined)?.String;
  return typeof text === "string" ? text : undefined;
}

const unusable = (why: string): RangeError => new RangeError(`Cannot read the tokenizer: ${why}`);
