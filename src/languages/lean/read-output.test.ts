import { describe, expect, test } from "vitest";
import { readAudit, readAxioms, renderAudit } from "./audit.ts";
import { readLeanOutput, saysLimit, saysSorry } from "./read-output.ts";
import { toDiagnostic } from "./to-diagnostic.ts";

const JSON_LINES = [
  '{"caption":"","data":"declaration uses `sorry`","endPos":{"column":21,"line":3},"fileName":"S.lean","isSilent":false,"keepFullRange":false,"kind":"hasSorry","pos":{"column":8,"line":3},"severity":"warning"}',
  '{"caption":"","data":"Unknown identifier `rfl_x`","endPos":{"column":50,"line":3},"fileName":"S.lean","isSilent":false,"keepFullRange":false,"kind":"lean.unknownIdentifier._namedError","pos":{"column":27,"line":3},"severity":"error"}',
  '{"caption":"","data":"\'t\' depends on axioms: [propext, Classical.choice, Quot.sound]","endPos":{"column":6,"line":9},"fileName":"S.lean","isSilent":false,"keepFullRange":false,"kind":"[anonymous]","pos":{"column":0,"line":9},"severity":"information"}',
];

const TEXT = `Task.lean:12:2: error: unsolved goals
n : Nat
h : 0 < n
⊢ n + 1 ≤ 2 * n
Task.lean:15:6: error: unknown identifier 'foo'
Task.lean:15:6: error(lean.unknownIdentifier): Unknown identifier \`foo\`
Task.lean:20:8: warning: declaration uses 'sorry'
Task.lean:31:4: error: (deterministic) timeout at \`whnf\`, maximum number of heartbeats (200000) has been reached
`;

const LAKE = `✖ [1860/1862] Building Task.A (4.4s)
trace: .> LEAN_PATH=… lean … Task/A.lean … --json
error: Task/A.lean:61:43: Type mismatch
  h
error: Lean exited with code 1
Some required targets logged failures:
- Task.A
error: build failed
`;

describe("readLeanOutput()", () => {
  test("reads messages of --json, with or without a kind", () => {
    const older = JSON.stringify({ ...JSON.parse(JSON_LINES[1] ?? ""), kind: undefined });
    const { messages, others } = readLeanOutput(
      [...JSON_LINES, older, "Stack overflow detected. Aborting."].join("\n"),
    );

    expect(
      messages.map(({ severity, line, column, code }) => [severity, line, column, code]),
    ).toEqual([
      ["warning", 3, 8, "hasSorry"],
      ["error", 3, 27, "lean.unknownIdentifier"],
      ["information", 9, 0, undefined],
      ["error", 3, 27, undefined],
    ]);
    expect(others).toEqual(["Stack overflow detected. Aborting."]);
    expect(messages.filter(saysSorry)).toHaveLength(1);
  });

  test("reads text of old and new versions, goals included", () => {
    const { messages } = readLeanOutput(TEXT);

    expect(messages.map(({ line, code }) => [line, code])).toEqual([
      [12, undefined],
      [15, undefined],
      [15, "lean.unknownIdentifier"],
      [20, undefined],
      [31, undefined],
    ]);
    expect(messages[0]?.text).toBe("unsolved goals\nn : Nat\nh : 0 < n\n⊢ n + 1 ≤ 2 * n");
    expect(messages.filter(saysLimit)).toHaveLength(1);
    expect(messages.filter(saysSorry)).toHaveLength(1);
  });

  test("reads what a build of Lake says, and tells its own words apart", () => {
    const { messages, others } = readLeanOutput(LAKE);

    expect(messages).toMatchObject([
      { file: "Task/A.lean", line: 61, column: 43, text: "Type mismatch\n  h" },
    ]);
    expect(others).toContain("error: build failed");
  });

  test("takes any text", () => {
    expect(readLeanOutput("").messages).toEqual([]);
    expect(readLeanOutput('{"severity":"error"}\n{broken\n\0').messages).toEqual([]);
  });
});

describe("toDiagnostic()", () => {
  test("counts columns in code points", () => {
    const text = "theorem 𝔸 : foo := x\n";
    const [message] = readLeanOutput("a.lean:1:12: error: unknown identifier 'foo'").messages;

    const { span, category, phase } = toDiagnostic(message!, { path: "a.lean", text });

    expect(text.slice(span?.start)).toMatch(/^foo/);
    expect({ category, phase }).toEqual({ category: "name", phase: "type" });
  });

  test("calls a limit of Lean a matter of resources, and a hole a bypass", () => {
    const categories = readLeanOutput(TEXT).messages.map(
      (message) => toDiagnostic(message, { path: "a.lean", text: "" }).category,
    );

    expect(categories).toEqual(["other", "name", "name", "bypass", "resource"]);
  });
});

describe("readAxioms()", () => {
  test.each([
    ["'t' does not depend on any axioms", "t", []],
    [
      "'N.t' depends on axioms: [propext,\n Classical.choice,\n Quot.sound]",
      "N.t",
      ["propext", "Classical.choice", "Quot.sound"],
    ],
    ["'t' depends on axioms: [sorryAx]", "t", ["sorryAx"]],
    ["'t'' does not depend on any axioms", "t'", []],
    ["'other' does not depend on any axioms", "t", undefined],
    ["unknown constant 't'", "t", undefined],
  ])("reads %j", (text, name, axioms) => {
    expect(readAxioms(text, name)).toEqual(axioms);
  });
});

describe("readAudit()", () => {
  test("believes answers on the lines of its questions alone", () => {
    const audited = renderAudit("theorem t : True := trivial", [
      { name: "t", kind: "theorem", isWhole: false },
    ]);
    const [line = 0] = audited.questions.keys();
    const answer = (at: number) => `a.lean:${at}:0: info: 't' does not depend on any axioms`;

    expect(audited.text.split("\n")[line - 1]).toBe("#print axioms t");
    expect(readAudit(readLeanOutput(answer(1)).messages, audited).axioms.size).toBe(0);
    expect(readAudit(readLeanOutput(answer(line)).messages, audited).axioms.get("t")).toEqual([]);
  });
});
