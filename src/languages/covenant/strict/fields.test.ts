import { describe, expect, test } from "vitest";
import { checkText, enumeration, inFunction, strict, struct } from "./fixtures/check-program.ts";

const TYPES =
  struct("Item", "label String?, size Int, tags List<String>") +
  struct("Order", "item Item, total Float") +
  enumeration("Shape", "Circle: radius Float", "Plain") +
  `snippet id="m.types" kind="module" types struct name="Local" field name="a" type="Int" end end end\n`;
const PARAMETERS = {
  item: "Item",
  order: "Order",
  shape: "Shape",
  items: "List<Item>",
  maybe: "Optional<Item>",
  s: "String",
  map: "Map<String, Int>",
  theirs: "Foreign",
  local: "Local",
};
const check = (step: string, returns?: string): readonly string[] =>
  strict(
    inFunction(step, { parameters: PARAMETERS, ...(returns === undefined ? {} : { returns }) }) +
      TYPES,
  );
const construct = (type: string, fields: string): string =>
  `step id="s1" kind="construct" type="${type}" ${fields} as="made" end`;

describe("checkFields()", () => {
  test("rejects a field that a struct does not have", () => {
    const source = inFunction(construct("Item", 'field name="sise" lit=1')) + TYPES;

    expect(strict(source)).toEqual(['unknown_field "sise"']);
    expect(checkText(source)).toMatchObject([{ facts: { type: "Item", candidates: ["size"] } }]);
  });

  test.for([
    ["a struct of this file", construct("Item", 'field name="weight" lit=1')],
    ["a struct of a types section", construct("Local", 'field name="b" lit=1')],
    ["a variant", construct("Shape::Circle", 'field name="width" lit=1.0')],
    [
      "a returned struct",
      'step id="s1" kind="return" struct type="Item" field name="weight" lit=1 end as="_" end',
    ],
  ])("rejects an unknown field of %s", ([, step]) => {
    expect(check(step as string)).toEqual([expect.stringMatching(/^unknown_field /)]);
  });

  test.for([
    ["another primitive", 'field name="size" lit="a"', 'field_type lit="a"'],
    ["none where a value must be", 'field name="size" lit=none', "field_type lit=none"],
    ["a struct", 'field name="label" from="item"', 'field_type from="item"'],
    ["text in brackets for a list", 'field name="tags" lit=["a"]', 'field_type lit=["a"]'],
  ])("rejects %s in a field", ([, field, expected]) => {
    expect(check(construct("Item", field as string))).toEqual([expected]);
  });

  test.for([
    ["none in an optional field", construct("Item", 'field name="label" lit=none')],
    ["an Int in a Float", construct("Shape::Circle", 'field name="radius" lit=1')],
    ["fields that are left out", construct("Item", "")],
    ["a struct in a field", construct("Order", 'field name="item" from="item"')],
    ["a variant as its enum", construct("Order", 'field name="item" from="theirs"')],
    ["what is declared elsewhere", construct("List", 'field name="x" lit=1')],
  ])("accepts %s", ([, step]) => {
    expect(check(step as string)).toEqual([]);
  });
});

describe("checkVariant()", () => {
  test("rejects a variant that an enum does not have, and names the nearest", () => {
    const step = 'step id="s1" kind="return" variant type="Shape::Circel" end as="_" end';
    const source = inFunction(step) + TYPES;

    expect(strict(source)).toEqual(['unknown_variant "Shape::Circel"']);
    expect(checkText(source)).toMatchObject([
      { facts: { type: "Shape", variant: "Circel", candidates: ["Circle"] } },
    ]);
  });

  test("accepts a variant that the enum has", () => {
    expect(check('step id="s1" kind="return" variant type="Shape::Plain" end as="_" end')).toEqual(
      [],
    );
  });
});

describe("readField()", () => {
  const bind = (path: string): string => `step id="s1" kind="bind" from="${path}" as="x" end`;

  test.for([
    ["item.weight", "a struct without it"],
    ["order.item.weight", "a struct in a struct"],
    ["maybe.weight", "an optional struct"],
    ["items.size", "a list"],
    ["s.length", "text"],
  ])("rejects %s, a field of %s", ([path]) => {
    expect(check(bind(path as string))).toEqual([`unknown_field "${path}"`]);
  });

  test.for([
    "item.size",
    "order.item.label",
    "map.anything",
    "theirs.anything",
    "maybe.size",
    "local.a",
    "shape.radius",
  ])("accepts %s", (path) => {
    expect(check(bind(path))).toEqual([]);
  });

  test("knows the type of what it reads", () => {
    const giveBack = `${bind("item.size")} step id="s2" kind="return" from="x" as="_" end`;

    expect(check(giveBack, 'type="String"')).toEqual(['return_type from="x"']);
    expect(check(giveBack, 'type="Float"')).toEqual([]);
  });
});
