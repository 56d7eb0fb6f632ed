import { describe, expect, test } from "vitest";
import { createMap, createStruct, createVariant, type Value } from "../values/value.ts";
import { fitsExpected } from "./fits-expected.ts";

const NO_FIELDS = new Map<string, Value>();
const fields = new Map<string, Value>([["a", 1n]]);

describe("fitsExpected()", () => {
  test.each([
    [0.3, 0.1 + 0.2],
    [0, 0.1 + 0.2 - 0.3],
    [1e20, 1e20 + 16_384],
    [3n, 3],
    [Number.NaN, Number.NaN],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])("takes %s for %s", (expected, found) => {
    expect(fitsExpected(expected, found)).toBe(true);
  });

  test.each([
    [4.5, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 4.5],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    [4.5, Number.NaN],
    [1e-10, 0],
    [1, 1.00001],
    [3n, 4n],
    [1n, true],
    [null, 0n],
    ["1", 1n],
  ])("does not take %s for %s", (expected, found) => {
    expect(fitsExpected(expected, found)).toBe(false);
  });

  test("lets a Map or a row stand for no variant", () => {
    const red = createVariant("Color", "Red", NO_FIELDS);

    expect(fitsExpected(red, createVariant("Color", "Red", NO_FIELDS))).toBe(true);
    expect(fitsExpected(red, createVariant("Color", "Blue", NO_FIELDS))).toBe(false);
    expect(fitsExpected(red, createMap(NO_FIELDS))).toBe(false);
    expect(fitsExpected(red, createStruct(undefined, NO_FIELDS))).toBe(false);
  });

  test("lets a row stand for a struct of such fields, and a Map for none", () => {
    const item = createStruct("Item", fields);

    expect(fitsExpected(item, createStruct(undefined, fields))).toBe(true);
    expect(fitsExpected(item, createStruct("Other", fields))).toBe(false);
    expect(fitsExpected(item, createMap(fields))).toBe(false);
  });

  test("takes an object that nothing types for whatever has its parts", () => {
    const written = createMap(fields);

    expect(fitsExpected(written, createStruct("Item", fields))).toBe(true);
    expect(fitsExpected(written, createVariant("Shape", "Dot", fields))).toBe(true);
    expect(fitsExpected(written, createMap(NO_FIELDS))).toBe(false);
  });
});
