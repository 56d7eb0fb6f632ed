import type { Vocabulary } from "../../domain/vocabulary.ts";
import { buildVocabulary } from "./build-vocabulary.ts";

const BYTES = 256;

/** Token `n` is the byte `n`, and one more ends the text: for texts that no model's tokens are known of. */
export const createSingleByteVocabulary = (): Vocabulary =>
  buildVocabulary({
    id: "single-bytes",
    texts: [...Array.from({ length: BYTES }, (_, byte) => Uint8Array.of(byte)), undefined],
    specialTokens: [{ id: BYTES, text: "<|end|>" }],
    endTokens: [BYTES],
    spareTokens: new Set(),
  });
