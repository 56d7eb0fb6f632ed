import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeWords, tellingWords } from "./code-words.ts";

describe("codeWords()", () => {
  test("brings names and prose together", () => {
    const words = codeWords("orderTotals");

    expect(codeWords("order_total")).toEqual(words);
    expect(codeWords("the ORDER-TOTAL").slice(1)).toEqual(words);
    expect(codeWords("parseHTTPHeader")).toEqual(codeWords("parse http header"));
  });

  test("gives words of letters and digits alone, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const word of codeWords(text)) {
          expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
        }
      }),
    );
  });

  test("leaves out data", () => {
    expect(codeWords("a".repeat(100))).toEqual([]);
  });
});

describe("tellingWords()", () => {
  test("leaves out what stands in any wish, and keeps how a word was written", () => {
    const words = tellingWords("Write a function that returns the Totals of 3 baskets");

    expect([...words]).toEqual([
      ["total", "totals"],
      ["basket", "baskets"],
    ]);
  });
});
