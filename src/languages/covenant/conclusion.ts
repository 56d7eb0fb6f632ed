import type { Candidate } from "../../domain/candidate.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import { createDiagnostic, type Diagnostic, isError } from "../../domain/diagnostic.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import type { StageResult } from "./run-stages.ts";

/** Gathers what is said on the way to a verdict. */
export interface Conclusion {
  tell(diagnostics: readonly Diagnostic[]): void;
  /** Something held. */
  hold(record: CheckRecord): void;
  /** The verdict that a stage ends with; `undefined` where it held, and was recorded so. */
  endWith(stage: StageResult, record: CheckRecord): Verdict | undefined;
  rejected(phase: CheckPhase): Verdict;
  accepted(): Verdict;
}

export function createConclusion(said: readonly Diagnostic[]): Conclusion {
  const diagnostics = [...said];
  const checks: CheckRecord[] = [];
  const rejected = (phase: CheckPhase): Verdict => ({
    status: "rejected",
    phase,
    diagnostics,
    checks,
    notRun: [],
  });
  return {
    tell: (more) => void diagnostics.push(...more),
    hold: (record) => void checks.push(record),
    endWith(stage, record) {
      diagnostics.push(...stage.diagnostics);
      const { phase } = record;
      if (stage.isInconclusive)
        return {
          status: "inconclusive",
          reason: "timeout",
          phase,
          diagnostics,
          checks,
          notRun: [],
        };
      if (stage.diagnostics.some(isError)) return rejected(phase);
      checks.push(record);
      return undefined;
    },
    rejected,
    accepted: () => ({
      status: "accepted",
      phase: checks.at(-1)?.phase ?? "syntax",
      diagnostics,
      checks,
      notRun: [],
    }),
  };
}

/** A verdict of not knowing, with the reason in words. */
export function inconclusive(
  candidate: Candidate,
  said: readonly Diagnostic[],
  {
    reason,
    message,
  }: Pick<Verdict & { status: "inconclusive" }, "reason"> & { readonly message: string },
): Verdict {
  const remark: Diagnostic = createDiagnostic({
    tool: "covenant",
    phase: "type",
    category: "resource",
    severity: "information",
    message,
    span: { file: candidate.path, start: 0, end: 0 },
  });
  return {
    status: "inconclusive",
    reason,
    phase: "type",
    diagnostics: [...said, remark],
    checks: [],
    notRun: [],
  };
}
