import type { CallRecord } from "../../domain/call.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";

/** What many calls used and cost together. */
export interface CallSum {
  /** Calls that a provider answered or failed; those that our own cache saved are in `savedCalls`. */
  readonly calls: number;
  /** Answered by our own cache, or by a call that was already on its way. */
  readonly savedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input that was read from providers' caches, from 0 to 1; `undefined` where there was no input. */
  readonly cachedShare: number | undefined;
  /** As far as prices are known. */
  readonly costUsd: number;
  /** Parts of the cost: the same again after a failure, going on with cut answers, other models after a failure. */
  readonly retriesUsd: number;
  readonly continuationsUsd: number;
  readonly fallbacksUsd: number;
  /** By caches and batch prices, against the plain price. */
  readonly savedUsd: number;
  /** Part of the cost that is the worst case, because the provider told none, from 0 to 1. */
  readonly estimatedShare: number | undefined;
  /** Calls whose cost is not in the sum: their models have no known price. */
  readonly callsWithoutPrice: number;
}

/** Adds calls up; money is added in whole nano-dollars. */
export function sumCalls(records: readonly CallRecord[]): CallSum {
  const paid = records.filter(({ source }) => source === "provider" || source === "batch");
  const inputTokens = sum(paid, ({ usage }) => usage?.input ?? 0);
  const cachedTokens = sum(paid, ({ usage }) => usage?.cached ?? 0);
  const cost = sum(records, toCost);
  const costFor = (wanted: CallRecord["purpose"]): number =>
    toUsd(
      sum(
        records.filter(({ purpose }) => purpose === wanted),
        toCost,
      ),
    );
  const estimated = records.filter(({ isCostEstimated }) => isCostEstimated);
  return {
    calls: paid.length,
    savedCalls: records.length - paid.length,
    inputTokens,
    outputTokens: sum(paid, ({ usage }) => usage?.output ?? 0),
    cachedShare: inputTokens === 0 ? undefined : cachedTokens / inputTokens,
    costUsd: toUsd(cost),
    retriesUsd: costFor("retry"),
    continuationsUsd: costFor("continuation"),
    fallbacksUsd: costFor("fallback"),
    savedUsd: toUsd(sum(records, ({ savedUsd }) => toNanoUsd(savedUsd))),
    estimatedShare: cost === 0 ? undefined : sum(estimated, toCost) / cost,
    callsWithoutPrice: paid.filter(({ costUsd }) => costUsd === undefined).length,
  };
}

const sum = (calls: readonly CallRecord[], of: (call: CallRecord) => number): number =>
  calls.reduce((total, call) => total + of(call), 0);

const toCost = ({ costUsd = 0 }: CallRecord): number => toNanoUsd(costUsd);
