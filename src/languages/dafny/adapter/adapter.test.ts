import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { classify } from "./classify.ts";
import { commandLine } from "./command-line.ts";
import { readVersion } from "./dafny-version.ts";
import { type DafnyMessage, readOutput } from "./read-output.ts";
import { declarationOf, readReport } from "./read-report.ts";
import { toDiagnostics } from "./to-diagnostics.ts";

// What Dafny 2.3.0 with z3 4.8.12 printed, verbatim; `version-4-*` are made after its documents.
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");
const read = (name: string) => readOutput(fixture(name));
const V2 = { text: "2.3.0", major: 2 };
const V4 = { text: "4.11.0", major: 4 };

describe("readVersion()", () => {
  test.for([
    ["Dafny 2.3.0.10506\n*** Error: '/version': Filename extension '' …", "2.3.0.10506", 2],
    ["4.11.0+fcb2042d6d043a2634f0854338c08feeaaaf4ae2\n", "4.11.0", 4],
    ["Dafny 3.13.1.50302", "3.13.1.50302", 3],
  ] as const)("reads %j", ([output, text, major]) => {
    expect(readVersion(output)).toEqual({ text, major });
  });

  test("does not take anything for a version", () => {
    expect(readVersion("command not found")).toBeUndefined();
  });
});

describe("readOutput()", () => {
  test("drops z3's noise, and nothing else", () => {
    expect(read("verified.txt")).toEqual({
      messages: [],
      summary: { verified: 1, errors: 0, rest: "" },
      faults: [],
    });
  });

  test("keeps errors with the places that explain them", () => {
    const { messages, summary, faults } = read("proof.txt");

    expect({ summary, faults }).toEqual({
      summary: { verified: 0, errors: 5, rest: "" },
      faults: [],
    });
    expect(messages[0]).toMatchObject({
      file: "fail.dfy",
      line: 5,
      column: 0,
      severity: "error",
      code: "BP5003",
      text: "A postcondition might not hold on this return path.",
      related: [
        { line: 4, column: 10, text: "This is the postcondition that might not hold." },
        { line: 1, column: 32 },
      ],
    });
    expect(messages[0]?.raw).toContain("Execution trace:");
  });

  test.for(["memory.txt", "rlimit.txt", "no-solver.txt"])(
    "sees that the prover broke: %s",
    (name) => {
      expect(read(name).faults).not.toEqual([]);
    },
  );

  test("tells time-outs from errors, with the assertion that took the time", () => {
    const { messages, summary } = read("time-limit.txt");

    expect(summary).toEqual({ verified: 1, errors: 0, rest: ", 1 time out" });
    expect(messages).toMatchObject([
      {
        severity: "timeout",
        text: "Verification of 'Impl$$_module.__default.Hard' timed out after 2 seconds",
      },
      { severity: "timeout", code: "BP5003", line: 1, column: 104, related: [{ column: 93 }] },
    ]);
  });

  test("has no summary where it never came to proving", () => {
    expect(read("syntax.txt")).toMatchObject({
      summary: undefined,
      messages: [{ text: "semi expected" }],
    });
    expect(read("types.txt").messages).toHaveLength(2);
  });

  test("reads the newer output with its quoted lines", () => {
    const { messages, summary } = read("version-4-proof.txt");

    expect(summary).toEqual({ verified: 2, errors: 3, rest: "" });
    expect(messages.map(({ line }) => line)).toEqual([5, 9, 6]);
    expect(messages[0]).toMatchObject({ related: [{ line: 4, column: 10 }] });
    expect(messages[0]?.raw).toContain("ensures P(r, x)");
  });
});

describe("classify()", () => {
  const kindOf = (text: string) =>
    classify({ severity: "error", text, code: undefined } as DafnyMessage, "proving").code;

  test("takes older and newer words for the same", () => {
    for (const [name, codes] of [
      ["proof.txt", ["postcondition", "precondition", "invariant-maintained"]],
      ["version-4-proof.txt", ["postcondition", "invariant-maintained", "precondition"]],
    ] as const) {
      const kinds = new Set(read(name).messages.map(({ text }) => kindOf(text)));
      expect([...kinds].toSorted()).toEqual([...codes].toSorted());
    }
  });

  test.for([
    ["cannot prove termination; try supplying a decreases clause", "termination"],
    ["index out of range", "bounds"],
    ["assertion violation", "assertion"],
    ["assertion might not hold", "assertion"],
    ["possible violation of function precondition", "precondition"],
    [
      "assignment may update an array element not in the enclosing context's modifies clause",
      "frame",
    ],
    ["missing case in case statement: B", "missing-case"],
  ])("knows %j", ([text = "", code = ""]) => {
    expect(kindOf(text)).toBe(code);
  });
});

describe("readReport()", () => {
  test("gives each procedure's outcome, of both kinds of report", () => {
    expect(readReport(fixture("time-limit.xml"))).toMatchObject([
      { name: "Impl$$_module.__default.Hard", outcome: "timed out" },
      { name: "Impl$$_module.__default.Q", outcome: "correct" },
    ]);
    expect(readReport(fixture("version-4-report.json"))).toEqual([
      { name: "M (correctness)", outcome: "errors", seconds: 1.5 },
      { name: "P (well-formedness)", outcome: "correct", seconds: 0.021 },
      { name: "Slow (correctness)", outcome: "timed out", seconds: 20 },
    ]);
  });

  test("is empty for what cannot be read", () => {
    for (const text of ["", "{", "<boogie>", '{"verificationResults":[{}]}']) {
      expect(readReport(text)).toEqual([]);
    }
  });

  test("names declarations as their file does", () => {
    expect(declarationOf("Impl$$_0_N.__default.L")).toBe("N.L");
    expect(declarationOf("CheckWellformed$$_module.C.P__x")).toBe("C.P_x");
  });
});

describe("toDiagnostics()", () => {
  const text = '{ /*😀ä*/ var s := "ä"; /*😀*/ assert x == 1; }';
  const at = (column: number, version = V2) => {
    const message = { file: "t.dfy", line: 1, column, severity: "error", code: undefined } as const;
    const said = { ...message, text: "assertion violation", related: [], raw: "" };
    const files = [{ path: "t.dfy", text }];
    const [found] = toDiagnostics([said], "proving", { files, path: "a/t.dfy", version });
    return text.slice(found?.span?.start, found?.span?.end);
  };

  test("counts bytes in the older versions, and units in the newer", () => {
    expect(at(46)).toBe("=");
    expect(at(44)).toBe("x");
    expect(at(text.indexOf("assert"), V4)).toBe("assert");
  });

  test("tells each failure once, on however many ways it was found", () => {
    const { messages } = read("proof.txt");
    const sources = { files: [{ path: "fail.dfy", text: "" }], path: "fail.dfy", version: V2 };

    expect(toDiagnostics(messages, "proving", sources).map(({ code }) => code)).toEqual([
      "BP5003",
      "BP5002",
      "BP5005",
    ]);
  });

  test("keeps places inside the text", () => {
    for (const column of [-1, 0, 1000]) expect(at(column).length).toBeLessThanOrEqual(1);
  });
});

describe("commandLine()", () => {
  const task = {
    kind: "verify",
    file: "t.dfy",
    secondsEach: 9,
    solverMemory: 100,
    refusesAssumptions: true,
  } as const;

  test("speaks both command lines", () => {
    expect(commandLine(V2, { ...task, seed: 3 })).toEqual([
      ...["/nologo", "/compile:0", "/dprint:printed.txt", "/xml:report.out", "/timeLimit:9"],
      ...[
        "/z3opt:-memory:100",
        "/noCheating:1",
        "/z3opt:smt.random_seed=3",
        "/z3opt:sat.random_seed=3",
        "t.dfy",
      ],
    ]);
    expect(commandLine(V4, task)).toEqual(
      expect.arrayContaining(["verify", "--verification-time-limit", "9", "t.dfy"]),
    );
    expect(commandLine(V4, { ...task, kind: "resolve" })[0]).toBe("resolve");
  });
});
