import type { Attempt } from "../../domain/attempt.ts";
import { CHECK_PHASES } from "../../domain/check-phase.ts";
import { isError } from "../../domain/diagnostic.ts";

/** The attempt that came furthest: by the phase that decided, then by how few errors; the earlier one on a tie. */
export function findBestAttempt(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts.reduce<Attempt | undefined>(
    (best, attempt) => (best === undefined || isFurther(attempt, best) ? attempt : best),
    undefined,
  );
}

const isFurther = (a: Attempt, b: Attempt): boolean => {
  const [x, y] = [progress(a), progress(b)];
  return x === y ? countErrors(a) < countErrors(b) : x > y;
};

/** Half a step less for `inconclusive`: it reached the phase, and nothing is known about it. */
const progress = ({ verdict }: Attempt): number =>
  verdict.status === "accepted"
    ? CHECK_PHASES.length
    : CHECK_PHASES.indexOf(verdict.phase) - (verdict.status === "inconclusive" ? 0.5 : 0);

const countErrors = ({ verdict }: Attempt): number => verdict.diagnostics.filter(isError).length;
