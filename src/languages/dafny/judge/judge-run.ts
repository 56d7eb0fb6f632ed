import { createDiagnostic, type Diagnostic, isError } from "../../../domain/diagnostic.ts";
import type { CheckRecord, InconclusiveReason, Verdict } from "../../../domain/verdict.ts";
import { declarationOf } from "../adapter/read-report.ts";
import type { DafnyRun } from "../adapter/run-dafny.ts";

export interface Judged {
  readonly status: Verdict["status"];
  readonly phase: "syntax" | "type" | "proof";
  readonly reason: InconclusiveReason | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What an accepted file must have proved. */
export interface LeastProved {
  /** 0 where nothing has to be proved, as in a file of definitions. */
  readonly count: number;
  /** Procedures that hold with the slots left open. */
  readonly names: ReadonlySet<string>;
}

/**
 * What one run says about its file: accepted where the exit code, the summary, the count, the names of what was proved
 * and the absence of any fault agree. None of them is believed alone.
 */
export function judgeRun(
  run: DafnyRun,
  diagnostics: readonly Diagnostic[],
  least: LeastProved,
  path: string,
): Judged {
  const say = (
    status: Judged["status"],
    phase: Judged["phase"],
    more: readonly Diagnostic[],
    reason?: InconclusiveReason,
  ): Judged => ({
    status,
    phase,
    reason,
    diagnostics: [...diagnostics, ...more],
  });
  const wrong = (code: string, message: string) => problem(code, message, path);
  if (run.isTimedOut) return say("inconclusive", "proof", [timeOut(run, path)], "timeout");
  const fault = run.faults[0];
  if (run.faults.some((line) => /out of memory/i.test(line)))
    return say(
      "inconclusive",
      "proof",
      [ranOut("memory", "Dafny or its solver ran out of memory", path)],
      "memory",
    );
  if (fault !== undefined || run.isOutputCut || run.exitCode === undefined) {
    const why = fault ?? (run.isOutputCut ? "it said too much" : "a signal ended it");
    return say(
      "inconclusive",
      "proof",
      [ranOut("broken", `Dafny broke: ${why}`, path)],
      "tool-crash",
    );
  }
  const errors = diagnostics.filter(isError);
  if (run.stage !== "proving")
    return errors.length > 0
      ? say("rejected", run.stage === "parsing" ? "syntax" : "type", [])
      : say("rejected", "type", [wrong("unreadable", "Dafny could not read the file")]);
  if (isOutOfTime(run, errors)) {
    const doubtful = diagnostics.map((one) =>
      isError(one) ? { ...one, category: "resource" as const } : one,
    );
    return { status: "inconclusive", phase: "proof", reason: "timeout", diagnostics: doubtful };
  }
  if (errors.length > 0 && run.exitCode !== 0) return say("rejected", "proof", []);
  const { summary, exitCode } = run;
  if (
    summary === undefined ||
    exitCode !== 0 ||
    errors.length > 0 ||
    summary.rest !== "" ||
    summary.errors > 0
  )
    return say(
      "inconclusive",
      "proof",
      [ranOut("unclear", `Dafny came to no clear end: exit code ${exitCode}`, path)],
      "tool-crash",
    );
  const silent = run.procedures.filter(({ outcome }) => outcome !== "correct");
  if (silent.length > 0)
    return say(
      "rejected",
      "proof",
      silent.map(({ name }) => failedSilently(declarationOf(name), path)),
    );
  const lost = lostProofs(run, least).map(declarationOf);
  if (summary.verified < least.count || lost.length > 0) {
    const missing = lost.length > 0 ? `; not proved any more: ${lost.join(", ")}` : "";
    const said = `Only ${summary.verified} of at least ${least.count} proofs were made${missing}`;
    return say("rejected", "proof", [wrong("fewer-proved", said)]);
  }
  return say("accepted", "proof", []);
}

/** Names of modules are numbered in the order in which they come. */
export const withoutNumber = (name: string): string => name.replace(/\$\$_\d+_/, "$$$$");

/** Procedures that the report calls correct, without the numbers of their modules. */
export const provedNames = ({ procedures }: DafnyRun): ReadonlySet<string> =>
  new Set(
    procedures
      .filter(({ outcome }) => outcome === "correct")
      .map(({ name }) => withoutNumber(name)),
  );

function lostProofs(run: DafnyRun, { names }: LeastProved): readonly string[] {
  if (run.procedures.length === 0) return [];
  const proved = provedNames(run);
  return [...names].filter((name) => !proved.has(name));
}

/** Whether every failure is one for want of time: the solver also says "unknown" when its time is up. */
function isOutOfTime(
  { procedures, secondsEach, messages, summary }: DafnyRun,
  errors: readonly Diagnostic[],
): boolean {
  const failed = procedures.filter(({ outcome }) => outcome !== "correct");
  if (failed.length > 0)
    return failed.every(
      ({ outcome, seconds }) => outcome === "timed out" || seconds >= secondsEach,
    );
  const sayTime = messages.filter(({ severity }) => severity === "timeout").length;
  return sayTime > 0 && sayTime >= errors.length && (summary?.errors ?? 0) === 0;
}

/** Which proof did not come to an end: the one that was begun last. */
function timeOut({ procedures }: DafnyRun, path: string): Diagnostic {
  const slowest = procedures.toSorted((a, b) => b.seconds - a.seconds)[0];
  const known =
    slowest === undefined
      ? ""
      : `; the slowest proof before that was ${declarationOf(slowest.name)}`;
  return ranOut("timeout", `Dafny came to no end in time${known}`, path);
}

const ranOut = (code: string, message: string, path: string): Diagnostic =>
  createDiagnostic({
    tool: "dafny",
    code,
    phase: "proof",
    category: "resource",
    message,
    span: { file: path, start: 0, end: 0 },
    facts: { kind: code },
  });

/**
 * Dafny 2 drops a failure that it cannot place in the file: it counts no error then, and ends with exit code 0. Its own
 * report still says that the procedure failed.
 */
const failedSilently = (name: string, path: string): Diagnostic =>
  createDiagnostic({
    tool: "dafny",
    code: "unproved",
    phase: "proof",
    category: "test",
    message: `${name} was not proved; Dafny does not say which of its assertions failed`,
    span: { file: path, start: 0, end: 0 },
    help: "Assert the steps between, so that the failing one is told; look at the invariants of loops first",
    facts: { kind: "unproved" },
  });

const problem = (code: string, message: string, path: string): Diagnostic =>
  createDiagnostic({
    tool: "dafny",
    code,
    phase: "proof",
    category: "bypass",
    message,
    span: { file: path, start: 0, end: 0 },
    help: "Keep every declaration of the specification, and prove each",
    facts: { kind: code },
  });

/** A check that held, as evidence keeps it. */
export const record = (
  phase: CheckRecord["phase"],
  tool: CheckRecord["tool"],
  count: number,
): CheckRecord => ({ phase, tool, count, sandbox: undefined });
