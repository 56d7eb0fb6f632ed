import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderValue } from "./render-value.ts";

const textOf = (value: unknown): string => renderValue(value).text;
const value = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withUnicodeString: true,
});

describe("renderValue()", () => {
  test.each<[unknown, string]>([
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [-0, "-0"],
    [0, "0"],
    [Number.NaN, "NaN"],
    [undefined, "undefined"],
    [10n, "10n"],
    [[1, [null]], "[1, [null]]"],
    [new Array(1), "[<empty>]"],
    [{ b: 1, a: [], "a b": 2 }, '{ "a b": 2, a: [], b: 1 }'],
    [{ x: undefined }, "{ x: undefined }"],
    [Object.create(null), "{}"],
    [
      new Map([
        ["b", 1],
        ["a", 2],
      ]),
      'Map { "a" => 2, "b" => 1 }',
    ],
    [new Set([2, 1]), "Set { 1, 2 }"],
    [new Date(0), 'Date("1970-01-01T00:00:00.000Z")'],
    [new Date(Number.NaN), "Date(NaN)"],
    [/a\/b/g, "/a\\/b/g"],
    [new Uint8Array([1]), "Uint8Array [1]"],
    [new ArrayBuffer(1), "ArrayBuffer [0]"],
    [new TypeError("no"), 'TypeError("no")'],
    [Object.assign(new Error("no"), { code: 7 }), 'Error("no") { code: 7 }'],
    [new URL("http://a/b"), 'URL("http://a/b")'],
    [Object(1), "Number(1)"],
    [Symbol.for("a"), 'Symbol.for("a")'],
    [
      new (class Point {
        x = 1;
      })(),
      "Point { x: 1 }",
    ],
  ])("%# writes %o", (given, text) => {
    expect(renderValue(given)).toEqual({ text, opaque: undefined });
  });

  test("ends at cycles, and says how far up they lead", () => {
    const list: unknown[] = [];
    list.push({ list });

    expect(textOf(list)).toBe("[{ list: [circular 2] }]");
  });

  test.each<[unknown, string]>([
    [() => 1, "a function"],
    [[Symbol("a")], "a symbol"],
    [{ x: Promise.resolve(1) }, "a Promise"],
    [new WeakMap(), "a WeakMap"],
    [[1].values(), "a Array Iterator"],
  ])("%# says that %o cannot be compared", (given, opaque) => {
    expect(renderValue(given).opaque).toBe(opaque);
  });

  test("writes equal values alike", () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(textOf(structuredClone(one))).toBe(textOf(one));
      }),
    );
  });

  test("writes unequal values differently", () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(textOf(one) === textOf(other)).toBe(isDeepStrictEqual(normal(one), normal(other)));
      }),
    );
  });

  test("does not listen to what a candidate changes", () => {
    const { stringify } = JSON;
    const { sort, push } = Array.prototype;
    const { forEach } = Map.prototype;
    const given = { b: "x", a: new Map([[1, [2]]]) };
    const before = textOf(given);
    try {
      JSON.stringify = () => "forged";
      Array.prototype.sort = () => [];
      Array.prototype.push = () => 0;
      Map.prototype.forEach = () => undefined;
      Object.defineProperty(Array.prototype, "0", { set() {}, configurable: true });

      const after = textOf(given);

      expect(after).toBe(before);
    } finally {
      JSON.stringify = stringify;
      Array.prototype.sort = sort;
      Array.prototype.push = push;
      Map.prototype.forEach = forEach;
      Reflect.deleteProperty(Array.prototype, "0");
    }
  });
});

/** Objects without a prototype count as plain ones. */
function normal(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  if (Array.isArray(given)) return Object.assign(new Array(given.length), given.map(normal));
  if (given instanceof Map)
    return new Map([...given].map(([key, item]) => [normal(key), normal(item)]));
  if (given instanceof Set) return new Set([...given].map(normal));
  const prototype: unknown = Object.getPrototypeOf(given);
  if (prototype !== null && prototype !== Object.prototype) return given;
  return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, normal(item)]));
}
