import type { Candidate, Extraction } from "../../domain/candidate.ts";
import { type AppliedFix, type Diagnostic, isError } from "../../domain/diagnostic.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { Clock } from "../../ports/clock.ts";
import { type ValidateCandidateOptions, validateCandidate } from "./validate-candidate.ts";

export interface ValidateExtractionOptions extends Omit<ValidateCandidateOptions, "timeoutMs"> {
  readonly clock: Clock;
  readonly checkTimeoutMs: number;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** Completes typed holes; `undefined` where it cannot. @default they stay open */
  readonly fillHoles?: ((candidate: Candidate) => Promise<Candidate | undefined>) | undefined;
}

/** What was judged in the end: the candidate as the model wrote it, or with certain fixes applied. */
export interface Judged {
  readonly candidate: Candidate | undefined;
  readonly fixes: readonly AppliedFix[];
  readonly verdict: Verdict;
  readonly checkTimeMs: number;
}

/**
 * What a response held → verdict. A response without a candidate, or with one of which parts are missing, is rejected
 * in the phase `response`. A candidate that is rejected is fixed where its language knows certain fixes, and judged anew.
 */
export async function* validateExtraction(
  extraction: Extraction,
  options: ValidateExtractionOptions,
): AsyncGenerator<RunEvent, Judged> {
  const { candidate: written, diagnostics } = extraction;
  if (written === undefined || diagnostics.some(isError)) {
    const verdict: Verdict = {
      status: "rejected",
      phase: "response",
      diagnostics,
      checks: [],
      notRun: [],
    };
    return { candidate: written, fixes: [], verdict, checkTimeMs: 0 };
  }
  const { attempt, clock, checker } = options;
  const checkOptions = { ...options, timeoutMs: options.checkTimeoutMs };
  const filled = await options.fillHoles?.(written);
  const fills = filled === undefined ? [] : [HOLES_FILLED];
  if (filled !== undefined) yield { type: "fix-end", attempt, fixes: fills };
  const candidate = filled ?? written;
  yield { type: "check-start", attempt, language: candidate.language };
  const startedAt = clock.elapsed();
  const elapsed = (): number => Math.round(clock.elapsed() - startedAt);
  const verdict = withNotes(diagnostics, await validateCandidate(candidate, checkOptions));

  const fixed =
    verdict.status === "rejected" ? await checker.fix?.(candidate, checkOptions) : undefined;
  if (fixed === undefined) return { candidate, fixes: fills, verdict, checkTimeMs: elapsed() };
  const fixes = [...fills, ...fixed.fixes];
  yield { type: "fix-end", attempt, fixes: fixed.fixes };
  const secondVerdict = withNotes(
    diagnostics,
    await validateCandidate(fixed.candidate, checkOptions),
  );
  return { candidate: fixed.candidate, fixes, verdict: secondVerdict, checkTimeMs: elapsed() };
}

const HOLES_FILLED: AppliedFix = {
  code: "holes-filled",
  title: "the holes that were left open are filled by their types",
};

/** What the response gave cause to remark, told with the verdict. */
const withNotes = (notes: readonly Diagnostic[], verdict: Verdict): Verdict => ({
  ...verdict,
  diagnostics: [...notes, ...verdict.diagnostics],
});
