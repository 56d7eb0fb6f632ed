import type { Attempt } from "../domain/attempt.ts";
import type { ExceededLimit, Outcome, RunEvent, RunSetup } from "../domain/run.ts";
import type { Environment } from "../ports/environment.ts";
import type { Checker, LanguagePack } from "../ports/language-pack.ts";
import { tryFallbacks } from "./fallback/try-fallbacks.ts";
import { withoutRuns } from "./fallback/without-runs.ts";
import { conclude } from "./repair/conclude.ts";
import { findBestAttempt } from "./repair/rank-attempts.ts";
import { validateCandidate } from "./validation/validate-candidate.ts";

export interface EndUnacceptedOptions
  extends Omit<RunSetup, "model" | "templates">,
    Pick<Environment, "clock" | "model"> {
  readonly language: LanguagePack;
  readonly checker: Checker;
  readonly signal: AbortSignal | undefined;
}

/** The end of a run that accepted nothing: what is left to the user, and the outcome that it does not change. */
export async function* endUnaccepted(
  attempts: readonly Attempt[],
  run: EndUnacceptedOptions,
  limit?: ExceededLimit,
): AsyncGenerator<RunEvent, Outcome> {
  const best = findBestAttempt(attempts);
  const fallback = yield* tryFallbacks(
    { best, limit },
    {
      ...run,
      judge: (candidate) =>
        validateCandidate(candidate, {
          ...run,
          specification: withoutRuns(run.specification),
          timeoutMs: run.limits.checkTimeoutMs,
          isIncomplete: true,
        }),
    },
  );
  const outcome = conclude(attempts, { limit, fallback });
  yield { type: "run-end", status: outcome.status, limit, artifact: undefined };
  return outcome;
}
