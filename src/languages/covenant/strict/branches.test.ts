import { describe, expect, test } from "vitest";
import { enumeration, inFunction, strict, struct } from "./fixtures/check-program.ts";

const TYPES =
  struct("Item", "ready Bool, size Int, shape Shape, parts List<Int>") +
  enumeration("Shape", "Circle: radius Float, label String", "Plain");
const PARAMETERS = {
  item: "Item",
  shape: "Shape",
  s: "String",
  maybe: "Optional<String>",
  items: "List<Item>",
  map: "Map<String, Int>",
  anything: "Any",
};
const check = (step: string, returns = 'type="Any"'): readonly string[] =>
  strict(inFunction(step, { parameters: PARAMETERS, returns, effects: "effect database" }) + TYPES);
const match = (on: string, ...cases: readonly string[]): string =>
  `step id="m" kind="match" on="${on}" ${cases.map((each) => `case ${each} end`).join(" ")} as="_" end`;
const trim = (variable: string): string =>
  `step id="t" kind="call" fn="text.trim" arg name="s" from="${variable}" as="_" end`;
const giveBack = (source: string): string => `step id="r" kind="return" ${source} as="_" end`;

describe("checkIf()", () => {
  const when = (condition: string): string =>
    `step id="s1" kind="if" condition="${condition}" then end as="_" end`;

  test("rejects a field that is no Bool", () => {
    expect(check(when("item.size"))).toEqual(['condition_not_bool "item.size"']);
    expect(check(when("item.ready"))).toEqual([]);
  });

  test("rejects a value that is no Bool where the reference does not look", () => {
    expect(check(when("s"))).toEqual([]);
    expect(check(`step id="t" kind="transaction" ${when("s")} as="_" end`)).toEqual([
      'condition_not_bool "s"',
    ]);
  });

  test("gives what both branches give, and nothing sure otherwise", () => {
    const choose = (then: string, otherwise: string): string =>
      `step id="i" kind="if" condition="item.ready" then step id="a" kind="bind" lit=${then} as="p" end end else step id="b" kind="bind" lit=${otherwise} as="q" end end as="v" end ${trim("v")}`;

    expect(check(choose("1", "2"))).toEqual(['argument_type from="v"']);
    expect(check(choose("1", '"b"'))).toEqual([]);
    expect(check(choose('"a"', '"b"'))).toEqual([]);
  });
});

describe("checkMatch()", () => {
  test("rejects a case that the enum does not have", () => {
    expect(check(match("shape", 'variant type="Square"', "wildcard"))).toEqual([
      'unknown_variant "Square"',
    ]);
    expect(check(match("anything", 'variant type="Shape::Square"', "wildcard"))).toEqual([
      'unknown_variant "Shape::Square"',
    ]);
  });

  test("accepts cases of the enum, and names of anything else", () => {
    expect(check(match("shape", 'variant type="Shape::Circle"', 'variant type="Plain"'))).toEqual(
      [],
    );
    expect(check(match("maybe", 'variant type="Some"', 'variant type="None"'))).toEqual([]);
    expect(check(match("anything", 'variant type="Whatever"'))).toEqual([]);
  });

  test("rejects a match on a field that leaves variants out", () => {
    const bind = 'step id="b" kind="bind" from="item.shape" as="inner" end';

    expect(check(`${bind} ${match("inner", 'variant type="Shape::Circle"')}`)).toHaveLength(1);
    expect(check(`${bind} ${match("inner", 'variant type="Shape::Circle"', "wildcard")}`)).toEqual(
      [],
    );
  });

  test("gives each binding the type of its field", () => {
    const circle = (name: string): string =>
      match(
        "shape",
        `variant type="Shape::Circle" bindings=("radius", "label") ${trim(name)}`,
        "wildcard",
      );

    expect(check(circle("radius"))).toEqual(['argument_type from="radius"']);
    expect(check(circle("label"))).toEqual([]);
  });

  test("takes the value out of an optional", () => {
    const some = match(
      "maybe",
      `variant type="Some" bindings=("v") ${trim("v")}`,
      'variant type="None"',
    );

    expect(check(some)).toEqual([]);
  });
});

describe("checkFor()", () => {
  const loop = (list: string, steps: string): string =>
    `step id="l" kind="for" var="each" in="${list}" ${steps} as="all" end`;

  test.for([
    ["s", "operand_type"],
    ["maybe", "operand_type"],
    ["item", "operand_type"],
  ])("rejects %s, which is no list", ([list, rule]) => {
    expect(check(loop(list as string, ""))).toEqual([`${rule} "${list}"`]);
  });

  test.for(["items", "map", "anything"])("accepts %s", (list) => {
    expect(check(loop(list, ""))).toEqual([]);
  });

  test("knows the items, and what it collects", () => {
    const collect = loop("items", 'step id="b" kind="bind" from="each.size" as="size" end');

    expect(check(loop("items", trim("each")))).toEqual(['argument_type from="each"']);
    expect(check(`${collect} ${giveBack('from="all"')}`, 'collection of="Int"')).toEqual([]);
    expect(check(`${collect} ${giveBack('from="all"')}`, 'collection of="String"')).toEqual([
      'return_type from="all"',
    ]);
  });
});

describe("checkBlock()", () => {
  test("checks what a transaction returns", () => {
    const inside = (source: string): string =>
      `step id="t" kind="transaction" ${giveBack(source)} as="_" end`;

    expect(check(inside('lit="a"'), 'type="Int"')).toEqual(['return_type lit="a"']);
    expect(check(inside("lit=1"), 'type="Int"')).toEqual([]);
  });

  test("leaves steps behind a return alone", () => {
    expect(check(`${giveBack("lit=1")} ${trim("item")}`)).toEqual([]);
  });
});
