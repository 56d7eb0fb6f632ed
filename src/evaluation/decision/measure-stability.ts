import type { SampleResult } from "../../domain/evaluation.ts";
import { isSuccess, type Measure } from "../analysis/measures.ts";
import { toRate } from "../analysis/rate.ts";
import type { Stability } from "./decision.ts";

/** How far epochs agree: as a whole, and task by task. */
export function measureStability(results: readonly SampleResult[], measure: Measure): Stability {
  const byEpoch = [...Map.groupBy(results, ({ epoch }) => epoch)]
    .toSorted(([one], [other]) => one - other)
    .map(([, some]) => shareOf(some, measure));
  const repeated = [...Map.groupBy(results, ({ task }) => task).values()].filter(
    ({ length }) => length > 1,
  );
  return {
    epochs: byEpoch.length,
    byEpoch,
    deviation: deviationOf(byEpoch),
    unsteadyTasks:
      repeated.length === 0
        ? undefined
        : toRate(
            repeated.map((some) => ({ successes: Number(differs(some, measure)), trials: 1 })),
          ),
  };
}

const shareOf = (results: readonly SampleResult[], measure: Measure): number =>
  results.filter((result) => isSuccess(result, measure)).length / results.length;

const differs = (results: readonly SampleResult[], measure: Measure): boolean =>
  new Set(results.map((result) => isSuccess(result, measure))).size > 1;

/** Of a sample of epochs, so over one less than there are. */
function deviationOf(shares: readonly number[]): number | undefined {
  if (shares.length < 2) return undefined;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return Math.sqrt(squares / (shares.length - 1));
}
