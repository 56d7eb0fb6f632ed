import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byIdentity, compareTexts, identityOf, isSame } from "./identity.ts";
import { createList, createMap, createSet, createStruct, type Value } from "./value.ts";

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.bigInt({ min: -3n, max: 3n }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, -0.5, 2 ** 60),
  fc.constant(2n ** 60n + 1n),
  fc.boolean(),
  fc.constantFrom("", "1", "true", "[1]"),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 2 }).map(createList),
    fc.array(tie("value"), { maxLength: 2 }).map((items) => createSet(byIdentity(items))),
    fc
      .dictionary(fc.constantFrom("a", "b"), tie("value"))
      .map((entries) => createMap(new Map(Object.entries(entries)))),
    fc
      .dictionary(fc.constantFrom("a", "b"), tie("value"))
      .map((fields) => createStruct("S", new Map(Object.entries(fields)))),
  ),
}));

describe("identityOf()", () => {
  test("gives two values the same text exactly when they are the same", () => {
    fc.assert(
      fc.property(value, value, (left, right) => {
        expect(identityOf(left) === identityOf(right)).toBe(isSame(left, right));
      }),
      { numRuns: 2_000 },
    );
  });

  test("tells an Int from a Float that is next to it", () => {
    expect(identityOf(2n ** 60n + 1n)).not.toBe(identityOf(2 ** 60));
  });
});

describe("isSame()", () => {
  test("asks for the name of a struct only where both have one", () => {
    const fields = new Map<string, Value>([["a", 1n]]);
    const [row, one, other] = [undefined, "One", "Other"].map((name) => createStruct(name, fields));

    expect([isSame(row!, one!), isSame(one!, other!)]).toEqual([true, false]);
  });
});

describe("compareTexts()", () => {
  test("orders by code point", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 5 });
    const points = (written: string): number[] =>
      Array.from(written, (character) => character.codePointAt(0) ?? 0);
    const compareLists = (left: number[], right: number[]): number => {
      const at = left.findIndex((point, index) => point !== right[index]);
      return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
    };

    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareTexts(left, right))).toBe(
          Math.sign(compareLists(points(left), points(right))),
        );
      }),
    );
  });
});
