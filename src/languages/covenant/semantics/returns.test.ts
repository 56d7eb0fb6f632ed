import { describe, expect, test } from "vitest";
import { findingsOf, pointedAt, step, writeEnum, writeFunction } from "./fixtures/write-program.ts";

const UNION = 'returns union type="Int" type="ParseError" end';
const parseStep = step("compute", 'op=parse_int input lit="1"', "x");

const returning = (returns: string, ...body: readonly string[]): string =>
  writeFunction({ returns, parameters: { o: "Optional<Int>" }, body: body.join("\n") });

describe("checkReturn()", () => {
  test("says how to return a union value", () => {
    const source = returning(UNION, parseStep, step("return", 'from="x"'));

    expect(findingsOf(source)).toMatchObject([
      {
        rule: "union_value_into_union",
        facts: { expected: "Int | ParseError", found: "Int | ParseError" },
        help: expect.stringContaining('case variant type="ParseError" bindings=("v")'),
      },
    ]);
    expect(pointedAt(source)).toEqual(['from="x"']);
  });

  test.each([
    ["a member", UNION, step("return", "lit=1")],
    [
      "a value of nothing known",
      UNION,
      step("insert", 'into="t"', "r") + step("return", 'from="r"'),
    ],
    ["anything without a declared result", "", step("return", "lit=1")],
    ["a variant of an enum", 'returns type="E"', step("return", 'variant type="E::A" end')],
    ["none for an optional", 'returns type="Int" optional', step("return", "lit=none")],
  ])("accepts %s", (_, returns, body) => {
    expect(findingsOf(returning(returns, body))).toEqual([]);
  });

  test.each([
    [
      "an optional",
      'returns type="Int"',
      step("return", 'from="o"'),
      /case variant type="Int" bindings=\("v"\)/,
    ],
    [
      "a union",
      'returns type="Int"',
      `${parseStep} ${step("return", 'from="x"')}`,
      /type="ParseError" bindings=\("v"\) with a return of a Int/,
    ],
    [
      "a wrapper",
      'returns type="User"',
      step("return", 'struct type="Ok<User>" end'),
      /no wrappers such as Ok/,
    ],
    ["none", 'returns type="Int"', step("return", "lit=none"), /declare the result as optional/],
    ["a list literal", 'returns collection of="Int"', step("return", "lit=[1]"), /is a String/],
    [
      "a value for Unit",
      'returns type="Unit"',
      step("return", "lit=none"),
      /Remove the return step/,
    ],
    ["a number for text", 'returns type="String"', step("return", "lit=1"), /op=to_string/],
    [
      "rows of a query",
      'returns collection of="User"',
      step("query", 'target="db" select all from="users"', "r") + step("return", 'from="r"'),
      /returns collection of="Any"/,
    ],
  ])("helps with %s", (_, returns, body, help) => {
    expect(findingsOf(returning(returns, body))).toMatchObject([
      { rule: "return_type", help: expect.stringMatching(help) },
    ]);
  });

  test("helps with bindings after the first", () => {
    const shape = writeEnum("Shape", {
      Named: 'field name="label" type="String" field name="sides" type="Int"',
    });
    const body = step(
      "match",
      `on="s" case variant type="Shape::Named" bindings=("l", "n") ${step("return", 'from="n"')} end`,
    );
    const source =
      shape + writeFunction({ parameters: { s: "Shape" }, returns: 'returns type="Int"', body });

    expect(findingsOf(source)).toMatchObject([
      { help: expect.stringContaining('variant\'s first field. Pass "n" through op=to_int') },
    ]);
  });

  test("points at the type of a struct or variant", () => {
    const source = returning('returns type="A"', step("return", 'struct type="B" end'));

    expect(pointedAt(source)).toEqual(['"B"']);
  });
});
