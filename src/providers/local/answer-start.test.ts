import type { LlamaModel, Token, TokenBias } from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import { createTokenHolder, splitAnswerStart } from "./answer-start.ts";

/** A tokenizer that takes the longest of its words, and knows no others. */
function tokenizerOf(words: readonly string[]): LlamaModel {
  const next = (text: string): string =>
    words.filter((word) => text.startsWith(word)).toSorted((a, b) => b.length - a.length)[0] ?? "?";
  return {
    tokenize(text: string) {
      const tokens: number[] = [];
      for (let rest = text; rest !== ""; rest = rest.slice(next(rest).length)) {
        tokens.push(words.indexOf(next(rest)));
      }
      return tokens as Token[];
    },
    detokenize: (tokens: readonly Token[]) => tokens.map((token) => words[token] ?? "").join(""),
    *iterateAllTokens() {
      yield* words.keys() as Iterable<Token>;
    },
  } as unknown as LlamaModel;
}

const WORDS = ["{", "\n", "\n    ", "\n\n", "return", "x", ""];

describe("splitAnswerStart()", () => {
  test("takes back the last token, for the model to say again", () => {
    const model = tokenizerOf(WORDS);

    expect(splitAnswerStart("x{\n", model)).toEqual({ said: [5, 0], again: "\n" });
  });

  test("takes nothing back when there is nothing", () => {
    expect(splitAnswerStart("", tokenizerOf(WORDS))).toEqual({ said: [], again: "" });
  });

  test("takes nothing back when the tokens would not give the text again", () => {
    const model = tokenizerOf(WORDS);
    const trimming = { ...model, detokenize: () => "something else" } as unknown as LlamaModel;

    expect(splitAnswerStart("x{\n", trimming)).toEqual({ said: [5, 0, 1], again: "" });
  });
});

describe("createTokenHolder()", () => {
  test("favours every token that begins with the text, and no other", () => {
    const favoured: number[] = [];
    const bias = { set: (token: number) => favoured.push(token) } as unknown as TokenBias;

    createTokenHolder(tokenizerOf(WORDS), () => bias)("\n");

    expect(favoured).toEqual([1, 2, 3]);
  });

  test("reads the vocabulary once for the same text", () => {
    const holdTo = createTokenHolder(
      tokenizerOf(WORDS),
      () => ({ set: () => undefined }) as unknown as TokenBias,
    );

    expect(holdTo("\n")).toBe(holdTo("\n"));
  });
});
