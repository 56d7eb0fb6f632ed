import type { LanguageModel } from "../../ports/language-model.ts";

const BILLION = 1_000_000_000;

/** Limits by the size of the file: what is small is often wrong, and goes on talking when it is. */
export const suggestLimits = (bytes: number): LanguageModel["suggested"] =>
  bytes < BILLION ? { samples: 5, maxOutputTokens: 400 } : { samples: 3, maxOutputTokens: 1500 };
