import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forEachLine } from "./for-each-line.ts";

const read = (text: string): readonly (readonly [string, string])[] => {
  const lines: [string, string][] = [];
  forEachLine(text, (start, end, next) => {
    lines.push([text.slice(start, end), text.slice(end, next)]);
  });
  return lines;
};

describe("forEachLine()", () => {
  test("ends lines at LF, CR LF and a lone CR", () => {
    expect(read("a\nb\r\nc\rd")).toEqual([
      ["a", "\n"],
      ["b", "\r\n"],
      ["c", "\r"],
      ["d", ""],
    ]);
  });

  test("begins no line after the last line ending", () => {
    expect(read("a\n")).toEqual([["a", "\n"]]);
    expect(read("")).toEqual([]);
  });

  test("gives the whole text back, cut where a regular expression cuts it", () => {
    const text = fc
      .array(fc.constantFrom("a", "é", "\n", "\r", "\r\n"), { maxLength: 30 })
      .map((parts) => parts.join(""));

    fc.assert(
      fc.property(text, (source) => {
        const lines = read(source);

        expect(lines.flat().join("")).toBe(source);
        const expected = source.split(/\r\n|\r|\n/);
        if (expected.at(-1) === "") expected.pop();
        expect(lines.map(([line]) => line)).toEqual(expected);
      }),
    );
  });
});
