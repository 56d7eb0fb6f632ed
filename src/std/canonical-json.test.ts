import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

/** The same value with the keys of every object in another order. */
const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reordered(item)] as const);
  return Object.fromEntries(entries.reverse());
};

describe("canonicalJson()", () => {
  test("sorts keys at every depth and leaves no whitespace", () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: "é" })).toBe(
      '{"a":"é","b":[{"c":null,"d":1}]}',
    );
  });

  test("gives a value that JSON reads back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no negative zero.
        const expected: unknown = JSON.parse(JSON.stringify(value));

        expect(JSON.parse(canonicalJson(value))).toEqual(expected);
      }),
    );
  });

  test("gives the same text whatever the order of the keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reordered(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("gives different values different texts", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fc.pre(!sameJson(a, b));

        expect(canonicalJson(a)).not.toBe(canonicalJson(b));
      }),
    );
  });

  test("leaves a key out that holds `undefined`", () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe(canonicalJson({ a: 1 }));
  });

  test("takes the same object twice, beside each other", () => {
    const shared = { x: 1 };

    expect(canonicalJson([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });

  test.each([
    ["undefined at the top", undefined, "undefined"],
    ["undefined in a list", [undefined], "undefined"],
    ["a hole in a list", new Array(1), "undefined"],
    ["NaN", { a: Number.NaN }, "NaN"],
    ["an infinity", [-Infinity], "-Infinity"],
    ["a bigint", 1n, "a bigint"],
    ["a function", { a: () => 1 }, "a function"],
    ["a symbol", [Symbol("s")], "a symbol"],
    ["a date", new Date(0), "an instance of Date"],
    ["a map", { a: new Map() }, "an instance of Map"],
  ])("throws a TypeError for %s", (_, value, named) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson(value)).toThrow(named);
  });

  test("throws a TypeError for a value that holds itself", () => {
    const loop: Record<string, unknown> = {};
    loop["self"] = { loop };

    expect(() => canonicalJson(loop)).toThrow(
      new TypeError("Cannot write JSON: a value holds itself"),
    );
  });
});

const sameJson = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sortedPairs(a)) === JSON.stringify(sortedPairs(b));

/** Objects as sorted lists of pairs, by another way than the one under test. */
const sortedPairs = (value: unknown): unknown => {
  if (Array.isArray(value)) return ["list", ...value.map(sortedPairs)];
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).toSorted();
  return [
    "object",
    ...keys.map((key) => [key, sortedPairs((value as Record<string, unknown>)[key])]),
  ];
};
