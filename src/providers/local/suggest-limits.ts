import type { LanguageModel } from "../../ports/language-model.ts";

const BILLION = 1_000_000_000;

/**
 * Limits by the size of the file: what is small is often wrong, and goes on talking when it is. It also loses the wish
 * among much else, and reads slowly: it is shown what was asked for, and little or nothing besides.
 */
export const suggestLimits = (bytes: number): LanguageModel["suggested"] =>
  bytes < BILLION
    ? { samples: 5, maxOutputTokens: 400, contextTokens: 0 }
    : { samples: 3, maxOutputTokens: 1500, contextTokens: 2000 };
