import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Dialect, joinSql, splitSql } from "./pieces.ts";

const dialects: readonly Dialect[] = ["postgres", "mysql", "sqlserver", "sqlite"];

describe("splitSql()", () => {
  test.each<readonly [Dialect, string, readonly string[]]>([
    ["postgres", "a::int", ["word a", "mark ::", "word int"]],
    ["postgres", "a=:b", ["word a", "mark =", "placeholder :b"]],
    ["postgres", "'it''s :b'", ["text 'it''s :b'"]],
    ["postgres", '"a""b" a[1]', ['name "a""b"', "word a", "mark [", "number 1", "mark ]"]],
    ["sqlserver", "[a b] @c", ["name [a b]", "placeholder @c"]],
    ["mysql", '"it\'s" `b`', ["text 'it''s'", "name `b`"]],
    ["sqlite", "1.5e3<>?", ["number 1.5e3", "mark <>", "placeholder ?"]],
    ["sqlite", "a -- b\n/* c */ d", ["word a", "word d"]],
    ["sqlite", "'open", ["mark '", "word open"]],
  ])("%s: %s", (dialect, sql, pieces) => {
    expect(splitSql(sql, dialect).map(({ kind, text }) => `${kind} ${text}`)).toEqual(pieces);
  });

  test("gives pieces that are the same after they were put together", () => {
    const sql = fc.string({
      unit: fc.constantFrom(
        ...["'it''s'", '"y"', "`z`", "[w]", "-- c\n", "/* d */", "::", ":p", "?", "@p", "<", "="],
        ...["a", "12", ".5", ".", ",", "(", ")", " ", "\n", "é", "😀"],
      ),
    });

    fc.assert(
      fc.property(fc.constantFrom(...dialects), sql, (dialect, text) => {
        const pieces = splitSql(text, dialect);
        const again = splitSql(joinSql(pieces), dialect);

        expect(again.map(({ text }) => text)).toEqual(pieces.map(({ text }) => text));
      }),
      { numRuns: 500 },
    );
  });

  test("splits any text, and each piece holds something", () => {
    fc.assert(
      fc.property(fc.constantFrom(...dialects), fc.string({ unit: "binary" }), (dialect, text) => {
        expect(splitSql(text, dialect).every((found) => found.text !== "")).toBe(true);
      }),
    );
  });
});
