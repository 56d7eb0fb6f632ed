import type { Settings } from "../../config/settings.ts";
import {
  addRanges,
  type CostRange,
  type EstimateCostOptions,
  estimateCost,
  type PlannedWork,
} from "../../model-access/money/estimate.ts";

export interface EstimateWorkOptions extends Pick<EstimateCostOptions, "prices"> {
  readonly model: EstimateCostOptions["model"] & { readonly id: string };
  readonly settings: Settings;
}

export interface WorkEstimate {
  /** Of each task, in their order; `undefined` where a price is not known. */
  readonly tasks: readonly (CostRange | undefined)[];
  readonly total: CostRange | undefined;
}

/** What `work` may cost by configuration, task by task and together. */
export function estimateWork(
  work: readonly PlannedWork[],
  { model, prices, settings }: EstimateWorkOptions,
): WorkEstimate {
  const tasks = work.map((each) =>
    estimateCost(each, {
      model,
      prices,
      maxRetries: settings.max_retries,
      fallbacks: settings.fallback_models.filter((id) => id !== model.id).length,
      isBatch: settings.provider_batches,
    }),
  );
  const known = tasks.flatMap((range) => range ?? []);
  const total = known.length < tasks.length ? undefined : addRanges(known, settings.max_usd);
  return { tasks, total };
}
