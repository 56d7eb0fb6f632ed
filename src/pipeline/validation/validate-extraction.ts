import type { Extraction } from "../../domain/candidate.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { Clock } from "../../ports/clock.ts";
import { type ValidateCandidateOptions, validateCandidate } from "./validate-candidate.ts";

export interface ValidateExtractionOptions extends Omit<ValidateCandidateOptions, "timeoutMs"> {
  readonly clock: Clock;
  readonly checkTimeoutMs: number;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
}

/** What a response held → verdict. A response without a candidate is rejected in the phase `response`. */
export async function* validateExtraction(
  extraction: Extraction,
  options: ValidateExtractionOptions,
): AsyncGenerator<RunEvent, { readonly verdict: Verdict; readonly checkTimeMs: number }> {
  const { candidate, diagnostics } = extraction;
  if (candidate === undefined) {
    const verdict: Verdict = { status: "rejected", phase: "response", diagnostics, checks: [] };
    return { verdict, checkTimeMs: 0 };
  }
  yield { type: "check-start", attempt: options.attempt, language: candidate.language };
  const startedAt = options.clock.elapsed();
  const verdict = await validateCandidate(candidate, {
    ...options,
    timeoutMs: options.checkTimeoutMs,
  });
  return { verdict, checkTimeMs: Math.round(options.clock.elapsed() - startedAt) };
}
