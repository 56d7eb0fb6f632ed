import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { JsonRecord } from "../../domain/json.ts";
import { examineLark } from "./examine-lark.ts";
import { examineSchema } from "./examine-schema.ts";
import { readLark } from "./read-lark.ts";

const found = (text: string): readonly string[] =>
  examineLark(text).map(({ reason, line, column }) => `${reason} ${line}:${column}`);

describe("examineLark()", () => {
  test.each([
    ['start: "x" start', "cannot-finish 1:1"],
    ["start: a\na: b\n\nb: a", "cannot-finish 1:1|cannot-finish 2:1|cannot-finish 4:1"],
    ['start: "a" | b\n\n  b: ("x" b)+ "y"', "cannot-finish 3:3"],
    ['start: b{2,3} | "a"\nb: "(" b ")"', "cannot-finish 2:1"],
    ['start: "a"\n     | ?x\n?x: x "y" // on\n', "cannot-finish 3:1"],
    ['start: "x" a?\na: "y" a', "cannot-finish 2:1"],
    ['start: "x" (a | "z")*\na: "y" a', "cannot-finish 2:1"],
    ['start: e\ne: e "+" e | "a"', "over-limits 2:1"],
    ['start: e\ne: w? e "+" e w? | "a"\nw: " "', "over-limits 2:1"],
    ['start: e\ne: w e "+" e w | "a"\nw: " "?', "over-limits 2:1"],
    ['start: e\ne: [e] "+" [e] | "a"', "over-limits 2:1"],
    ['start: e\ne: "a"? (e "+" e | "c") "b"? | "d"', "over-limits 2:1"],
    ['start: e\ne: e+ | "a"', "over-limits 2:1"],
    ["start: a[stop=/x/, capture]: /b/", ""],
    ["start: a\na[capture, stop=/x/]: /b/", "not-enforceable 2:12"],
    ["start: a\na[lazy, temperature=0.5]: /b/", "not-enforceable 2:9"],
    ['start: x::0x1\nx::_: "a"', "not-enforceable 1:9"],
  ])("%s", (text, expected) => {
    expect(found(text).join("|")).toBe(expected);
  });

  test.each([
    'start: "x" start | "y"',
    'start: "(" start* ")"',
    'start: "(" start? ")"',
    'start: "(" [start] ")"',
    'start: "(" start{0,2} ")"',
    'start: "(" start~0..2 ")"',
    'start: "a" | "b"\nunused: "x" unused',
    'start: a\na: "::" /::/ // x::_',
    'start: a -> name | b\na: "x"\nb: "y"',
    'start: e\ne: w? e "+" t | t\nt: "(" e ")" | "a"+\nw: " "*',
    'start: (s w)*\ns: "{" s* "}" | "a" w ";"\nw: " "?',
    'start: "c" args\nargs: %json { "a": "}" , "b": {} }\n%ignore / +/',
    "start: A <|end|>\nA: /x/ & ~/y/",
    "start: elsewhere\n%import elsewhere",
  ])("finds nothing wrong with %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  test("leaves to the engine what is not Lark", () => {
    for (const text of ["", "start", "start: (", "start: 'a'", "]]]", 'start: "a', "%json {"])
      expect(found(text)).toEqual([]);
  });

  test.each(["typescript", "typescript-semi", "dafny", "python"])("reads %s.lark", (name) => {
    const file = new URL(`../../../datasets/grammars/${name}.lark`, import.meta.url);
    const text = readFileSync(file, "utf8");

    expect(readLark(text)?.length).toBeGreaterThan(50);
    expect(found(text)).toEqual([]);
  });
});

describe("examineSchema()", () => {
  const node = (needed: JsonRecord): JsonRecord => ({
    $ref: "#/$defs/node",
    $defs: { node: { type: "object", properties: { next: needed }, required: ["next"] } },
  });

  test.each([
    ["itself", node({ $ref: "#/$defs/node" })],
    ["one or another of itself", node({ anyOf: [{ $ref: "#" }, { $ref: "#/$defs/node" }] })],
    ["a list with itself in it", node({ type: "array", minItems: 1, items: { $ref: "#" } })],
    ["all of itself", node({ allOf: [{ $ref: "#/$defs/node" }] })],
  ])("refuses what must hold %s", (_, schema) => {
    expect(examineSchema(schema)).toMatchObject([{ reason: "cannot-finish" }]);
  });

  test.each<[string, JsonRecord]>([
    ["perhaps itself", node({ anyOf: [{ $ref: "#" }, { type: "null" }] })],
    ["a list, perhaps empty", node({ type: "array", items: { $ref: "#" } })],
    ["a broken reference", node({ $ref: "#/nowhere/0" })],
    [
      "the same twice, side by side",
      { type: "object", allOf: [{ type: "object" }, { type: "object" }] },
    ],
  ])("takes what holds %s", (_, schema) => {
    expect(examineSchema(schema)).toEqual([]);
  });
});
