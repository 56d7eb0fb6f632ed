import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Example } from "../../domain/specification.ts";
import { dropComment, parseExample } from "./parse-example.ts";

const returns = (call: string, expression: string): Example => ({
  call,
  expected: { kind: "returns", expression },
});
const throws = (call: string, name: string | undefined): Example => ({
  call,
  expected: { kind: "throws", name },
});

const TEMPLATE = ["f(`$", "{g(` => `)}`)"].join("");

describe("parseExample()", () => {
  test.each<[string, Example]>([
    ["add(1, 2) => 3", returns("add(1, 2)", "3")],
    ["map([1,2], (x) => x * 2) => [2, 4]", returns("map([1,2], (x) => x * 2)", "[2, 4]")],
    ['f(" => ") => " => "', returns('f(" => ")', '" => "')],
    [`${TEMPLATE} => {}`, returns(TEMPLATE, "{}")],
    ["f(x => x) => ((x) => x)", returns("f(x => x)", "((x) => x)")],
    ["f(1) => x => 2", returns("f(1) => x", "2")],
    [`f('''it's''') => "it's"`, returns("f('''it's''')", `"it's"`)],
    ["f(\n 1) =>\n 2", returns("f(\n 1)", "2")],
    ["f() throws RangeError", throws("f()", "RangeError")],
    ["f() throws", throws("f()", undefined)],
    ["f() raises errors.Bad", throws("f()", "errors.Bad")],
    ['f("a throws b") throws', throws('f("a throws b")', undefined)],
    ['f("x throws") => 1', returns('f("x throws")', "1")],
  ])("reads %j", (line, example) => {
    expect(parseExample(line)).toEqual(example);
  });

  test.each([
    "",
    "f(1)",
    "f(1) => ",
    "=> 1",
    " => 1",
    "f(1)=>2",
    "f(1 => 2",
    "f(1)) => 2",
    '"f => 2',
    "throws",
    "f() throws a b",
  ])("refuses %j", (line) => {
    expect(parseExample(line)).toBeUndefined();
  });

  test("gives back any call and value that match their brackets", () => {
    const leaf = fc.constantFrom("1", "x", '" => "', "' throws X'", "`)`", "(a) => a");
    const expression = fc
      .array(leaf, { maxLength: 4 })
      .chain((items) => fc.constantFrom(`f(${items.join(", ")})`, `[${items.join(", ")}]`));

    fc.assert(
      fc.property(expression, expression, (call, value) => {
        expect(parseExample(`${call} => ${value}`)).toEqual(returns(call, value));
      }),
    );
  });
});

describe("dropComment()", () => {
  test("cuts at a hash outside brackets and strings only", () => {
    expect(dropComment('f(" #1", a #b) => 2 # note')).toBe('f(" #1", a #b) => 2');
  });
});
