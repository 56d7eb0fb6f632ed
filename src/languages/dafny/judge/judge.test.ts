import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../domain/diagnostic.ts";
import { diagnostic } from "../../../testing/builders.ts";
import type { DafnyRun } from "../adapter/run-dafny.ts";
import { readSlots } from "../formal/read-slots.ts";
import { judgeRun } from "./judge-run.ts";
import { comparePrints, findLockBreaks, readGiven } from "./lock.ts";

const run = (wishes: Partial<DafnyRun> = {}): DafnyRun => ({
  messages: [],
  summary: { verified: 2, errors: 0, rest: "" },
  faults: [],
  exitCode: 0,
  isTimedOut: false,
  isOutputCut: false,
  stage: "proving",
  procedures: [{ name: "Impl$$_0_A.__default.L", outcome: "correct", seconds: 1 }],
  printed: "",
  secondsEach: 10,
  files: [],
  timeMs: 1,
  ...wishes,
});
const judge = (
  wishes: Partial<DafnyRun>,
  diagnostics: readonly Diagnostic[] = [],
  least = { count: 1, names: new Set(["Impl$$A.__default.L"]) },
) => {
  const { status, reason } = judgeRun(run(wishes), diagnostics, least, "t.dfy");
  return reason ?? status;
};
const error = diagnostic({ phase: "proof" });

describe("judgeRun()", () => {
  test("accepts where all signs agree", () => {
    expect(judge({})).toBe("accepted");
  });

  // Each of these ends with exit code 0, or could be taken for an end.
  test.for([
    [
      "inconclusive: another prover error",
      { faults: ["Prover error: max. resource limit"] },
      "tool-crash",
    ],
    ["inconclusive: no summary", { summary: undefined }, "tool-crash"],
    [
      "inconclusive: errors beside exit code 0",
      { summary: { verified: 2, errors: 1, rest: "" } },
      "tool-crash",
    ],
    [
      "inconclusive: more than errors",
      { summary: { verified: 2, errors: 0, rest: ", 1 inconclusive" } },
      "tool-crash",
    ],
    ["inconclusive: an exit code for nothing", { exitCode: 1 }, "tool-crash"],
    ["inconclusive: a signal", { exitCode: undefined }, "tool-crash"],
    ["inconclusive: too much said", { isOutputCut: true }, "tool-crash"],
    ["inconclusive: memory", { faults: ['Prover error: (error "out of memory")'] }, "memory"],
    ["inconclusive: the wall clock", { isTimedOut: true }, "timeout"],
    ["rejected: nothing was proved", { summary: { verified: 0, errors: 0, rest: "" } }, "rejected"],
    [
      "rejected: a proof is missing",
      { procedures: [{ name: "Impl$$_0_A.__default.M", outcome: "correct", seconds: 1 }] },
      "rejected",
    ],
    [
      "rejected: it could not be read",
      { stage: "parsing", exitCode: 2, summary: undefined },
      "rejected",
    ],
  ] as const)("%s", ([, wishes, expected]) => {
    expect(judge(wishes)).toBe(expected);
  });

  test("does not believe a summary that its own report contradicts", () => {
    const [kept] = run().procedures;
    const silent = {
      name: "Impl$$_module.__default.Helper",
      outcome: "errors",
      seconds: 1,
    } as const;

    const { status, diagnostics } = judgeRun(
      run({ procedures: kept === undefined ? [silent] : [kept, silent] }),
      [],
      { count: 1, names: new Set() },
      "t.dfy",
    );

    expect(status).toBe("rejected");
    expect(diagnostics).toMatchObject([
      { code: "unproved", message: expect.stringContaining("Helper") },
    ]);
  });

  test("rejects fewer proofs than the specification has", () => {
    expect(judge({}, [], { count: 3, names: new Set() })).toBe("rejected");
  });

  test("does not blame an answer for the solver's time", () => {
    const failed = { exitCode: 4, summary: { verified: 1, errors: 1, rest: "" } };
    const slow = { name: "Impl$$_module.__default.M", outcome: "errors", seconds: 10.2 } as const;

    expect(judge({ ...failed, procedures: [slow] }, [error])).toBe("timeout");
    expect(judge({ ...failed, procedures: [{ ...slow, seconds: 1 }] }, [error])).toBe("rejected");
    expect(judge({ ...failed, procedures: [slow, { ...slow, seconds: 1 }] }, [error])).toBe(
      "rejected",
    );
  });
});

const TASK = `datatype Option = Some(v: int) | None
function Double(x: int): int { 2 * x }
method Twice(x: int) returns (r: int)
  ensures r == Double(x)
`;
const file = { source: TASK, slots: readSlots(TASK) };
const given = readGiven(file, ["lemma Included() { }"]);

describe("findLockBreaks()", () => {
  const codes = (text: string) =>
    findLockBreaks(file, given, { path: "t.dfy", text: TASK.trimEnd() + text }).map(
      ({ code, message }) => `${code} ${message.split(" ").slice(0, 2).join(" ")}`,
    );

  test("lets the body be filled, and more be declared", () => {
    expect(codes(" { r := 2 * x; }\nlemma More() { }\n")).toEqual([]);
  });

  test.for([
    ["changed method Twice", " ensures true { }\n"],
    ["doubled function Double", " { }\nfunction Double(x: int): int { 0 }\n"],
    ["shadowed function Double", " { }\nmodule M { function Double(x: int): int { 0 } }\n"],
    ["shadowed function Some", " { }\nfunction Some(v: int): int { v }\n"],
    ["shadowed constructor Double", " { }\ndatatype D = Double\n"],
    ["shadowed lemma Included", " { }\nlemma Included() { }\n"],
  ] as const)("tells %s", ([expected, text]) => {
    expect(codes(text)).toContain(expected);
  });

  test("tells that frozen text differs", () => {
    const [found] = findLockBreaks(file, given, { path: "t.dfy", text: `x${TASK}` });

    expect(found).toMatchObject({ code: "frozen-text", category: "specification-changed" });
  });
});

describe("comparePrints()", () => {
  const compare = (candidate: string) =>
    comparePrints(given, { stub: TASK, candidate, path: "t.dfy" }).map(({ code }) => code);

  test("sees that Dafny read less than was written", () => {
    expect(compare(TASK.replace("  ensures r == Double(x)\n", "{ }"))).toEqual(["changed"]);
    expect(compare(TASK.replace("2 * x", "1"))).toEqual(["body-changed"]);
    expect(compare("")).toEqual(["missing", "missing", "missing"]);
  });

  test("lets the body be there", () => {
    expect(compare(`${TASK}{ r := 2 * x; }`)).toEqual([]);
  });
});
