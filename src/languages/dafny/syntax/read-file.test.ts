import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarationsOf, readFile } from "./read-file.ts";

const read = (text: string) => declarationsOf(readFile(text));
const named = (text: string) => read(text).map(({ kind, name }) => `${kind} ${name}`);
const bodies = (text: string) =>
  read(text).map(({ body }) => body && text.slice(body.start, body.end));

describe("declarationsOf()", () => {
  test("reads what both versions of the language declare", () => {
    const text = `include "a.dfy"
      module {:x} A.B refines C {
        import opened D = E
        class K<T(==)> extends R { var a: int; ghost var b: set<int>
          const c := {1, 2}
          constructor (x: int) ensures a == x { a := x; }
          static function method F(): int { 1 }
          twostate predicate P() reads this { a == old(a) } }
      }
      datatype T = N | C(h: int, t: T) { function Size(): nat { 1 } }
      newtype Small = x: int | 0 <= x < 10 witness 3
      type Even = x: int | x % 2 == 0
      ghost predicate Q(x: int)
      inductive lemma L[nat](n: nat) requires Q(n) { }
      least predicate G() { true }
      iterator I(n: int) yields (x: int) yield ensures x > 0 { yield 1; }
      function by_method(x: int): int { x } by method { return x; }
      method Main() { }`;

    expect(named(text)).toEqual([
      'include "a.dfy"',
      "module A.B",
      "import A.B.D",
      "class A.B.K",
      "var A.B.K.a",
      "ghost var A.B.K.b",
      "const A.B.K.c",
      "constructor A.B.K.(constructor)",
      "function method A.B.K.F",
      "twostate predicate A.B.K.P",
      "datatype T",
      "function T.Size",
      "newtype Small",
      "type Even",
      "ghost predicate Q",
      "inductive lemma L",
      "least predicate G",
      "iterator I",
      "function by_method",
      "method Main",
    ]);
  });

  test.for([
    ["a set", "predicate P(s: set<int>) requires s == {1} ensures 1 in {1, 2}"],
    ["a comprehension", "predicate P(s: seq<int>) requires |s| > 0 ensures (set x | x in s) != {}"],
    ["a size", "predicate P(s: seq<int>) ensures |set x | x in s| > 0 && s[0] == |s|"],
    [
      "an attribute",
      "predicate {:opaque} P(s: seq<int>) ensures forall i {:trigger s[i]} :: i == i",
    ],
    ["a match", "predicate P(s: T) ensures match s { case A => true case B => s in {s} }"],
    ["a multiset", "predicate P(s: seq<int>) ensures multiset(s) == multiset{} + multiset{1}"],
    ["a wildcard", "predicate P() reads * decreases *"],
    ["braces in a string", 'predicate P() ensures "}{" == "{"'],
    ["a name with a prime", "predicate P(x': int) requires x' < 'a' as int"],
    ["old semicolons", "predicate P(x: int) requires x > 0; ensures x > 0;"],
  ])("finds the body behind %s", ([, head = ""]) => {
    expect(bodies(`${head}\n{ true }\npredicate R() { false }`)).toEqual(["{ true }", "{ false }"]);
  });

  test("leaves a body out where there is none", () => {
    expect(bodies("lemma A() ensures x in {1}\nmethod B() { }\nlemma C()")).toEqual([
      undefined,
      "{ }",
      undefined,
    ]);
  });

  test("does not count layout and comments in a contract", () => {
    const [one] = read("method M(a:int)\n  ensures a>0 // really\n{ }");
    const [other] = read("method  M ( a : int ) ensures /* yes */ a > 0 { return; }");

    expect(one?.contract).toBe("method M ( a : int ) ensures a > 0");
    expect(other?.contract).toBe(one?.contract);
    expect(one).toMatchObject({ promises: true, isDefinition: false, uses: ["a"] });
  });

  test("never throws, and nests spans, whatever the text", () => {
    const words = fc.constantFrom(
      ..."method lemma class module { } ( ) | :: forall set match case ; := = ghost var datatype F x".split(
        " ",
      ),
      '"',
      "/*",
      "*/",
      "{:",
      "@",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join(" ");
        for (const { start, end, body } of read(text)) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          if (body !== undefined) expect(body.start).toBeGreaterThanOrEqual(start);
        }
      }),
    );
  });

  test("comes to an end with deep nesting", () => {
    expect(read("module M { ".repeat(2000)).length).toBeGreaterThan(0);
    expect(read(`function F(): int { ${"(".repeat(20_000)}`).length).toBe(1);
  });
});
