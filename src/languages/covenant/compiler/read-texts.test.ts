import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBetween, readDebugStrings, splitExpectedFound, stripColours } from "./read-texts.ts";

describe("stripColours()", () => {
  test("leaves the text alone", () => {
    expect(stripColours("\u001b[38;5;246mError:\u001b[0m [1m] \u001b[x")).toBe(
      "Error: [1m] \u001b[x",
    );
  });
});

describe("readBetween()", () => {
  test("gives what stands between the parts", () => {
    expect(readBetween("a `x` b `y`.", ["a `", "` b `", "`."])).toEqual(["x", "y"]);
  });

  test("lets the last part end the text, so that what stands before may hold it", () => {
    expect(readBetween("f(a) (b)", ["f(", ")"])).toEqual(["a) (b"]);
  });

  test.each([["b `x`"], ["a `x"], ["a `"], [""]])("does not match %j", (text) => {
    expect(readBetween(text, ["a `", "`"])).toBeUndefined();
  });
});

describe("readDebugStrings()", () => {
  test("reads lists and options, with their escapes", () => {
    expect(readDebugStrings(String.raw`["a", "b\"c\\", "\n\t\u{e9}"]`)).toEqual([
      "a",
      'b"c\\',
      "\n\té",
    ]);
    expect(readDebugStrings(String.raw`Some("\"/y\"")`)).toEqual(['"/y"']);
    expect(readDebugStrings("None")).toEqual([]);
  });

  test("reads back what JSON prints of printable text", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        expect(
          readDebugStrings(JSON.stringify(texts.map((text) => text.replace(/[\b\f\v]/g, "")))),
        ).toEqual(texts.map((text) => text.replace(/[\b\f\v]/g, "")));
      }),
    );
  });
});

describe("splitExpectedFound()", () => {
  test.each([
    ["Int, found String", "Int", "String"],
    ["{ a: A, found B: C }, found D", "{ a: A, found B: C }", "D"],
    ["A, found { b: B, found C: D }[]", "A", "{ b: B, found C: D }[]"],
    ["'a', 'b', or 'c', found Eq", "'a', 'b', or 'c'", "Eq"],
    ["A, found B, found C", "A, found B", "C"],
    // A type's name may be any text: with a lone brace in it, the last one counts.
    ["A{, found B", "A{", "B"],
  ])("splits %j", (text, expected, found) => {
    expect(splitExpectedFound(text)).toEqual({ expected, found });
  });

  test("says nothing of a text that has no such place", () => {
    expect(splitExpectedFound("Int")).toBeUndefined();
  });
});
