import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Returns } from "../syntax/terms.ts";
import {
  ANY,
  displayType,
  ERROR,
  isCompatible,
  isMalformedType,
  listOf,
  NONE,
  named,
  optionalOf,
  primitive,
  readType,
  spellType,
  type Type,
  typeOfReturns,
  UNKNOWN,
  unionOf,
  withinLimit,
} from "./types.ts";

const range = { start: 0, end: 0 };
const name = (text: string) => ({ text, ...range });

/** Spellings that read and show alike. */
const spelling = fc.letrec<{ readonly type: string }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("Int", "Float", "Bool", "String", "User", "Unit", "Any", "m.User", "E::x"),
    tie("type").map((element) => `Set<${element}>`),
    tie("type").map((argument) => `Box<${argument}>`),
  ),
})).type;

describe("readType()", () => {
  test.each<[string, Type]>([
    ["Int", primitive("Int")],
    ["DateTime", primitive("DateTime")],
    ["List", listOf(UNKNOWN)],
    ["Optional", optionalOf(UNKNOWN)],
    ["List<Int>", listOf(primitive("Int"))],
    ["Optional<List<String>>", optionalOf(listOf(primitive("String")))],
    ["Map<K, V>", { kind: "named", name: "Map", args: [named("K, V")] }],
    ["List<>", listOf(named(""))],
    ["List <Int>", { kind: "named", name: "List ", args: [primitive("Int")] }],
    ["List<Int>x", listOf(named("Int>"))],
  ])("reads %j", (text, expected) => {
    const type = readType(text);

    expect(type).toEqual(expected);
  });

  test.each(["Int?", "Int[]", "A | B", "None", "Unit", ""])("takes %j for a name", (text) => {
    const type = readType(text);

    expect(type).toEqual(named(text));
  });

  test.each(["List<", "<", "List<é", "Set<List<>", "List<".repeat(100_000)])(
    "is an error for the malformed %.20s",
    (text) => {
      const type = readType(text);

      expect(type).toBe(ERROR);
      expect(isMalformedType(text)).toBe(true);
    },
  );

  test("bounds nesting", () => {
    const text = `${"List<".repeat(50_000)}Int${">".repeat(50_000)}`;

    expect(readType(text)).toBe(ERROR);
  });

  test.each(["Listé<Int>", "Map<é>", "é", "<error>"])("does not call %j malformed", (text) => {
    expect(isMalformedType(text)).toBe(false);
  });
});

describe("typeOfReturns()", () => {
  test.each<[string, Returns, Type]>([
    ["a type", { ...range, kind: "single", type: name("Int"), isOptional: false }, readType("Int")],
    [
      "an optional",
      { ...range, kind: "single", type: name("Int"), isOptional: true },
      readType("Optional<Int>"),
    ],
    ["a collection", { ...range, kind: "collection", of: name("Int") }, readType("List<Int>")],
    [
      "a union",
      {
        ...range,
        kind: "union",
        members: [
          { ...range, type: name("Int"), isOptional: true },
          { ...range, type: name("E"), isOptional: false },
        ],
      },
      unionOf([readType("Optional<Int>"), named("E")]),
    ],
  ])("reads %s", (_, returns, expected) => {
    expect(typeOfReturns(returns)).toEqual(expected);
  });
});

describe("isCompatible()", () => {
  test.each([
    ["Float", "Int"],
    ["Optional<Float>", "Int"],
    ["Optional<Int>", "Optional<Int>"],
    ["List<Float>", "List<Int>"],
    ["List<Int>", "List"],
    ["Any", "List<Int>"],
    ["Result<Int, String>", "Result::Err"],
    ["E", "E::anything"],
    ["Map<K, V>", "Map<K, V>"],
    ["Box<Float>", "Box<Int>"],
  ])("lets %s accept %s", (expected, found) => {
    expect(isCompatible(readType(expected), readType(found))).toBe(true);
  });

  test.each([
    ["Int", "Float"],
    ["Int", "Optional<Int>"],
    ["String", "None"],
    ["Map<K, V>", "Map<K,V>"],
    ["List<Int>", "Int[]"],
    ["E::x", "E"],
    ["Box<Int>", "Box<String>"],
    ["Box", "Box<Int>"],
    ["Set<Int>", "List<Int>"],
  ])("does not let %s accept %s", (expected, found) => {
    expect(isCompatible(readType(expected), readType(found))).toBe(false);
  });

  test("wants one member of a union to accept the whole value", () => {
    const union = unionOf([primitive("Int"), named("E")]);

    expect(isCompatible(union, named("E::x"))).toBe(true);
    expect(isCompatible(union, union)).toBe(false);
    expect(isCompatible(unionOf([ANY, named("E")]), union)).toBe(true);
  });

  test("wants every member of a found union accepted", () => {
    expect(isCompatible(primitive("Float"), unionOf([primitive("Int"), primitive("Float")]))).toBe(
      true,
    );
    expect(isCompatible(primitive("Int"), unionOf([primitive("Int"), primitive("Float")]))).toBe(
      false,
    );
  });

  test("takes none for an optional and for nothing else", () => {
    expect(isCompatible(readType("Optional<Int>"), NONE)).toBe(true);
    expect(isCompatible(readType("Unit"), NONE)).toBe(false);
  });

  test("compares rows by their fields", () => {
    const row = (...fields: readonly string[]): Type => ({
      kind: "struct",
      fields: fields.map((field) => ({ name: field, type: primitive("Int") })),
    });

    expect(isCompatible(row("a", "b"), row("b", "a"))).toBe(true);
    expect(isCompatible(row("a", "b"), row("a"))).toBe(false);
    expect(isCompatible(row("a"), row("b"))).toBe(false);
  });

  test("accepts a type where the same type is wanted, unless it is a union", () => {
    fc.assert(
      fc.property(spelling, (text) => {
        expect(isCompatible(readType(text), readType(text))).toBe(true);
      }),
    );
  });

  test("accepts unknown and error everywhere", () => {
    fc.assert(
      fc.property(spelling, fc.constantFrom(UNKNOWN, ERROR), (text, unknown) => {
        expect(isCompatible(readType(text), unknown)).toBe(true);
        expect(isCompatible(unknown, readType(text))).toBe(true);
      }),
    );
  });
});

describe("displayType()", () => {
  test("shows every kind of type as the reference does", () => {
    const row: Type = {
      kind: "struct",
      fields: [
        { name: "id", type: primitive("String") },
        { name: "text", type: optionalOf(primitive("String")) },
      ],
    };
    const types = [
      readType("Optional<List<Int>>"),
      readType("Set<Map<K, V>>"),
      unionOf([named("A"), NONE]),
      listOf(row),
      listOf(UNKNOWN),
      ERROR,
    ];

    expect(types.map(displayType)).toEqual([
      "Int[]?",
      "Set<Map<K, V>>",
      "A | none",
      "{ id: String, text: String? }[]",
      "?[]",
      "<error>",
    ]);
  });

  test("cuts what is too long for a message", () => {
    const long = "T".repeat(5000);

    expect(displayType(named(long))).toHaveLength(1001);
    expect(spellType(named(long))).toBe(long);
  });

  test("shows a type without lists and optionals as it is written", () => {
    fc.assert(
      fc.property(spelling, (text) => {
        expect(displayType(readType(text))).toBe(text);
      }),
    );
  });
});

describe("withinLimit()", () => {
  test("keeps types that people write, and forgets what only grows", () => {
    const small = listOf(optionalOf(unionOf([primitive("Int"), named("E")])));
    let large: Type = small;
    for (let doubling = 0; doubling < 40; doubling++) large = unionOf([large, large]);

    expect(withinLimit(small)).toBe(small);
    expect(withinLimit(large)).toBe(UNKNOWN);
  });
});
