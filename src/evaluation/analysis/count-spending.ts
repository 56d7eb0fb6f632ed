import type { SampleResult } from "../../domain/evaluation.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";
import { addUsage, NO_USAGE } from "../../domain/token-usage.ts";
import type { Spending } from "./analysis.ts";

/** Sums in whole nano-dollars, so that they are exact. */
export interface SpendingCounts {
  add(result: SampleResult): void;
  total(): Spending;
}

export function countSpending(): SpendingCounts {
  let usage = NO_USAGE;
  let [calls, unpriced, accepted, spent, wasted, saved] = [0, 0, 0, 0, 0, 0];
  return {
    add(result) {
      usage = addUsage(usage, result.usage);
      calls += result.calls;
      unpriced += result.unpricedCalls;
      accepted += Number(result.status === "accepted");
      spent += toNanoUsd(result.costUsd);
      wasted += toNanoUsd(result.wastedUsd);
      saved += toNanoUsd(result.savedUsd);
    },
    total: () => ({
      calls,
      usage,
      cachedShare: usage.input === 0 ? 0 : usage.cached / usage.input,
      spentUsd: toUsd(spent),
      wastedUsd: toUsd(wasted),
      savedUsd: toUsd(saved),
      usdPerAccepted: accepted === 0 || unpriced > 0 ? undefined : toUsd(spent / accepted),
      unpricedCalls: unpriced,
    }),
  };
}
