import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isError } from "../../../domain/diagnostic.ts";
import { fillSlots } from "../../../domain/slot.ts";
import type { FormalSpecification } from "../../../domain/specification.ts";
import { formal } from "./formal.ts";

const TASK = `// <vc-preamble>
function Double(x: int): int { 2 * x }
// </vc-preamble>

// <vc-helpers>
// </vc-helpers>

// <vc-spec>
method Twice(x: int) returns (r: int)
  ensures r == Double(x)
// </vc-spec>
// <vc-code>
{
  assume {:axiom} false;
}
// </vc-code>
`;
const open = (source: string) => ({ source, slots: formal.readSlots(source) });
const specification = (source: string): FormalSpecification => ({
  ...{ kind: "formal", name: "t", language: "dafny", text: "", signature: undefined },
  ...{ examples: [], requirements: [], contextFiles: [], testFiles: [], companions: [] },
  path: "t.dfy",
  ...open(source),
});
const bypassesOf = (code: string, helpers = "", source = TASK) =>
  formal
    .findSlotBypasses(
      open(source),
      new Map([
        ["vc-code", code],
        ["vc-helpers", helpers],
      ]),
      "t.dfy",
    )
    .map((one) => one.code);

describe("readSlots()", () => {
  test("takes marked regions first", () => {
    const { source, slots } = open(TASK);

    expect(slots).toMatchObject([
      { name: "vc-helpers", role: "helpers" },
      { name: "vc-code", role: "body" },
    ]);
    expect(slots.map(({ start, end }) => source.slice(start, end))).toEqual([
      "",
      "{\n  assume {:axiom} false;\n}\n",
    ]);
  });

  test("takes bodies that are missing or only assume, and nothing else", () => {
    const source = `module A { lemma L() ensures true }
method M() { assume false; }
method N() { assume {:axiom} false; }
method O() { assume false; return; }
function {:axiom} P(): int
method {:extern} Q()
trait T { method R() }
abstract module B { method S() }
predicate U()`;
    const { slots } = open(source);

    expect(slots.map(({ name }) => name)).toEqual([
      "body of A.L",
      "body of M",
      "body of N",
      "body of U",
    ]);
    const filled = fillSlots({ source, slots }, new Map([["body of M", "{ }"]]));
    expect(filled).toContain("method M() { }\n");
  });

  test("finds none where all is there", () => {
    expect(open("method M() { }").slots).toEqual([]);
  });

  test("keeps places inside the text, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TASK.split(/(?<=\n)| /))), (pieces) => {
        const source = pieces.join(" ");
        let at = 0;
        for (const { start, end } of formal.readSlots(source)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThanOrEqual(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(source.length);
      }),
    );
  });
});

describe("readImports()", () => {
  test("gives included files with their paths", () => {
    const text =
      'include "lib/a.dfy"\ninclude @"..\\b.dfy"\n// include "c.dfy"\nmodule M { import N }';

    expect(formal.readImports(text)).toEqual([
      { target: '"lib/a.dfy"', path: "lib/a.dfy" },
      { target: '@"..\\b.dfy"', path: "../b.dfy" },
    ]);
  });
});

describe("lint()", () => {
  const codes = (text: string) =>
    formal.lint({ path: "t.dfy", text }).map(({ code, severity }) => `${severity} ${code}`);

  test("finds nothing in a task", () => {
    expect(codes(TASK)).toEqual([]);
  });

  test.for([
    ["error unclosed-comment", "/* method M()\n  ensures true"],
    ["error unclosed-string", 'const s := "a\nmethod M() ensures true'],
    ["error nothing-declared", "/* method M()\n  ensures true { } */"],
    ["error nothing-declared", ""],
    ["error nothing-promised", "method M()\n"],
    ["error nothing-open", "method M() ensures true { }"],
    ["error marker", `${TASK}// <vc-code>\n`],
    ["error conversation", `Looking at the error, the issue is that it's wrong.\n${TASK}`],
    ["warning given-assume", `lemma G() { assume 1 == 2; }\n${TASK}`],
    ["warning given-attribute", `lemma {:axiom} G() ensures false\n${TASK}`],
    ["warning given-bodyless", `lemma G() ensures 1 == 2\n${TASK}`],
    ["warning given-bodyless", TASK.replace("{ 2 * x }", "ensures Double(x) > x")],
  ])("tells %s", ([code = "", text = ""]) => {
    expect(codes(text)).toContain(code);
  });

  test("says nothing of what has no body yet, or promises nothing", () => {
    expect(codes(`function G(x: int): int\n${TASK}`)).toEqual([]);
    expect(codes(TASK.replace(/\{\n {2}assume.*\n\}\n/, ""))).toEqual([]);
  });
});

describe("findSlotBypasses()", () => {
  test("lets honest text through", () => {
    expect(
      bypassesOf("{\n  r := 2 * x; // assume false\n}\n", "lemma L() ensures true { }\n"),
    ).toEqual([]);
  });

  test.for([
    ["assume", "{ assume r == 1; }", ""],
    ["expect", "{ expect false; }", ""],
    ["attribute", "{ }", "lemma {:axiom} L() ensures false"],
    ["attribute", "{ }", "lemma { : /* */ verify false} L() { }"],
    ["bodyless", "{ }", "lemma L() ensures false"],
    ["bodyless", "{ while r < 3 invariant r in {1}; }", ""],
    ["bodyless", "{ forall i ensures i == 1; }", ""],
    // Numbers end where a letter follows that is none of theirs.
    ["bodyless", "{ }", "const c := 1lemma L() ensures false"],
    ["bodyless", "{ }", "const c := 0xAlemma L() ensures false"],
    ["free", "{ }", "lemma L() ensures 1 == 1free ensures false { }"],
    // These braces are sets.
    ["bodyless", "{ }", "lemma L() ensures var y := 1; {y} == {}"],
    ["bodyless", "{ }", "lemma L() ensures ghost var y := 1; {y} == {}"],
    ["bodyless", "{ }", "lemma L() ensures assert true by { } {1} == {}"],
    ["bodyless", "{ }", "lemma L() ensures calc == { 1; } {1} == {}"],
    ["bodyless", "{ }", "lemma L() ensures var f := x requires x > 0 => x; {1} == {}"],
    ["bodyless", "{ }", "newtype N = y: int | {1} > {} { static lemma L() ensures false }"],
    ["attribute", "{ }", "datatype D = A\n@Axiom\nlemma L() ensures false"],
    ["attribute", "{ }", "type A = int @Verify(false) lemma L() ensures false { }"],
    ["expect", "{ r := (expect false; 1); }", ""],
    ["too-deep", "{ }", `${"module A { ".repeat(41)}lemma L() ensures false${" }".repeat(41)}`],
    ["free", "{ }", "method L() free ensures false { }"],
    ["include", "{ }", 'include "a.dfy"'],
    ["import", "{ }", "import A"],
    ["decreases-star", "{ while true decreases * { } }", ""],
    ["unclosed", "*/ { }", "/*"],
    ["unbalanced", "{ } }", ""],
    ["unbalanced", "{ (] }", ""],
    ["marker", "{ \n// </vc-code>\n }", ""],
    ["preprocessor", "{ /*\n #if X\n*/ }", ""],
    ["control-character", "{ // a\r }", ""],
  ])("finds %s in %j and %j", ([code = "", body = "", helpers = ""]) => {
    expect(bypassesOf(`${body}\n`, helpers === "" ? "" : `${helpers}\n`)).toContain(code);
  });

  test("takes a let in a clause for no end of the statement", () => {
    const body = "{ forall i | i > 0 ensures var j := i - 1; j >= 0 { } r := 2 * x; }";

    expect(bypassesOf(`${body}\n`)).toEqual([]);
    expect(bypassesOf("{ forall i ensures var j := i; j > 0; }\n")).toEqual(["bodyless"]);
  });

  test.for([
    "lemma L() ensures forall s: set<int> :: 0 <= |s| { }",
    "lemma L(s: seq<int>) ensures iset{1} != iset{} && 0 <= |s| { }",
    "lemma L(o: D) ensures match o case A => true case B => true { }",
    "lemma L(y: int) ensures var z := y; {z} == {y} { }",
    "lemma L(y: int) requires true; ensures y == y; { }",
    "const Mask := 0xFF\nconst Half := 1_0.2_5",
    "method L(k: K) { label L: assert old@L(k.n) == k.n && F@L(k); }",
  ])("lets %s through", (helper) => {
    expect(bypassesOf("{ r := 2 * x; }\n", `${helper}\n`)).toEqual([]);
  });

  test("takes a constructor for one", () => {
    const helper = "class C { var a: int constructor (x: int) ensures a == x { a := x; } }";

    expect(bypassesOf("{ r := 2 * x; }\n", `${helper}\n`)).toEqual([]);
  });

  test("places what it finds in the filled file", () => {
    const texts = new Map([
      ["vc-helpers", "// ä😀\n"],
      ["vc-code", "{ assume x > 0; }\n"],
    ]);
    const [found] = formal.findSlotBypasses(open(TASK), texts, "t.dfy");
    const { start = 0, end = 0 } = found?.span ?? {};

    expect(fillSlots(open(TASK), texts).slice(start, end)).toBe("assume");
    expect(found).toMatchObject({ category: "bypass", phase: "guard", severity: "error" });
  });

  test("takes no offence at what was given", () => {
    const source = `lemma {:axiom} G() ensures 1 == 2\nmethod F() decreases * { }\n${TASK}`;

    expect(bypassesOf("{ while true decreases * { } }\n", "", source)).toEqual([]);
  });
});

describe("trivialFills()", () => {
  test("offers constants, the input, and what is nearly it", () => {
    const fills = formal.trivialFills(specification(TASK));

    expect(fills.map(({ label }) => label)).toEqual([
      "returns zero, false or nothing",
      "returns 1",
      "returns -1",
      "gives its input back",
      "gives its input plus one back",
      "gives its input less one back",
      "gives its input negated back",
    ]);
    expect(fills[3]?.texts).toEqual({ "vc-code": "{\n  r := x;\n}\n" });
  });

  test("knows collections, functions and several results", () => {
    const source = `method A(s: seq<int>, m: map<int, (int, bool)>) returns (t: seq<int>, b: bool, n: nat)
  ensures true
function B(s: string): (c: char)
  ensures true
predicate C(x: bool)`;
    const fills = formal.trivialFills(specification(source));
    const [zero] = fills;

    expect(zero?.texts).toEqual({
      "body of A": "{\n  t := [];\n  b := false;\n  n := 0;\n}\n",
      "body of B": "{\n  'a'\n}\n",
      "body of C": "{\n  false\n}\n",
    });
    expect(fills.length).toBeGreaterThan(4);
  });

  test("has nothing for lemmas alone: there is nothing to compute", () => {
    expect(formal.trivialFills(specification("lemma L() ensures true"))).toEqual([]);
  });

  test("holds no bypass", () => {
    const task = specification(TASK);
    for (const { texts } of formal.trivialFills(task))
      expect(
        formal.findSlotBypasses(task, new Map(Object.entries(texts)), "t.dfy").filter(isError),
      ).toEqual([]);
  });
});
