import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/esm/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { renderCondensedSpecification } from "./condensed-specification.ts";
import { countInPieces } from "./count-in-pieces.ts";

describe("countInPieces()", () => {
  test("is as good as exact for documents", () => {
    const document = renderCondensedSpecification().repeat(3);
    const exact = countTokens(document);

    const counted = countInPieces(document, countTokens);

    expect(counted).toBeGreaterThanOrEqual(exact);
    expect(counted).toBeLessThan(exact * 1.002);
  });

  test("gives every character to the tokenizer once, never too many together", () => {
    const text = fc
      .array(fc.constantFrom("\n", "a".repeat(7_999), "b".repeat(8_001), "word ".repeat(900)))
      .map((parts) => parts.join(""));

    fc.assert(
      fc.property(text, (whole) => {
        const pieces: string[] = [];
        countInPieces(whole, (piece) => pieces.push(piece));
        expect(pieces.join("")).toBe(whole);
        expect(pieces.every(({ length }) => length > 0 && length <= 8_000)).toBe(true);
      }),
    );
  });
});
