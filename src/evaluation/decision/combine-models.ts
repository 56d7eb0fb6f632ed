import type { Measure } from "../analysis/measures.ts";
import { toRate } from "../analysis/rate.ts";
import type { SamplePair } from "../compare/pair-samples.ts";
import type { Hybrid } from "./decision.ts";
import { hasPrice, rateOf } from "./measure-side.ts";

/** What the two would have come to together: the frontier model is asked where nothing of the tuned one is accepted. */
export function combineModels(pairs: readonly SamplePair[], measure: Measure): Hybrid {
  const isKept = ({ candidate }: SamplePair): boolean => candidate.status === "accepted";
  const success = rateOf(
    pairs.map((pair) => (isKept(pair) ? pair.candidate : pair.baseline)),
    measure,
  );
  const usd = pairs.reduce(
    (sum, pair) => sum + pair.candidate.costUsd + (isKept(pair) ? 0 : pair.baseline.costUsd),
    0,
  );
  const isPriced = hasPrice(pairs.flatMap(({ baseline, candidate }) => [baseline, candidate]));
  const byTask = Map.groupBy(pairs, ({ baseline }) => baseline.task).values();
  return {
    success,
    passedOn: toRate(
      [...byTask].map((some) => ({
        successes: some.filter((pair) => !isKept(pair)).length,
        trials: some.length,
      })),
    ),
    usdPerTask: isPriced ? usd / pairs.length : undefined,
    usdPerSuccess: isPriced && success.count > 0 ? usd / success.count : undefined,
  };
}
