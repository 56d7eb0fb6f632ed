import type { Attempt } from "../../domain/attempt.ts";
import type { Fallback } from "../../domain/fallback.ts";
import type { ExceededLimit, Outcome } from "../../domain/run.ts";
import { findBestAttempt } from "./rank-attempts.ts";

/** What a run that accepted nothing leaves behind. */
export interface Unaccepted {
  /** What ended it before everything was tried. */
  readonly limit: ExceededLimit | undefined;
  readonly fallback: Fallback | undefined;
}

/** The outcome of a run that accepted nothing: a fallback makes it no better. */
export function conclude(
  attempts: readonly Attempt[],
  { limit, fallback }: Unaccepted,
): Exclude<Outcome, { readonly status: "accepted" }> {
  const best = findBestAttempt(attempts);
  if (limit !== undefined) return { status: "stopped", limit, best, attempts, fallback };
  if (best === undefined) throw new RangeError("Cannot conclude: nothing was attempted");
  const isUndecided = attempts.every(({ verdict }) => verdict.status === "inconclusive");
  return { status: isUndecided ? "inconclusive" : "exhausted", best, attempts, fallback };
}
