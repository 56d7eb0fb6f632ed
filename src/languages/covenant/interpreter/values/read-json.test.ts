import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../../domain/json.ts";
import { enumSnippet, program, structSnippet } from "../fixtures/programs.ts";
import { byIdentity, identityOf } from "./identity.ts";
import { readJson, UnfitJson } from "./read-json.ts";
import { collectShapes } from "./shapes.ts";
import {
  createBytes,
  createList,
  createMap,
  createMoment,
  createSet,
  createStruct,
  createVariant,
  type Value,
} from "./value.ts";
import { readValueType } from "./value-type.ts";
import { writeJson } from "./write-json.ts";

const shapes = collectShapes(
  program(
    [
      structSnippet("Item", "id: Int, price: Float, note?: String"),
      enumSnippet("Shape", "Dot", "Circle(radius: Float)", "Box(item: Item, tags: List<String>)"),
    ].join("\n"),
  ),
);

const read = (json: JsonValue, type: string): Value => readJson(json, readValueType(type), shapes);
const reread = (json: JsonValue, type: string): JsonValue =>
  writeJson(read(json, type), readValueType(type), shapes);

describe("readJson()", () => {
  test.each<readonly [JsonValue, string, Value]>([
    [7, "Int", 7n],
    [{ $int: "9223372036854775807" }, "Int", 9223372036854775807n],
    [7, "Float", 7],
    [{ $float: "Infinity" }, "Float", Number.POSITIVE_INFINITY],
    [{ $int: "9007199254740993" }, "Float", 2 ** 53],
    [7, "Any", 7n],
    [7.5, "Any", 7.5],
    ["x", "Char", "x"],
    [null, "Unit", null],
    [null, "Int?", null],
    [null, "Optional<Int>", null],
    [7, "Optional<Float>", 7],
    ["Red", "Any", "Red"],
    ["Shape::Dot", "Any", createVariant("Shape", "Dot", new Map())],
    ["Shape::Circle", "Any", "Shape::Circle"],
    ["Dot", "Shape", createVariant("Shape", "Dot", new Map())],
    ["Dot", "Shape | String", "Dot"],
    ["Shape::Dot", "String | Shape", createVariant("Shape", "Dot", new Map())],
    [2, "Float | Int", 2n],
    [2, "Float | String", 2],
    ["x", "T", "x"],
  ])("reads %j as %s", (json, type, value) => {
    expect(read(json, type)).toEqual(value);
  });

  test.each<readonly [JsonValue, string, JsonValue]>([
    [{ $set: [1, 1, 2] }, "Set<Int>", { $set: [1, 2] }],
    [[1, 2], "Set<Int>", { $set: [1, 2] }],
    [{ a: [1] }, "Map<String, List<Float>>", { a: [1] }],
    [{ $type: "x" }, "Map<String, String>", { $type: "x" }],
    ["2026-01-31T12:00:00+02:00", "DateTime", "2026-01-31T10:00:00Z"],
    ["2026-01-31", "DateTime", "2026-01-31T00:00:00Z"],
    ["2026-01-31T10:00:00.250Z", "DateTime", "2026-01-31T10:00:00.250Z"],
    [{ $bytes: "AQI=" }, "Bytes", { $bytes: "AQI=" }],
    [{ id: 1, price: 2 }, "Item", { id: 1, price: 2, note: null }],
    [{ $type: "shop.Item", id: 1, price: 2, note: "x" }, "Item", { id: 1, price: 2, note: "x" }],
    [
      { $type: "Item", id: 1, price: 2 },
      "Item | Shape",
      { $type: "Item", id: 1, price: 2, note: null },
    ],
    [{ id: 1, price: 2 }, "Shape | Item", { $type: "Item", id: 1, price: 2, note: null }],
    [
      { $variant: "Shape::Box", item: { id: 1, price: 2 }, tags: [] },
      "Shape",
      { $variant: "Shape::Box", item: { id: 1, price: 2, note: null }, tags: [] },
    ],
    [[{ id: 1, price: 2 }], "Item[] | IoError", [{ id: 1, price: 2, note: null }]],
    [{ $type: "IoError" }, "String | IoError", { $type: "IoError", message: null }],
    [{ $type: "Other", a: 1 }, "Any", { $type: "Other", a: 1 }],
    [{ a: 1, b: [2] }, "Any", { a: 1, b: [2] }],
  ])("reads %j as %s and writes it back as its type has it", (json, type, written) => {
    expect(reread(json, type)).toEqual(written);
  });

  test.each<readonly [JsonValue, string]>([
    [1.5, "Int"],
    ["1", "Int"],
    [{ $int: "9223372036854775808" }, "Int"],
    [true, "Float"],
    [null, "String"],
    ["2026-02-30", "DateTime"],
    ["2026-13-01", "DateTime"],
    ["2026-01-00", "DateTime"],
    ["2026-01-31T25:00:00Z", "DateTime"],
    ["Shape::Square", "Shape"],
    ["Other::Dot", "Shape"],
    [{ id: 1 }, "Item"],
    [{ id: 1, price: 2, more: 3 }, "Item"],
    [{ $type: "Other", id: 1, price: 2 }, "Item"],
    [true, "Int | String"],
    [{ a: 1 }, "List<Int>"],
    [[1], "Map<String, Int>"],
  ])("refuses %j as %s", (json, type) => {
    expect(() => read(json, type)).toThrow(UnfitJson);
  });

  test("takes a field by its own name, not by one that every object has", () => {
    const odd = collectShapes(program(structSnippet("Odd", "constructor?: Int")));

    expect(readJson({}, readValueType("Odd"), odd)).toEqual(
      createStruct("Odd", new Map([["constructor", null]])),
    );
  });
});

/** A type with values of it. */
type Typed = readonly [type: string, values: fc.Arbitrary<Value>];

const SIMPLE: readonly Typed[] = [
  ["Int", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ["Float", fc.double()],
  ["Bool", fc.boolean()],
  ["String", fc.string({ unit: "grapheme" })],
  ["DateTime", fc.integer({ min: -1e12, max: 4e12 }).map(createMoment)],
  ["Bytes", fc.uint8Array({ maxLength: 8 }).map(createBytes)],
];

const wrap = ([type, values]: Typed): readonly Typed[] => [
  [`Optional<${type}>`, fc.option(values)],
  [`List<${type}>`, fc.array(values, { maxLength: 4 }).map(createList)],
  [`Set<${type}>`, fc.array(values, { maxLength: 4 }).map((items) => createSet(byIdentity(items)))],
  [
    `Map<String, ${type}>`,
    fc
      .array(fc.tuple(fc.string(), values), { maxLength: 4 })
      .map((entries) => createMap(new Map(entries))),
  ],
];

const item = fc
  .record({ id: SIMPLE[0]![1], price: SIMPLE[1]![1], note: fc.option(fc.string()) })
  .map((fields) => createStruct("Item", new Map<string, Value>(Object.entries(fields))));
const DECLARED: readonly Typed[] = [
  ["Item", item],
  [
    "Shape",
    fc.oneof(
      fc.constant(createVariant("Shape", "Dot", new Map())),
      fc.double().map((radius) => createVariant("Shape", "Circle", new Map([["radius", radius]]))),
      fc.tuple(item, fc.array(fc.string())).map(([item, tags]) =>
        createVariant(
          "Shape",
          "Box",
          new Map<string, Value>([
            ["item", item],
            ["tags", createList(tags)],
          ]),
        ),
      ),
    ),
  ],
];
const ONCE = [...SIMPLE, ...DECLARED];
const TYPED: readonly Typed[] = [
  ...ONCE,
  ...ONCE.flatMap(wrap),
  ...ONCE.flatMap(wrap)
    .filter(([type]) => !type.startsWith("Optional"))
    .flatMap(wrap),
];

describe("writeJson()", () => {
  test.each(TYPED)("writes what readJson() reads back as the same value: %s", (type, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(writeJson(value, readValueType(type), shapes));

        expect(identityOf(read(JSON.parse(text) as JsonValue, type))).toBe(identityOf(value));
      }),
      { numRuns: 40 },
    );
  });
});
