import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/esm/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { estimateTokens } from "./estimate-tokens.ts";

const here = import.meta.dirname;

describe("estimateTokens()", () => {
  test.each(["estimate-tokens.ts", "canonical-json.test.ts", "../domain/fault.ts"])(
    "is at least the real number and at most its double for %s",
    (name) => {
      const text = readFileSync(join(here, name), "utf8");

      const estimate = estimateTokens(text);

      expect(estimate).toBeGreaterThanOrEqual(countTokens(text));
      expect(estimate).toBeLessThan(2 * countTokens(text));
    },
  );

  test("counts UTF-8 bytes, whatever the script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(estimateTokens(text)).toBe(Math.ceil(Buffer.byteLength(text) / 2.5));
      }),
    );
  });
});
