import { buildVocabulary } from "../constraint/vocabulary/build-vocabulary.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";

/** Longer tokens as models have them: words with a blank before, and some that end in the middle of a letter. */
const WORDS = [
  ..." a, the, of, return, const, = ,);\n,\n  ,({,}),true,false,null,ab,abc,ba,function, x,1,12,123".split(
    ",",
  ),
  '":',
  '", "',
  "=>",
  "é",
  "日本",
  "\\n",
];

/** All bytes, some words, one word twice, a start and two ends: like a model's vocabulary, and small. */
export function createByteVocabulary(): Vocabulary {
  const encoder = new TextEncoder();
  const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  const words = [...new Set(WORDS)]
    .filter((word) => word !== "1")
    .map((word) => encoder.encode(word));
  // The first byte of 日 with a blank before it: no text of its own.
  const torn = Uint8Array.of(0x20, 0xe6);
  const texts = [...bytes, ...words, torn, encoder.encode("abc")];
  const special = ["<|start|>", "<|end|>", "<|turn|>"].map((text, index) => ({
    id: texts.length + index,
    text,
  }));
  return buildVocabulary({
    id: "bytes",
    texts: [...texts, undefined, undefined, undefined],
    specialTokens: special,
    endTokens: special.slice(1).map(({ id }) => id),
    spareTokens: new Set(),
  });
}
