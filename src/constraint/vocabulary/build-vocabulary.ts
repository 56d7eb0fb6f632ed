import type { SpecialToken, TwinToken, Vocabulary } from "../../domain/vocabulary.ts";
import { latin1 } from "../../std/latin1.ts";

export interface VocabularyParts {
  readonly id: string;
  /** By token id; `undefined` for special tokens and free ids. */
  readonly texts: readonly (Uint8Array | undefined)[];
  readonly specialTokens: readonly SpecialToken[];
  readonly endTokens: readonly number[];
  /** Tokens that stand for one byte only because no other does: of two that are alike, these are the twins. */
  readonly spareTokens: ReadonlySet<number>;
}

/** @throws {RangeError} where no end token is in it. */
export function buildVocabulary(parts: VocabularyParts): Vocabulary {
  const { id, texts, specialTokens, endTokens, spareTokens } = parts;
  const size = texts.length;
  if (endTokens.length === 0 || endTokens.some((end) => end < 0 || end >= size))
    throw new RangeError(
      `Cannot use the vocabulary: its end tokens are ${JSON.stringify(endTokens)}, and it has ${size} tokens`,
    );
  const offsets = new Uint32Array(size + 1);
  let length = 0;
  for (let token = 0; token < size; token += 1) {
    length += texts[token]?.length ?? 0;
    offsets[token + 1] = length;
  }
  const bytes = new Uint8Array(length);
  for (let token = 0; token < size; token += 1) {
    const text = texts[token];
    if (text !== undefined) bytes.set(text, offsets[token]);
  }
  return {
    id,
    size,
    bytes,
    offsets,
    specialTokens,
    endTokens,
    twins: findTwins(texts, spareTokens),
  };
}

function findTwins(
  texts: readonly (Uint8Array | undefined)[],
  spareTokens: ReadonlySet<number>,
): readonly TwinToken[] {
  const first = new Map<string, number>();
  const twins: TwinToken[] = [];
  const visit = (token: number): void => {
    const text = texts[token];
    if (text === undefined || text.length === 0) return;
    const key = latin1(text);
    const of = first.get(key);
    if (of === undefined) first.set(key, token);
    else twins.push({ id: token, of });
  };
  for (let token = 0; token < texts.length; token += 1) if (!spareTokens.has(token)) visit(token);
  for (const token of spareTokens) visit(token);
  return twins;
}
