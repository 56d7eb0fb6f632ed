import { describe, expect, test } from "vitest";
import {
  call,
  compute,
  enumSnippet,
  errorOf,
  externSnippet,
  fn,
  fnSnippet,
  give,
  handledCall,
  outcomeOf,
  step,
  structSnippet,
} from "../fixtures/programs.ts";

const INT = 'returns type="Int"';
const ANY = 'returns type="Any"';
const SHAPE = enumSnippet("Shape", "Dot", "Circle(radius: Float)", "Box(width: Int, height?: Int)");
const ITEM = structSnippet("Item", "id: Int, price: Float, note?: String");
const steps = (...lines: readonly string[]): string => lines.join("\n");

describe("a compute step", () => {
  test("applies its operation to variables, literals and fields", () => {
    const body = steps(
      step("compute", 'op=mul input field="id" of="item" input lit=2', "double"),
      compute("add", 'var="double" var="item.id"', "sum"),
      give("sum"),
    );

    expect(outcomeOf(fn("item: Item", INT, body, ITEM), { item: { id: 7, price: 1 } })).toBe(21);
  });

  test("raises for a variable or a field that is not there", () => {
    const missing = fn("", INT, compute("neg", 'var="nowhere"', "x"));
    const noField = fn("item: Item", INT, compute("neg", 'var="item.size"', "x"), ITEM);

    expect(errorOf(missing)).toBe('Cannot read "nowhere": there is no such variable here');
    expect(errorOf(noField, { item: { id: 1, price: 1 } })).toContain('Cannot read "size" of');
  });
});

describe("a bind step", () => {
  test("binds every kind of source; text in brackets is a String", () => {
    const body = steps(
      step("bind", 'from="order.lines.first"', "a"),
      step("bind", "lit=2.5", "b"),
      step("bind", "lit=none", "c"),
      step("bind", "lit=[1, 2]", "d"),
      step("bind", 'var="order"', "_"),
      step(
        "construct",
        'type="Map<String, Any>" field name="a" from="a" field name="b" from="b" field name="c" from="c" field name="d" from="d"',
        "all",
      ),
      give("all"),
    );

    expect(outcomeOf(fn("order: Any", ANY, body), { order: { lines: { first: 1 } } })).toEqual({
      a: 1,
      b: 2.5,
      c: null,
      d: "[1, 2]",
    });
  });

  test("reads no variable that is called _", () => {
    expect(errorOf(fn("", INT, steps(step("bind", "lit=1", "_"), give("_"))))).toContain('"_"');
  });
});

describe("a return step", () => {
  test("ends the function from any depth", () => {
    const inner = step("if", `condition="yes" then ${step("return", "lit=1", "_")} end`, "_");
    const body = steps(
      step("bind", "lit=true", "yes"),
      step("for", `var="x" in="xs" ${inner}`, "_"),
      step("return", "lit=2", "_"),
    );

    expect(outcomeOf(fn("xs: List<Int>", INT, body), { xs: [1] })).toBe(1);
    expect(outcomeOf(fn("xs: List<Int>", INT, body), { xs: [] })).toBe(2);
  });

  test("builds a struct or a variant", () => {
    const struct = step(
      "return",
      'struct type="Item" field name="id" lit=1 field name="price" lit=2 end',
      "_",
    );
    const variant = step("return", 'variant type="Shape::Box" field name="width" lit=1 end', "_");

    expect(outcomeOf(fn("", 'returns type="Item"', struct, ITEM))).toEqual({
      id: 1,
      price: 2,
      note: null,
    });
    expect(outcomeOf(fn("", 'returns type="Shape"', variant, SHAPE))).toEqual({
      $variant: "Shape::Box",
      width: 1,
      height: null,
    });
  });

  test("gives none where there is none", () => {
    expect(outcomeOf(fn("", ANY, step("bind", "lit=1", "x")))).toBe(null);
  });

  test("makes a Float of an Int where the result is declared Float", () => {
    const body = steps(
      call("t.g", "n:lit=5", "x"),
      compute("div", 'var="x" lit=2', "y"),
      give("y"),
    );
    const g = fnSnippet("t.g", 'param name="n" type="Int" returns type="Float"', give("n"));

    expect(outcomeOf(fn("", 'returns type="Float"', body, g))).toBe(2.5);
  });
});

describe("a construct step", () => {
  test.each([
    ['type="List<Int>"', []],
    ['type="List<Int>" field name="a" lit=2 field name="b" lit=1', [2, 1]],
    ['type="Set<Int>" field name="a" lit=1 field name="b" lit=1', { $set: [1] }],
    ['type="Map<String, Int>" field name="a" lit=1', { a: 1 }],
    ['type="Shape::Circle" field name="radius" lit=1', { $variant: "Shape::Circle", radius: 1 }],
    ['type="Undeclared" field name="a" lit=1', { $type: "Undeclared", a: 1 }],
  ])("builds %s", (payload, value) => {
    const body = steps(step("construct", payload, "x"), give("x"));

    expect(outcomeOf(fn("", ANY, body, SHAPE))).toEqual(value);
  });

  test("makes a Float of an Int where the field is declared Float", () => {
    const body = steps(
      step("construct", 'type="Item" field name="id" lit=5 field name="price" lit=5', "x"),
      compute("div", 'var="x.price" lit=2', "half"),
      compute("div", 'var="x.id" lit=2', "whole"),
      compute("add", 'var="half" var="whole"', "sum"),
      give("sum"),
    );

    expect(outcomeOf(fn("", ANY, body, ITEM))).toBe(4.5);
  });

  test.each([
    ['type="Item" field name="id" lit=1', 'Cannot make Item: field "price" is missing'],
    [
      'type="Item" field name="id" lit=1 field name="price" lit=1 field name="x" lit=1',
      'Cannot make Item: it has no field "x"',
    ],
    ['type="Shape::Line"', 'Cannot make Shape::Line: enum "Shape" has no such variant'],
  ])("raises for %s", (payload, message) => {
    expect(errorOf(fn("", ANY, step("construct", payload, "x"), ITEM + SHAPE))).toBe(message);
  });
});

describe("an if step", () => {
  const body = steps(
    step(
      "if",
      `condition="s.on" then ${step("bind", 'lit="yes"', "a")} end else ${step("bind", 'lit="no"', "a")} end`,
      "r",
    ),
    give("r"),
  );

  test("has the value of the branch taken; its bindings stay", () => {
    expect(outcomeOf(fn("s: Any", ANY, body), { s: { on: true } })).toBe("yes");
    expect(outcomeOf(fn("s: Any", ANY, body), { s: { on: false } })).toBe("no");
    expect(
      outcomeOf(fn("s: Any", ANY, body.replace('from="r"', 'from="a"')), { s: { on: true } }),
    ).toBe("yes");
  });

  test("raises when its condition is no Bool", () => {
    expect(errorOf(fn("s: Any", ANY, body), { s: { on: 1 } })).toBe(
      "Cannot use 1: a Bool is needed",
    );
  });

  test("is none where the branch taken has no step", () => {
    const bare = steps(
      step("if", `condition="c" then ${step("bind", "lit=1", "_")} end`, "r"),
      give("r"),
    );

    expect(outcomeOf(fn("c: Bool", ANY, bare), { c: false })).toBe(null);
  });
});

describe("a match step", () => {
  const choose = (...cases: readonly string[]): string =>
    steps(step("match", `on="x" ${cases.join(" ")}`, "r"), give("r"));
  const taken = (type: string, bindings: string, result: string): string =>
    `case variant type="${type}" ${bindings === "" ? "" : `bindings=(${bindings})`} ${step("bind", result, "_")} end`;
  const otherwise = `case wildcard ${step("bind", 'lit="other"', "_")} end`;

  test.each([
    [taken("Shape::Circle", '"r"', 'from="r"'), { $variant: "Shape::Circle", radius: 2 }, 2],
    [taken("Circle", '"r"', 'from="r"'), { $variant: "Shape::Circle", radius: 2 }, 2],
    [taken("Box", '"w","h"', 'from="h"'), { $variant: "Shape::Box", width: 1, height: 3 }, 3],
    [taken("Shape", '"all"', 'from="all.width"'), { $variant: "Shape::Box", width: 1 }, 1],
    [taken("Shape::Dot", "", 'lit="dot"'), "Shape::Dot", "dot"],
    [taken("Other::Dot", "", 'lit="dot"'), "Shape::Dot", "other"],
    [taken("Some", '"v"', 'from="v"'), 5, 5],
    [taken("None", "", 'lit="none"'), null, "none"],
    [taken("Some", '"v"', 'from="v"'), null, "other"],
    [taken("None", "", 'lit="none"'), 5, "other"],
    [taken("Int", '"n"', 'from="n"'), 5, 5],
    [taken("Float", "", 'lit="float"'), 5, "other"],
    [taken("Item", '"i"', 'from="i.id"'), { $type: "Item", id: 4, price: 1 }, 4],
    [taken("Int[]", "", 'lit="ints"'), [1, 2], "ints"],
    [taken("Int[]", "", 'lit="ints"'), ["a"], "other"],
    [taken("List<String>", "", 'lit="texts"'), ["a"], "texts"],
    [taken("String?", "", 'lit="text or none"'), null, "text or none"],
    [taken("IoError", "", 'lit="io"'), { $type: "IoError", message: "m" }, "io"],
  ])("%s takes %j", (pattern, x, result) => {
    expect(outcomeOf(fn("x: Any", ANY, choose(pattern, otherwise), ITEM + SHAPE), { x })).toEqual(
      result,
    );
  });

  test("tells a Some of one's own from a value that is there", () => {
    const option = enumSnippet("Option", "Some(value: Int)", "None");
    const body = choose(
      taken("Option::None", "", 'lit="empty"'),
      taken("Option::Some", '"v"', 'from="v"'),
    );

    expect(outcomeOf(fn("x: Option", ANY, body, option), { x: "Option::None" })).toBe("empty");
    expect(
      outcomeOf(fn("x: Option", ANY, body, option), { x: { $variant: "Option::Some", value: 3 } }),
    ).toBe(3);
  });

  test("raises when no case fits, or a case binds more than there is", () => {
    const none = choose(taken("Int", "", "lit=1"));
    const many = choose(taken("Circle", '"a","b"', "lit=1"));
    const circle = { $variant: "Shape::Circle", radius: 2 };

    expect(errorOf(fn("x: Any", ANY, none), { x: "a" })).toBe(
      'Cannot match "a": no case is for it',
    );
    expect(errorOf(fn("x: Any", ANY, many, SHAPE), { x: circle })).toContain('Cannot bind "b"');
  });
});

describe("a for step", () => {
  const double = compute("mul", 'var="v" lit=2', "w");

  test("is the list of the values of its last step", () => {
    const body = steps(step("for", `var="v" in="xs" ${double}`, "r"), give("r"));

    expect(outcomeOf(fn("xs: List<Int>", ANY, body), { xs: [1, 2] })).toEqual([2, 4]);
    expect(outcomeOf(fn("xs: Set<Int>", ANY, body), { xs: { $set: [3] } })).toEqual([6]);
    expect(outcomeOf(fn("xs: List<Int>", ANY, body), { xs: [] })).toEqual([]);
  });

  test("raises for what has no items", () => {
    const body = step("for", `var="v" in="xs" ${double}`, "r");

    expect(errorOf(fn("xs: Any", ANY, body), { xs: "abc" })).toContain('Cannot go through "abc"');
  });
});

describe("a call step", () => {
  const RATE = enumSnippet("RateError", "Missing(currency: String)", "Closed");
  const LOOKUP = externSnippet("t.lookup", "currency: String", 'returns type="Float"');
  const handled = (types: readonly string[]): string =>
    steps(
      handledCall(
        "t.lookup",
        'currency:from="currency"',
        "r",
        Object.fromEntries(types.map((type) => [type, step("bind", `lit="${type}"`, "_")])),
      ),
      give("r"),
    );
  const raises = (value: object | string) => ({
    answers: { "t.lookup": [{ args: undefined, outcome: { kind: "raises", value } as never }] },
  });
  const source = (...types: readonly string[]): string =>
    fn("currency: String", ANY, handled(types), RATE + LOOKUP);
  const missing = { $variant: "RateError::Missing", currency: "EUR" };

  test.each([
    [["RateError"], missing, "RateError"],
    [["RateError::Closed", "RateError::Missing"], missing, "RateError::Missing"],
    [["Closed", "Missing"], missing, "Missing"],
    [["IoError", "Any"], missing, "Any"],
    [["IoError"], { $type: "IoError", message: "m" }, "IoError"],
  ])("goes to the first case of %j for a raised value", (types, value, result) => {
    expect(outcomeOf(source(...types), { currency: "EUR" }, raises(value))).toBe(result);
  });

  test("lets go on what no case takes", () => {
    expect(outcomeOf(source("IoError"), { currency: "EUR" }, raises(missing))).toEqual(missing);
  });

  test("goes to a case for a returned error as well", () => {
    const body = steps(
      handledCall("fs.read_file", 'path:lit="gone"', "r", {
        IoError: step("bind", 'lit="none such"', "_"),
      }),
      give("r"),
    );

    expect(outcomeOf(fn("", ANY, body))).toBe("none such");
  });

  test.each(["RuntimeError", "Any"])(
    "goes to %s for a run-time error of the function called",
    (type) => {
      const g = fnSnippet("t.g", "", compute("div", "lit=1 lit=0", "x"));
      const body = steps(
        handledCall("t.g", "", "r", { [type]: step("bind", "lit=7", "_") }),
        give("r"),
      );

      expect(outcomeOf(fn("", ANY, body, g))).toBe(7);
    },
  );

  test("does not handle an error in its own arguments", () => {
    const body = handledCall("text.upper", 's:from="nowhere"', "r", {
      Any: step("bind", "lit=7", "_"),
    });

    expect(errorOf(fn("", ANY, body))).toContain("nowhere");
  });

  test.each([
    ["text.upper", "", 'Cannot call "text.upper": argument "s" is missing'],
    ["text.upper", 's:lit="a" t:lit="b"', 'Cannot call "text.upper": it has no parameter "t"'],
    ["nowhere", "", 'Cannot call "nowhere": there is no such function'],
    ["Shape", "", 'Cannot call "Shape": there is no such function'],
  ])("raises for %s(%s)", (callee, args, message) => {
    expect(errorOf(fn("", ANY, call(callee, args, "x"), SHAPE))).toBe(message);
  });

  test("reads none for an optional parameter, and calls by short name", () => {
    const g = fnSnippet("t.g", 'param name="a" type="Optional<Int>"', give("a"));

    expect(outcomeOf(fn("", ANY, steps(call("g", "", "x"), give("x")), g))).toBe(null);
  });

  test("calls the file's own function before one of the library", () => {
    const g = fnSnippet("my.upper", "", step("return", "lit=1", "_"));

    expect(outcomeOf(fn("", ANY, steps(call("upper", "", "x"), give("x")), g))).toBe(1);
  });

  test("gives a function the variables of its parameters only", () => {
    const g = fnSnippet("t.g", "", give("secret"));
    const body = steps(step("bind", "lit=1", "secret"), call("t.g", "", "x"), give("x"));

    expect(errorOf(fn("", ANY, body, g))).toContain('"secret"');
  });
});
