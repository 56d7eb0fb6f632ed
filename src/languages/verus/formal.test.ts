import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { specification } from "../../testing/builders.ts";
import { verusFormal } from "./formal.ts";
import { readMessages, readResults } from "./read-output.ts";

describe("readSlots()", () => {
  const names = (source: string) =>
    verusFormal.readSlots(source).map(({ name, start, end }) => [name, source.slice(start, end)]);

  test("finds marked regions, and nothing else where there are any", () => {
    const source =
      "verus! {\nfn given() { assume(false); }\n// <vc-helpers>\n// </vc-helpers>\nfn f()\n// <vc-code>\n{ assume(false); }\n// </vc-code>\n}\n";

    expect(names(source)).toEqual([
      ["vc-helpers", ""],
      ["vc-code", "{ assume(false); }\n"],
    ]);
  });

  test("finds bodies that assume, and those that are missing, but not those of traits", () => {
    const source = `verus! {
trait T { fn t(&self) -> u8; }
impl S { fn m(&self) -> u8 { unimplemented!() } }
proof fn p() ensures match 1 { _ => true } { admit(); }
proof fn q() ensures true;
fn done() { let x = 1; }
uninterp spec fn u() -> int;
fn /* assume(false) */ r() -> u8 { assume(false); unreached() }
}`;

    expect(names(source).map(([name]) => name)).toEqual([
      "body of m",
      "body of p",
      "body of q",
      "body of r",
    ]);
  });

  test("takes any text, and its slots lie in order inside of it", () => {
    const piece = fc.constantFrom(
      "fn f() ",
      "{",
      "}",
      "assume(false);",
      "verus! ",
      "// <vc-code>\n",
      "// </vc-code>\n",
      "/*",
      "*/",
      '"',
      "'",
      'r#"',
      "𝔸",
      "#[",
      ";",
      "impl ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const source = pieces.join("");
        let last = 0;
        for (const { start, end } of verusFormal.readSlots(source)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(source.length);
        verusFormal.readDeclarations(source);
        verusFormal.lint({ path: "a.rs", text: source });
      }),
    );
  });
});

describe("readDeclarations()", () => {
  test("reads contracts with braces of their own, and what impls hold", () => {
    const text = `use vstd::prelude::*;
verus! {
pub open spec fn f(a: int) -> int { if a > 0 { a } else { 0 } }
fn g(v: &Vec<u8>) -> (r: Option<u8>)
    ensures match r { Some(x) => x == v[0], None => true }, ({ let b = 1; b == 1 }),
{ None }
impl S { proof fn h(self) ensures true { } }
}
fn main() {}
`;
    expect(
      verusFormal.readDeclarations(text).map(({ kind, name, promises }) => [kind, name, promises]),
    ).toEqual([
      ["use", "use of use vstd :: prelude :: * ;", false],
      ["spec fn", "f", false],
      ["fn", "g", true],
      ["impl", "impl of impl S", false],
      ["proof fn", "impl of impl S.h", true],
      ["fn", "main", false],
    ]);
  });

  test("gives the same contract for another layout", () => {
    const [one, other] = [
      "verus! { fn a(x: u8) -> (r: u8) ensures r == x { x } }",
      "verus! {\nfn a( // why\n x: u8) -> (r: u8)\n ensures r /* */ == x\n{ x }\n}",
    ].map((text) => verusFormal.readDeclarations(text).map(({ contract }) => contract));

    expect(other).toEqual(one);
  });
});

describe("lint()", () => {
  test.each([
    ["/* verus! { fn a() ensures true; }", ["unclosed-comment"]],
    ["// verus! { fn a() ensures true; }", ["nothing-declared"]],
    ["verus! { fn a() -> u8 { assume(false); 0 } }", ["nothing-promised"]],
    ["verus! { fn a() ensures true { } }", ["nothing-open"]],
    ["fn a() ensures true { assume(false); }", ["nothing-verified"]],
    ["verus! { fn a() ensures true { assume(false); } }", []],
    [
      "verus! { fn a() ensures true { assume(false); } axiom fn b() ensures false; }",
      ["given-axiom"],
    ],
  ])("says of %j: %j", (text, expected) => {
    expect(verusFormal.lint({ path: "a.rs", text }).map(({ code }) => code)).toEqual(expected);
  });
});

describe("readImports()", () => {
  test("tells modules in files of their own from libraries", () => {
    expect(
      verusFormal.readImports(
        "use vstd::{prelude::*};\nmod shapes;\nverus! { use vstd::seq::Seq; }\n",
      ),
    ).toEqual([
      { target: "vstd", path: undefined },
      { target: "shapes", path: "shapes.rs" },
      { target: "vstd::seq::Seq", path: undefined },
    ]);
  });
});

describe("trivialFills()", () => {
  test("returns constants and inputs", () => {
    const source = "verus! { fn f(a: u8, b: bool) -> (r: u8) ensures r <= a { assume(false); 0 } }";
    const wanted = {
      ...specification(),
      kind: "formal" as const,
      path: "a.rs",
      source,
      slots: verusFormal.readSlots(source),
    };

    expect(verusFormal.trivialFills(wanted).map(({ label }) => label)).toEqual([
      "returns 0u8",
      "returns 1u8",
      "gives its input a back",
    ]);
  });
});

describe("readResults()", () => {
  const json = (results: object) =>
    `note\n${JSON.stringify({ "verification-results": results, verus: {} }, undefined, 2)}\n`;

  test.each([
    [
      json({ success: true, verified: 2, errors: 0, "is-verifying-entire-crate": true }),
      { verified: 2, errors: 0, success: true, isWhole: true },
    ],
    [
      json({ success: true, verified: 2, errors: 0 }),
      { verified: 2, errors: 0, success: true, isWhole: true },
    ],
    [json({ verified: 2, errors: 0 }), { verified: 2, errors: 0, success: false, isWhole: false }],
    [
      json({ "encountered-vir-error": true }),
      { verified: 0, errors: 0, success: false, isWhole: false },
    ],
    [
      "verification results:: 2 verified, 1 errors\n",
      { verified: 2, errors: 1, success: undefined, isWhole: true },
    ],
    [
      "verification results:: 2 verified, 0 errors (partial verification with `--verify-*`)\n",
      { verified: 2, errors: 0, success: undefined, isWhole: false },
    ],
    ["", undefined],
    ["{ broken", undefined],
  ])("reads %j", (stdout, expected) => {
    expect(readResults(stdout)).toEqual(expected);
  });
});

describe("readMessages()", () => {
  test("reads rustc's text, footers left out", () => {
    const text = `error: postcondition not satisfied
   --> task.rs:15:1
    |
13  |       ret >= 0 ==> a@[ret] == x,
    |       ------------------------- failed this postcondition

error[E0308]: mismatched types
  --> task.rs:2:3

error: aborting due to 2 previous errors
`;
    expect(
      readMessages(text).map(({ text: said, code, places }) => [said, code, places[0]?.line]),
    ).toEqual([
      ["postcondition not satisfied", undefined, 15],
      ["mismatched types", "E0308", 2],
    ]);
  });
});
