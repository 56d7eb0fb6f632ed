import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignColumns } from "./align-columns.ts";

describe("alignColumns()", () => {
  test("puts texts to the left and numbers to the right, without spaces at the end", () => {
    const rows = [
      ["file", "tokens", ""],
      ["𝔸.dfy", "7", "why"],
      ["b", "1,000"],
    ];

    expect(alignColumns(rows, (column) => column === 1).split("\n")).toEqual([
      "file   tokens",
      "𝔸.dfy       7  why",
      "b       1,000",
    ]);
  });

  test("is empty for no rows, and begins each column at one place", () => {
    const anyRow = fc.tuple(fc.stringMatching(/^\w*$/), fc.stringMatching(/^\w+$/));

    expect(alignColumns([])).toBe("");
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1 }), (rows) => {
        const lines = alignColumns(rows).split("\n");
        const starts = lines.map((line, at) => line.length - (rows[at]?.[1].length ?? 0));
        expect(new Set(starts).size).toBe(1);
      }),
    );
  });
});
