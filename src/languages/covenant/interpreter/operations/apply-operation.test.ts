import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OPERATIONS } from "../../tables/operations.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import { createMeter } from "../meter.ts";
import { Raised } from "../raised.ts";
import { byIdentity } from "../values/identity.ts";
import { parseMoment } from "../values/moments.ts";
import { createBytes, createList, createMap, createSet, type Value } from "../values/value.ts";
import { ANY } from "../values/value-type.ts";
import { writeJson } from "../values/write-json.ts";
import { applyOperation } from "./apply-operation.ts";

const apply = (name: string, ...inputs: readonly Value[]): Value =>
  applyOperation(name, inputs, createMeter(DEFAULT_LIMITS));

const json = (value: Value) => writeJson(value, ANY, { structs: new Map(), enums: new Map() });

const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;
const list = (...items: readonly Value[]) => createList(items);
const set = (...items: readonly Value[]) => createSet(byIdentity(items));
const map = (entries: Readonly<Record<string, Value>>) =>
  createMap(new Map(Object.entries(entries)));
const bytes = (...items: readonly number[]) => createBytes(Uint8Array.from(items));
const at = (text: string): Value => parseMoment(text) as Value;
const NOON = "2026-01-31T12:30:45Z";

/** Operation, inputs, and the value: an Int is a `bigint`, a Float a `number`; what is compound goes as JSON. */
const CASES: readonly (readonly [string, readonly Value[], Value | object])[] = [
  ["neg", [5n], -5n],
  ["neg", [2.5], -2.5],
  ["add", [2n, 3n], 5n],
  ["add", [2n, 0.5], 2.5],
  ["sub", [2n, 3n], -1n],
  ["mul", [4n, -3n], -12n],
  ["div", [-7n, 2n], -3n],
  ["div", [-7n, 2], -3.5],
  ["div", [1, 0], Number.POSITIVE_INFINITY],
  ["mod", [-7n, 2n], -1n],
  ["mod", [7n, -2n], 1n],
  ["mod", [5.5, 2n], 1.5],
  ["equals", [1n, 1], true],
  ["equals", [null, 0n], false],
  ["equals", [null, null], true],
  ["equals", [list(1n, "a"), list(1, "a")], true],
  ["equals", [map({ a: 1n, b: 2n }), map({ b: 2n, a: 1n })], true],
  ["not_equals", ["a", "b"], true],
  ["less", [1n, 1.5], true],
  ["less", ["Z", "a"], true],
  ["less", [Number.NaN, 1n], false],
  ["greater", ["\u{1f600}", "\uffff"], true],
  ["greater", [at(NOON), at("2026-01-31")], true],
  ["less_eq", [2n, 2n], true],
  ["greater_eq", [2n, 3n], false],
  ["not", [true], false],
  ["and", [true, false], false],
  ["or", [false, true], true],
  ["abs", [-4n], 4n],
  ["abs", [-0.5], 0.5],
  ["sqrt", [9n], 3],
  ["sqrt", [-1], Number.NaN],
  ["floor", [-1.5], -2n],
  ["ceil", [1.2], 2n],
  ["round", [2.5], 3n],
  ["round", [-2.5], -3n],
  ["round", [0.49999999999999994], 0n],
  ["round", [7n], 7n],
  ["trunc", [-1.9], -1n],
  ["sign", [-3n], -1n],
  ["sign", [0.5], 1],
  ["min", [3n, 2n], 2n],
  ["min", [3n, 2.5], 2.5],
  ["max", [3n, 2.5], 3],
  ["pow", [2n, 10n], 1024],
  ["clamp", [15n, 0n, 10n], 10n],
  ["clamp", [5n, 0.5, 10n], 5],
  ["bit_not", [0n], -1n],
  ["bit_and", [12n, 10n], 8n],
  ["bit_or", [12n, 10n], 14n],
  ["bit_xor", [12n, 10n], 6n],
  ["bit_shl", [1n, 63n], MIN],
  ["bit_shl", [1n, 64n], 1n],
  ["bit_shr", [-8n, 1n], -4n],
  ["bit_ushr", [-1n, 1n], MAX],
  ["to_int", [-2.9], -2n],
  ["to_int", [true], 1n],
  ["to_float", [2n], 2],
  ["to_string", [3], "3.0"],
  ["to_string", [0.1], "0.1"],
  ["to_string", [12n], "12"],
  ["to_string", [at(NOON)], NOON],
  ["to_string", [null], "none"],
  ["to_string", [list(1n)], "[1]"],
  ["parse_int", ["-42"], -42n],
  ["parse_int", ["0000000000000000000000000000042"], 42n],
  ["parse_int", [String(MAX)], MAX],
  ["parse_int", [String(MAX + 1n)], expect.objectContaining({ type: "ParseError" })],
  ["parse_int", ["4 2"], expect.objectContaining({ type: "ParseError" })],
  ["parse_float", ["-1.5e3"], -1500],
  ["parse_float", ["1e999"], expect.objectContaining({ type: "ParseError" })],
  ["parse_float", ["0x10"], expect.objectContaining({ type: "ParseError" })],
  ["map_len", [map({ a: 1n })], 1n],
  ["map_keys", [map({ b: 1n, a: 2n })], ["b", "a"]],
  ["map_values", [map({ b: 1n, a: 2n })], [1, 2]],
  ["map_entries", [map({ a: 1n })], [{ key: "a", value: 1 }]],
  ["map_is_empty", [map({})], true],
  ["map_has", [map({ a: 1n }), "b"], false],
  ["map_insert", [map({ a: 1n, b: 2n }), "a", 3n], { a: 3, b: 2 }],
  ["map_remove", [map({ a: 1n, b: 2n }), "a"], { b: 2 }],
  ["map_merge", [map({ a: 1n }), map({ a: 2n, b: 3n })], { a: 2, b: 3 }],
  ["set_len", [set(1n, 1, 2n)], 2n],
  ["set_is_empty", [set()], true],
  ["set_to_list", [set(2n, 1n)], [2, 1]],
  ["set_has", [set(list(1n)), list(1n)], true],
  ["set_add", [set(1n), 1n], { $set: [1] }],
  ["set_remove", [set(1n, 2n), 1n], { $set: [2] }],
  ["set_union", [set(1n), set(1n, 2n)], { $set: [1, 2] }],
  ["set_intersect", [set(1n, 2n), set(2n, 3n)], { $set: [2] }],
  ["set_diff", [set(1n, 2n), set(2n, 3n)], { $set: [1] }],
  ["set_symmetric_diff", [set(1n, 2n), set(2n, 3n)], { $set: [1, 3] }],
  ["set_is_subset", [set(1n), set(1n, 2n)], true],
  ["set_is_superset", [set(1n), set(1n, 2n)], false],
  ["dt_year", [at(NOON)], 2026n],
  ["dt_month", [at(NOON)], 1n],
  ["dt_day", [at(NOON)], 31n],
  ["dt_hour", [at(NOON)], 12n],
  ["dt_minute", [at(NOON)], 30n],
  ["dt_second", [at(NOON)], 45n],
  ["dt_weekday", [at("2026-02-01")], 7n],
  ["dt_weekday", [at("2026-02-02")], 1n],
  ["dt_unix", [at("1970-01-01T00:01:00Z")], 60n],
  ["dt_add_days", [at("2026-01-31"), 1n], "2026-02-01T00:00:00Z"],
  ["dt_add_hours", [at(NOON), -1n], "2026-01-31T11:30:45Z"],
  ["dt_add_minutes", [at(NOON), 30n], "2026-01-31T13:00:45Z"],
  ["dt_add_seconds", [at(NOON), 15n], "2026-01-31T12:31:00Z"],
  ["dt_diff", [at("2026-01-01"), at("2026-01-02")], -86400n],
  ["dt_format", [at(NOON), "DD.MM.YYYY HH:mm:ss"], "31.01.2026 12:30:45"],
  ["bytes_len", [bytes(1, 2)], 2n],
  ["bytes_is_empty", [bytes()], true],
  ["bytes_to_string", [bytes(0xc3, 0xa4)], "ä"],
  ["bytes_to_string", [bytes(0xff)], expect.objectContaining({ type: "DecodeError" })],
  ["bytes_to_base64", [bytes(1, 2)], "AQI="],
  ["bytes_to_hex", [bytes(1, 255)], "01ff"],
  ["bytes_get", [bytes(7), 0n], 7n],
  ["bytes_get", [bytes(7), 1n], null],
  ["bytes_concat", [bytes(1), bytes(2)], { $bytes: "AQI=" }],
  ["bytes_slice", [bytes(1, 2, 3), 1n, 99n], { $bytes: "AgM=" }],
  ["bytes_slice", [bytes(1, 2, 3), 2n, 1n], { $bytes: "" }],
];

describe("applyOperation()", () => {
  test.each(CASES)("%s of %o", (name, inputs, expected) => {
    const found = apply(name, ...inputs);

    const isScalar = typeof expected !== "object" || expected === null;
    const isMatcher = !isScalar && "asymmetricMatch" in expected;
    expect(isScalar && typeof found !== "object" ? found : isMatcher ? found : json(found)).toEqual(
      expected,
    );
  });

  test("knows every operation of the language, and the cases above try each", () => {
    const tried = new Set(CASES.map(([name]) => name));

    expect([...OPERATIONS.keys()].filter((name) => !tried.has(name))).toEqual([]);
    expect(OPERATIONS.size).toBe(81);
  });

  test.each<readonly [string, readonly Value[]]>([
    ["div", [1n, 0n]],
    ["mod", [1n, 0n]],
    ["neg", [MIN]],
    ["abs", [MIN]],
    ["add", [MAX, 1n]],
    ["mul", [MAX, 2n]],
    ["to_int", [1e300]],
    ["round", [Number.NaN]],
    ["add", ["a", 1n]],
    ["less", ["a", 1n]],
    ["less", [true, false]],
    ["and", [true, 1n]],
    ["or", [true, null]],
    ["to_int", ["7"]],
    ["map_has", [map({}), 1n]],
    ["set_len", [list(1n)]],
    ["dt_add_days", [at(NOON), 10n ** 15n]],
    ["dt_add_days", [at(NOON), 1.5]],
    ["neg", [1n, 2n]],
    ["concat", ["a", "b"]],
  ])("%s of %o is a run-time error", (name, inputs) => {
    expect(() => apply(name, ...inputs)).toThrow(Raised);
  });

  test("keeps to 64 bits: what leaves them raises, what stays is exact", () => {
    const int = fc.bigInt({ min: MIN, max: MAX });

    fc.assert(
      fc.property(int, int, (left, right) => {
        const exact = left + right;
        if (exact < MIN || exact > MAX) expect(() => apply("add", left, right)).toThrow(Raised);
        else expect(apply("add", left, right)).toBe(exact);
      }),
    );
  });

  test("divides so that the quotient times the right side and the remainder give the left side", () => {
    const int = fc.bigInt({ min: -1000n, max: 1000n });

    fc.assert(
      fc.property(int, int, (left, right) => {
        fc.pre(right !== 0n);
        const quotient = apply("div", left, right) as bigint;
        expect(quotient * right + (apply("mod", left, right) as bigint)).toBe(left);
      }),
    );
  });
});
