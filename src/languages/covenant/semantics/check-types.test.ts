import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import { checkSemantics } from "./check-semantics.ts";
import {
  factsOf,
  findingsOf,
  handlingStep,
  pointedAt,
  rulesOf,
  step,
  writeFunction,
} from "./fixtures/write-program.ts";

const bind = (source: string, as: string): string => step("bind", source, as);
const give = (source: string): string => step("return", source);

/** The type of `name` after `body`, as an error message shows it; `undefined` where nothing is known of it. */
function typeAfter(body: string, name: string, parameters: Readonly<Record<string, string>> = {}) {
  const source = writeFunction({
    parameters,
    returns: 'returns type="Probe"',
    body: `${body}\n${give(`from="${name}"`)}`,
  });
  const [finding] = findingsOf(source);
  return finding?.rule === "return_type" ? finding.facts.found : finding?.rule;
}

const rulesIn = (body: string, parameters: Readonly<Record<string, string>> = {}) =>
  rulesOf(writeFunction({ parameters, body }));

describe("checkTypes()", () => {
  test("wants modules in the ids of externs", () => {
    const kinds = ["extern", "extern-abstract", "extern-impl", "fn"];
    const source = kinds.map((kind) => writeFunction({ id: `short-${kind}`, kind })).join("");

    expect(rulesOf(source)).toEqual(["extern_namespace", "extern_namespace"]);
    expect(pointedAt(source)).toEqual(['"short-extern"', '"short-extern-abstract"']);
  });

  test("wants function signatures of functions, and no bodies", () => {
    const source = `snippet id="m.a" kind="fn" body ${give('from="x"')} end end
      snippet id="m.b" kind="fn" signature struct name="b" end end end
      ${writeFunction({ id: "m.c" })}`;

    expect(factsOf(source)).toEqual([{ snippet: "m.a" }, { snippet: "m.b" }]);
  });

  test("reports malformed types where the reference reads them", () => {
    const source = [
      writeFunction({ id: "m.a", parameters: { x: "List<" }, returns: 'returns type="Set<"' }),
      writeFunction({ id: "m.b", returns: 'returns union type="A<" type="B<" end' }),
      writeFunction({ id: "m.c", kind: "extern-impl", parameters: { x: "C<" } }),
      'snippet id="m.S" kind="struct" signature struct name="S" field name="f" type="D<" end end end',
      'snippet id="m.E" kind="enum" signature enum name="E" variant name="V" field name="f" type="F<" end end end end',
      writeFunction({
        id: "m.q",
        body: step("query", 'dialect="sql" target="d" body SELECT end returns collection of="G<"'),
      }),
    ].join("\n");

    expect(rulesOf(source)).toEqual(Array.from({ length: 7 }, () => "malformed_type"));
    expect(pointedAt(source)).toEqual(
      ["List<", "Set<", "A<", "B<", "D<", "F<", "G<"].map((type) => `"${type}"`),
    );
  });

  test("does not check test snippets, tests and externs", () => {
    const wrong = give('from="nowhere"');
    const source = `snippet id="m.t" kind="test" body ${wrong} end end
      ${writeFunction({ more: `tests test id="T" kind="unit" ${wrong} end end` })}
      ${writeFunction({ id: "m.x", kind: "extern", more: `body ${wrong} end` })}`;

    expect(rulesOf(source)).toEqual([]);
  });

  test("checks the first of several bodies", () => {
    const source = writeFunction({ body: give("lit=1"), more: `body ${give('from="x"')} end` });

    expect(rulesOf(source)).toEqual([]);
  });
});

describe("variables", () => {
  test.each([
    ["an input", step("compute", 'op=add input var="x" input lit=1'), '"x"'],
    ["a returned value", give('from="x"'), '"x"'],
    ["a returned path", give('from="p.x"'), '"p.x"'],
    ["a bound value", bind('from="x"', "y"), '"x"'],
    ["the base of a bound path", bind('from="x.y"', "y"), '"x.y"'],
    ["the base of a bound field", bind('field="y" of="x"', "y"), '"x"'],
    ["a condition", step("if", 'condition="x" then end'), '"x"'],
    ["the base of a condition", step("if", 'condition="x.y" then end'), '"x.y"'],
    ["a matched value", step("match", 'on="x" case wildcard end'), '"x"'],
  ])("must exist as %s", (_, body, place) => {
    const source = writeFunction({ parameters: { p: "User" }, body });

    expect(rulesOf(source)).toEqual(["undefined_variable"]);
    expect(pointedAt(source).map((text) => text.replace(/^\w+=/, ""))).toEqual([place]);
  });

  test.each([
    ["arguments", step("call", 'fn="text.trim" arg name="s" from="x"')],
    ["loops", step("for", 'var="v" in="x"')],
    ["paths of inputs", step("compute", 'op=add input var="x.y" input field="y" of="x"')],
    ["fields", step("construct", 'type="User" field name="f" from="x"')],
    ["columns", step("insert", 'into="t" set field="f" from="x"')],
    ["where", step("delete", 'from="t" where equals field="f" var="x" end')],
  ])("need not exist in %s", (_, body) => {
    expect(rulesIn(body)).toEqual([]);
  });

  test("stay visible after branches, loops, matches and parallel steps", () => {
    const body = [
      step("if", `condition="c" then ${bind("lit=1", "a")} end else ${bind("lit=1", "b")} end`),
      step("for", `var="v" in="l" ${bind("lit=1", "d")}`),
      step("match", `on="l" case variant type="T" bindings=("m") ${bind("lit=1", "e")} end`),
      step("parallel", `branch id="p" ${bind("lit=1", "f")} end`),
      step("race", `branch id="r" ${bind("lit=1", "g")} end`),
      ..."abvdmefg".split("").map((name) => bind(`from="${name}"`, "_")),
    ].join("\n");

    expect(rulesIn(body, { c: "Bool", l: "List<Int>" })).toEqual([]);
  });

  test("stay inside transactions and handle cases, which are not checked", () => {
    const handle = handlingStep(bind('from="nowhere"', "b"));
    const body = [
      step("transaction", bind('from="nowhere"', "a"), "t"),
      handle,
      bind('from="t"', "_"),
      bind('from="a"', "_"),
      bind('from="b"', "_"),
    ].join("\n");
    const findings = findingsOf(writeFunction({ body }));

    expect(findings.map(({ facts }) => facts)).toMatchObject([{ name: "a" }, { name: "b" }]);
    expect(findings.map(({ help }) => help)).toEqual([
      expect.stringContaining("inside the transaction"),
      expect.stringContaining("inside a handle case"),
    ]);
  });

  test('are not bound by "_"', () => {
    expect(rulesIn(bind("lit=1", "_") + bind('from="_"', "x"))).toEqual(["undefined_variable"]);
  });

  test("are compared with what they may have meant", () => {
    const [finding] = findingsOf(
      writeFunction({ parameters: { quantity: "Int" }, body: give('from="quantty"') }),
    );

    expect(finding).toMatchObject({
      facts: { candidates: ["quantity"] },
      help: expect.stringContaining('Did you mean "quantity"?'),
    });
  });

  test("that come later are explained", () => {
    const [finding] = findingsOf(
      writeFunction({ body: bind('from="x"', "y") + bind("lit=1", "x") }),
    );

    expect(finding?.help).toContain("bound by a later step");
  });
});

describe("calls", () => {
  test("take ids, short names, and even names of types", () => {
    const body = ["m.g", "g", "fs.exists", "exists", "m.f", "S"]
      .map((callee) => step("call", `fn="${callee}"`))
      .join("\n");
    const struct = 'snippet id="m.S" kind="struct" signature struct name="S" end end end\n';

    expect(rulesOf(writeFunction({ id: "m.g" }) + struct + writeFunction({ body }))).toEqual([]);
  });

  test.each([
    ["a function that nobody declares", "nowhere", [], /Call a snippet/],
    ["a parameter", "callback", [], /no function values/],
    ["a module that is not loaded", "http.get", [], /kind="extern", effects effect network end/],
    ["a slip", "text.trimm", ["text.trim"], /Did you mean "text.trim"/],
    ["another module", "string.upper", ["text.upper"], /Did you mean "text.upper"/],
  ])("do not take %s", (_, callee, candidates, help) => {
    const source = writeFunction({
      parameters: { callback: "F" },
      body: step("call", `fn="${callee}"`),
    });

    expect(findingsOf(source)).toMatchObject([
      {
        rule: "undefined_function",
        facts: { name: callee, candidates },
        help: expect.stringMatching(help),
      },
    ]);
    expect(pointedAt(source)).toEqual([`"${callee}"`]);
  });

  test("give what the callee declares, whatever their handle does", () => {
    expect(typeAfter(step("call", 'fn="fs.stat"', "x"), "x")).toBe("FileStat | IoError");
    expect(typeAfter(step("call", 'fn="m.f"', "x"), "x")).toBeUndefined();
    expect(
      factsOf(
        writeFunction({ id: "m.g" }) +
          writeFunction({
            returns: 'returns type="Int"',
            body: step("call", 'fn="m.g"', "x") + give('from="x"'),
          }),
      ),
    ).toEqual([{ expected: "Int", found: "none" }]);
  });
});

describe("types of steps", () => {
  test.each<[string, string, string | undefined]>([
    ["literals", bind("lit=1.5", "x"), "Float"],
    ["text in brackets", bind("lit=[1, 2]", "x"), "String"],
    ["none", bind("lit=none", "x"), "none"],
    ["fields of declared structs", bind('from="u.name"', "x"), undefined],
    ["constructed structs", step("construct", 'type="List<Int>"', "x"), "List<Int>"],
    ["delete", step("delete", 'from="t"', "x"), "none"],
    ["insert", step("insert", 'into="t" set field="f" lit=1', "x"), undefined],
    ["transaction", step("transaction", bind("lit=1", "y"), "x"), undefined],
    ["parallel", step("parallel", `branch id="b" ${bind("lit=1", "y")} end`, "x"), undefined],
  ])("%s", (_, body, expected) => {
    expect(typeAfter(body, "x", { u: "User" })).toBe(expected);
  });

  const ifStep = (then: string, otherwise: string | undefined): string =>
    step(
      "if",
      `condition="c" then ${then} end ${otherwise === undefined ? "" : `else ${otherwise} end`}`,
      "x",
    );
  test.each<[string, string, string]>([
    ["if without else", ifStep(bind("lit=1", "y"), undefined), "Int"],
    ["if with an empty branch", ifStep("", bind("lit=1", "y")), "Int"],
    ["if with compatible branches", ifStep(bind("lit=1.5", "y"), bind("lit=1", "y")), "Float"],
    ["if with others", ifStep(bind("lit=1", "y"), bind("lit=1.5", "y")), "Int | Float"],
    ["empty if", ifStep("", ""), "none"],
  ])("%s", (_, body, expected) => {
    expect(typeAfter(body, "x", { c: "Bool" })).toBe(expected);
  });

  const matchStep = (...cases: readonly string[]): string =>
    step(
      "match",
      `on="c" ${cases.map((steps, i) => `case variant type="V${i}" ${steps} end`).join("\n")}`,
      "x",
    );
  test.each<[string, string, string]>([
    ["match without steps", matchStep("", ""), "none"],
    ["match whose cases agree", matchStep(bind("lit=1", "y"), bind("lit=2", "y")), "Int"],
    ["match with an empty case", matchStep(bind("lit=1", "y"), ""), "Int"],
    [
      "match whose cases differ",
      matchStep(bind("lit=1", "y"), bind("lit=none", "y")),
      "Int | none",
    ],
  ])("%s", (_, body, expected) => {
    expect(typeAfter(body, "x", { c: "T" })).toBe(expected);
  });

  const forStep = (list: string, steps: string): string =>
    step("for", `var="v" in="${list}" ${steps}`, "x");
  test.each<[string, string, string | undefined]>([
    ["for over a list", forStep("l", bind('from="v"', "y")), "Int[]"],
    ["for over anything else", forStep("n", bind('from="v"', "y")), "?[]"],
    ["for without a value", forStep("l", step("delete", 'from="t"')), "none"],
  ])("%s", (_, body, expected) => {
    expect(typeAfter(body, "x", { l: "List<Int>", n: "Int" })).toBe(expected);
  });

  test("do not grow without end", () => {
    const doubling = Array.from({ length: 64 }, (_, index) =>
      step(
        "if",
        `condition="c" then ${bind(`from="x${index}"`, "y")} end else ${bind(`from="x${index}"`, "y")} end`,
        `x${index + 1}`,
      ),
    );
    const start = step("compute", 'op=parse_int input lit="1"', "x0");

    expect(typeAfter([start, ...doubling].join("\n"), "x64", { c: "Bool" })).toBeUndefined();
  });
});

describe("conditions and logic", () => {
  const branch = (condition: string): string => step("if", `condition="${condition}" then end`);

  test.each([
    ["Int", ["condition_not_bool"]],
    ["Any", ["condition_not_bool"]],
    ["Optional<Bool>", ["condition_not_bool"]],
    ["Bool", []],
  ])("take a variable of type %s: %j", (type, expected) => {
    expect(rulesIn(branch("c"), { c: type })).toEqual(expected);
  });

  test("take a path whatever it is, but not a variable bound to it", () => {
    expect(rulesIn(branch("u.active"), { u: "User" })).toEqual([]);
    expect(
      factsOf(
        writeFunction({
          parameters: { u: "User" },
          body: bind('from="u.active"', "a") + branch("a"),
        }),
      ),
    ).toEqual([{ found: "?" }]);
  });

  test("want exactly Bool of every input of and, and of the first of not", () => {
    const source = writeFunction({
      parameters: { b: "Bool", n: "Int", a: "Any" },
      body: [
        step("compute", 'op=and input var="b" input var="n" input var="a"'),
        step("compute", 'op=not input var="b" input var="n"'),
      ].join("\n"),
    });

    expect(factsOf(source)).toEqual([
      { operation: "and", found: "Int" },
      { operation: "and", found: "Any" },
    ]);
    expect(pointedAt(source)).toEqual(['var="n"', 'var="a"']);
  });

  test("complain about an undefined input a second time, as the reference does", () => {
    expect(rulesIn(step("compute", 'op=not input var="x"'))).toEqual([
      "undefined_variable",
      "bool_operand",
    ]);
  });
});

describe("files with syntax errors", () => {
  test("are checked where they could be read", () => {
    const source = [
      writeFunction({ id: "m.broken", returns: "returns oops" }),
      writeFunction({ id: "m.lost", kind: "function" }),
      writeFunction({
        body: [
          step("call", 'fn="m.broken"', "a"),
          step("call", 'fn="m.lost"', "b"),
          step("call", 'fn="lost"', "c"),
          step("compute", 'op=and input var="a" input var="b"', "d"),
          step("if", 'condition="c" then end'),
          give('from="nowhere"'),
        ].join("\n"),
      }),
    ].join("");

    const { program } = parse(source);

    expect(checkSemantics(program).map(({ rule }) => rule)).toEqual(["undefined_variable"]);
  });
});
