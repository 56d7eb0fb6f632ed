import type { Attempt } from "../../domain/attempt.ts";
import type { ExceededLimit, Outcome, RunEvent } from "../../domain/run.ts";
import { findBestAttempt } from "./rank-attempts.ts";

/** The end of a run that accepted nothing; `limit` names what ended it before everything was tried. */
export async function* conclude(
  attempts: readonly Attempt[],
  limit?: ExceededLimit,
): AsyncGenerator<RunEvent, Outcome> {
  const outcome = judge(attempts, limit);
  yield { type: "run-end", status: outcome.status, artifact: undefined };
  return outcome;
}

function judge(attempts: readonly Attempt[], limit: ExceededLimit | undefined): Outcome {
  const best = findBestAttempt(attempts);
  if (limit !== undefined) return { status: "stopped", limit, best, attempts, fallback: undefined };
  if (best === undefined) throw new RangeError("Cannot conclude: nothing was attempted");
  const isUndecided = attempts.every(({ verdict }) => verdict.status === "inconclusive");
  return {
    status: isUndecided ? "inconclusive" : "exhausted",
    best,
    attempts,
    fallback: undefined,
  };
}
