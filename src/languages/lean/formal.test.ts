import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillSlots } from "../../domain/slot.ts";
import { findLockBreaks } from "../../syntax/formal/find-lock-breaks.ts";
import { specification } from "../../testing/builders.ts";
import { readDeclarations } from "./declarations.ts";
import { leanFormal } from "./formal.ts";
import { LEAN_RULES } from "./lexical-rules.ts";

const slotsOf = (source: string) =>
  leanFormal
    .readSlots(source)
    .map(({ name, role, start, end }) => [name, role, source.slice(start, end)]);

describe("readSlots()", () => {
  test("finds the helpers' region and each hole outside of what is given", () => {
    const source =
      "-- <vc-preamble>\ndef a : Nat := sorry\n-- </vc-preamble>\n-- <vc-helpers>\nlemma x : True := sorry\n-- </vc-helpers>\n-- <vc-definitions>\ndef b : Nat :=\n  sorry\n-- </vc-definitions>\n-- <vc-theorems>\ntheorem c : b = b := by sorry\n-- </vc-theorems>\n";

    expect(slotsOf(source)).toEqual([
      ["vc-helpers", "helpers", "lemma x : True := sorry\n"],
      ["body of b", "term", "  sorry"],
      ["proof of c", "term", "sorry"],
    ]);
  });

  test("finds every hole where nothing is marked, names apart", () => {
    const source =
      "namespace N\ntheorem c (h : 1 = 1) : True ∧ True := ⟨sorry, by\n  sorry⟩\nend N\n-- sorry\nexample : True := sorry\n";

    expect(slotsOf(source).map(([name]) => name)).toEqual(["proof of c", "proof of c 2", "hole"]);
  });

  test("sees no hole in comments, strings and other names", () => {
    expect(
      slotsOf('/- sorry /- sorry -/ sorry -/\ndef sorry\' := "sorry"\n#check @foo.sorryful\n'),
    ).toEqual([]);
  });

  test("takes any text, and its slots lie in order inside of it", () => {
    const piece = fc.constantFrom(
      "sorry",
      "\n",
      "-- <vc-helpers>\n",
      "-- </vc-helpers>\n",
      "/-",
      "-/",
      '"',
      "theorem a : b := by ",
      "«",
      "𝔸",
      "end",
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const source = pieces.join("");
        let last = 0;
        for (const { start, end } of leanFormal.readSlots(source)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(source.length);
        leanFormal.readDeclarations(source);
      }),
    );
  });
});

describe("readDeclarations()", () => {
  const read = (text: string) =>
    leanFormal.readDeclarations(text).map(({ name, kind, contract }) => [kind, name, contract]);

  test("names what stands in namespaces in full, and reads statements up to their bodies", () => {
    const text = `namespace A.B
@[simp] private def f (n : Nat := 0) : Nat := n
section
theorem g : let x := 1
    x = 1 := rfl
end
def h : List Nat → Nat
  | [] => 0
  | _ => 1
end A.B
structure S where
  x : Nat
instance : Inhabited S where default := ⟨1⟩
`;
    expect(read(text)).toEqual([
      ["def", "A.B.f", "@[ simp ] private def f ( n : Nat := 0 ) : Nat"],
      ["theorem", "A.B.g", "theorem g : let x := 1 x = 1"],
      ["def", "A.B.h", "def h : List Nat → Nat"],
      ["structure", "S", "structure S"],
      ["instance", "instance of instance : Inhabited S", "instance : Inhabited S"],
    ]);
  });

  test("gives the same contract for another layout", () => {
    const [one, other] = [
      "theorem a (n : Nat) : n = n := rfl",
      "theorem a -- why\n  (n : Nat) :\n  /- x -/ n = n := rfl",
    ].map(read);

    expect(other).toEqual(one);
  });
});

describe("lint()", () => {
  const codes = (text: string) =>
    leanFormal.lint({ path: "a.lean", text }).map(({ code, severity }) => `${severity} ${code}`);

  test.each([
    ["/- theorem a : True := sorry", ["error unclosed-comment"]],
    ["/- theorem a : True := sorry -/", ["error nothing-declared"]],
    ["def a : Nat := sorry", ["error nothing-promised"]],
    ["theorem a : True := trivial", ["error nothing-open"]],
    ["Here is the corrected code you asked for\ntheorem a : True := sorry", ["error conversation"]],
    ["-- <vc-helpers>\ntheorem a : True := sorry", ["error marker"]],
    ["theorem a : True := sorry", []],
    ["axiom b : True\ntheorem a : True := sorry", ["warning given-axiom"]],
  ])("says of %j: %j", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe("readImports()", () => {
  test("tells files of the project from libraries", () => {
    expect(
      leanFormal.readImports("import Mathlib.Tactic\npublic import Task.Shapes\n-- import No\n"),
    ).toEqual([
      { target: "Mathlib.Tactic", path: undefined },
      { target: "Task.Shapes", path: "Task/Shapes.lean" },
    ]);
  });
});

describe("trivialFills()", () => {
  test("returns constants and inputs, with proofs that need no thought", () => {
    const source =
      "def f (a : Nat) (b : Int) : Nat :=\n  sorry\ntheorem t : f 1 2 = 3 := by\n  sorry\n";
    const wanted = {
      ...specification(),
      kind: "formal" as const,
      path: "a.lean",
      source,
      slots: leanFormal.readSlots(source),
    };
    const fills = leanFormal.trivialFills(wanted);

    expect(fills.map(({ label }) => label)).toEqual([
      "returns 0",
      "returns 1",
      "gives its input a back",
    ]);
    expect(fillSlots(wanted, new Map(Object.entries(fills[0]?.texts ?? {})))).toContain(
      "  0\ntheorem",
    );
  });
});

describe("the lock", () => {
  const source = "def P (n : Nat) : Prop := n > 1\ntheorem t : P 2 := by\n  sorry\n";
  const file = { source, slots: leanFormal.readSlots(source) };
  const codes = (text: string) =>
    findLockBreaks(
      file,
      { language: "lean", path: "a.lean", text, companions: [] },
      { rules: LEAN_RULES, readDeclarations },
    ).map(({ code }) => code);

  test("lets pass what is in the slots alone", () => {
    expect(codes(source.replace("  sorry", "  unfold P\n  decide"))).toEqual([]);
  });

  test("sees another statement, and a definition that became part of a comment", () => {
    expect(codes(source.replace("P 2", "P 3"))).toEqual(["frozen-text"]);
    expect(codes(source.replace("  sorry", "  trivial\n/-"))).toEqual([]);
  });
});
