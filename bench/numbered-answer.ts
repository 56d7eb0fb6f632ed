/** Answers that show whose they are: a lost, doubled or mixed-up one is seen at once. */

import { modelRequest } from "../src/testing/builders.ts";

const PIECES = 20;

export const numberedRequest = (number: number) =>
  modelRequest({ messages: [{ role: "user", text: `request #${number}` }], maxOutputTokens: 200 });

/** The number in the text of a request. */
export const numberIn = (text: string): string => /request #(\d+)/.exec(text)?.[1] ?? "none";

/** The answer, piece by piece: the number, again and again. */
export const numberedPieces = (number: string, count = PIECES): readonly string[] =>
  Array.from({ length: count }, () => `${number} `);
