import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLineIndex } from "./line-index.ts";

const text = fc
  .array(fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r", " "), { maxLength: 40 })
  .map((parts) => parts.join(""));

describe("createLineIndex()", () => {
  test("position() counts lines and columns from 1, in UTF-16 units", () => {
    const index = createLineIndex("ab\n😀c\r\nd");

    expect(index.position(0)).toEqual({ line: 1, column: 1 });
    expect(index.position(5)).toEqual({ line: 2, column: 3 });
    expect(index.position(8)).toEqual({ line: 3, column: 1 });
  });

  test("lineAt() leaves the line break out", () => {
    const index = createLineIndex("ab\r\ncd\re\n");

    expect([0, 4, 7, 9].map((offset) => index.lineAt(offset))).toEqual(["ab", "cd", "e", ""]);
  });

  test("offset() undoes position() for every offset that is not inside a line break", () => {
    fc.assert(
      fc.property(text, fc.nat(60), (source, at) => {
        const offset = Math.min(at, source.length);
        fc.pre(source[offset - 1] !== "\r" || source[offset] !== "\n");

        const index = createLineIndex(source);

        expect(index.offset(index.position(offset))).toBe(offset);
      }),
    );
  });

  test("position() of an offset beyond the text is the place of its end", () => {
    const index = createLineIndex("ab\ncd");

    expect(index.position(99)).toEqual(index.position(5));
  });
});
