import type { Candidate } from "../../domain/candidate.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import { saysLimit } from "./read-output.ts";
import type { VerusRun } from "./run-verus.ts";
import { toDiagnostic } from "./to-diagnostic.ts";

export interface JudgeOptions {
  /** How many proof obligations the given file's own run verified; `undefined` where nothing was given. */
  readonly stubCount: number | undefined;
  readonly tool: CheckRecord["tool"];
  readonly toolchain: string | undefined;
  /** What held before. */
  readonly checks: readonly CheckRecord[];
}

/** The verifier's word: exit code, its own success, no errors, all of the file, and no fewer proofs than were given. */
export function judge(candidate: Candidate, run: VerusRun, options: JudgeOptions): Verdict {
  const { tool, toolchain, stubCount } = options;
  const source = { path: candidate.path, text: candidate.text };
  const told = run.messages
    .filter(({ severity }) => severity !== "information")
    .map((message) => toDiagnostic(message, source));
  const base = { diagnostics: told, checks: options.checks, notRun: [] };
  if (run.ended === "inconclusive") {
    const mild = told.filter(({ severity }) => severity !== "error");
    return {
      ...base,
      status: "inconclusive",
      reason: run.reason,
      phase: "proof",
      diagnostics: [...mild, remark(run.detail)],
    };
  }
  const errors = run.messages.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    if (errors.every(saysLimit)) {
      const diagnostics = told.map((one) =>
        one.severity === "error" ? { ...one, severity: "warning" as const } : one,
      );
      return { ...base, status: "inconclusive", reason: "timeout", phase: "proof", diagnostics };
    }
    const phase = told.find(({ severity }) => severity === "error")?.phase ?? "proof";
    return { ...base, status: "rejected", phase };
  }
  const wrong = findDisagreement(run, stubCount);
  if (wrong !== undefined) {
    const broken = createDiagnostic({
      tool: "verus",
      code: "unfounded",
      phase: "proof",
      category: "bypass",
      message: wrong,
      span: { file: candidate.path, start: 0, end: candidate.text.length },
    });
    return { ...base, status: "rejected", phase: "proof", diagnostics: [...told, broken] };
  }
  const record = (phase: CheckPhase, count: number): CheckRecord => ({
    phase,
    tool,
    count,
    sandbox: undefined,
    ...(toolchain === undefined ? {} : { toolchain }),
  });
  const verified = run.results?.verified ?? 0;
  return {
    ...base,
    status: "accepted",
    phase: "proof",
    checks: [...options.checks, record("type", 1), record("proof", verified)],
  };
}

/** What keeps a run without errors from being a proof. */
function findDisagreement(
  { exitCode, results }: Extract<VerusRun, { ended: "exit" }>,
  stubCount: number | undefined,
): string | undefined {
  if (exitCode !== 0) return `Verus ended with exit code ${exitCode}`;
  if (results === undefined) return "Verus did not say what it verified";
  const { verified, errors, success, isWhole } = results;
  if (success === false) return "Verus did not call its own run a success";
  if (errors > 0) return `Verus counts ${errors} errors`;
  if (!isWhole) return "Verus verified a part of the file alone";
  if (verified === 0) return "Nothing was verified";
  if (stubCount !== undefined && verified < stubCount)
    return `${verified} proofs hold, fewer than the ${stubCount} of the given file`;
  return undefined;
}

const remark = (message: string): Diagnostic =>
  createDiagnostic({
    tool: "verus",
    phase: "proof",
    category: "resource",
    severity: "warning",
    message,
  });
