import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import { checkSemantics } from "./check-semantics.ts";
import {
  factsOf,
  findingsOf,
  pointedAt,
  step,
  writeEnum,
  writeFunction,
} from "./fixtures/write-program.ts";

const SHAPE = writeEnum("Shape", {
  Dot: "",
  Line: 'field name="length" type="Int" field name="label" type="String"',
  Odd: 'field name="why" type="String" optional',
});

const variant = (type: string, steps = "", bindings = ""): string =>
  `case variant type="${type}" ${bindings && `bindings=(${bindings})`} ${steps} end`;
const match = (on: string, ...cases: readonly string[]): string =>
  step("match", `on="${on}" ${cases.join("\n")}`);
const matching = (type: string, ...cases: readonly string[]): string =>
  SHAPE + writeFunction({ parameters: { x: type }, body: match("x", ...cases) });

/** What the binding of the only case of a match on `type` is, as an error message shows it. */
const bindingType = (type: string, name: string): unknown =>
  factsOf(
    SHAPE +
      writeFunction({
        parameters: { x: type },
        returns: 'returns type="Probe"',
        body: match(
          "x",
          variant(name, step("return", 'from="b"'), '"a", "b"'),
          "case wildcard end",
        ),
      }),
  )[0];

describe("checkExhaustiveness()", () => {
  test("lists the missing variants of an enum in the order of their declaration", () => {
    const source = matching("Shape", variant("Shape::Line"));

    expect(factsOf(source)).toEqual([{ matchedType: "Shape", missing: ["Dot", "Odd"] }]);
    expect(pointedAt(source)[0]).toMatch(/^step id="s\d+" kind="match"$/);
    expect(findingsOf(source)[0]?.help).toContain('case variant type="Shape::Dot"');
  });

  test("looks an enum up by the base of a generic type", () => {
    expect(factsOf(matching("Shape<A, B>"))).toMatchObject([{ matchedType: "Shape<A, B>" }]);
  });

  test.each([
    ["with a wildcard", "Shape", ["case wildcard end"]],
    [
      "when all variants are there",
      "Shape",
      ["Dot", "X::Line", "a::b::Odd"].map((v) => variant(v)),
    ],
    ["on anything that is no enum", "Text", [variant("Anything")]],
    ["on a plain value", "Int", []],
  ])("is content %s", (_, type, cases) => {
    expect(factsOf(matching(type, ...cases))).toEqual([]);
  });

  test("wants Some and None of an optional, by these names", () => {
    expect(factsOf(matching("Optional<Int>", variant("Int"), variant("None")))).toEqual([
      { matchedType: "Int?", missing: ["Some"] },
    ]);
    expect(factsOf(matching("Optional<Int>", variant("Some"), variant("None")))).toEqual([]);
  });

  test("wants the members of a union as messages spell them", () => {
    const source = writeFunction({
      body: [
        step("call", 'fn="fs.read_dir"', "entries"),
        match("entries", variant("List<DirEntry>"), variant("IoError")),
        match("entries", variant("DirEntry[]"), variant("IoError")),
      ].join("\n"),
    });

    expect(factsOf(source)).toEqual([
      { matchedType: "DirEntry[] | IoError", missing: ["DirEntry[]"] },
    ]);
  });

  test("finds out about names that are longer than a message shows", () => {
    const long = "T".repeat(2000);
    const source = writeFunction({
      id: "m.g",
      kind: "extern",
      returns: `returns union type="${long}" type="Int" end`,
    });
    const body = `${step("call", 'fn="m.g"', "x")} ${match("x", variant(long), variant("Int"))}`;

    expect(factsOf(source + writeFunction({ body }))).toEqual([]);
  });

  test("says nothing about an enum that could not be read", () => {
    const source = matching("Shape", variant("Shape::Dot")).replace("enum name", "enum oops name");

    expect(checkSemantics(parse(source).program)).toEqual([]);
  });
});

describe("typeOfBinding()", () => {
  test.each([
    ["Shape", "Shape::Line", "Int"],
    ["Shape", "Shape::Odd", "String?"],
    ["Shape", "Shape::Dot", "none"],
    ["Optional<Int>", "Int", "Int"],
    ["Optional<Int>", "some", "Int"],
    ["Optional<Int>", "Some", "none"],
    ["Optional<Int>", "Other", "none"],
  ])("gives every binding on a %s in case %s the type %s", (type, name, expected) => {
    expect(bindingType(type, name)).toEqual({ expected: "Probe", found: expected });
  });

  test.each([
    ["Shape", "Shape::Nothing"],
    ["Int", "Int"],
    ["Text", "Text::A"],
  ])("knows nothing of a binding on a %s in case %s", (type, name) => {
    expect(bindingType(type, name)).toBeUndefined();
  });

  test("gives a binding the member of a union", () => {
    const source = (name: string) =>
      writeFunction({
        returns: 'returns type="Probe"',
        body: [
          step("compute", 'op=parse_int input lit="1"', "x"),
          match("x", variant(name, step("return", 'from="v"'), '"v"'), "case wildcard end"),
        ].join("\n"),
      });

    expect(factsOf(source("ParseError"))).toEqual([{ expected: "Probe", found: "ParseError" }]);
    expect(factsOf(source("Other"))).toEqual([]);
  });
});
