import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findExcerpt } from "./find-excerpt.ts";

const squeeze = (text: string): string => text.trim().replace(/\s+/g, " ");

describe("findExcerpt()", () => {
  test("finds every piece of a text that is more than blanks", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), fc.nat(), fc.nat(), (text, a, b) => {
        const start = a % text.length;
        const excerpt = text.slice(start, start + 1 + (b % (text.length - start)));
        fc.pre(excerpt.trim() !== "");

        const found = findExcerpt(text, excerpt, start);

        expect(found).toBeDefined();
        expect(squeeze(text.slice(found?.start, found?.end))).toBe(squeeze(excerpt));
      }),
    );
  });

  test("takes layout for nothing, and the place that is nearest", () => {
    const text = "a +\n  b;\na + b;";

    expect(findExcerpt(text, "a + b")).toEqual({ start: 0, end: 7 });
    expect(findExcerpt(text, " a\n+ b ", 9)).toEqual({ start: 9, end: 14 });
  });

  test.each(["c", "a+b", "", "   ", "a.+"])("finds no %j", (excerpt) => {
    expect(findExcerpt("a + b", excerpt)).toBeUndefined();
  });
});
