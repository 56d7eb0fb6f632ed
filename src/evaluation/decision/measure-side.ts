import type { SampleResult, SampleTiming } from "../../domain/evaluation.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";
import { spreadOf } from "../../std/spread-of.ts";
import { countRates, toGroupRates } from "../analysis/count-rates.ts";
import { isSuccess, type Measure } from "../analysis/measures.ts";
import { toRate } from "../analysis/rate.ts";
import type { Latency, NoPrice, SideMeasures } from "./decision.ts";
import { measureStability } from "./measure-stability.ts";
import { priceTasks, ratioInterval } from "./price-interval.ts";

export interface MeasuredSide {
  readonly evaluation: string;
  /** Of one solver, at least one. */
  readonly results: readonly SampleResult[];
  /** Of the whole evaluation. */
  readonly timings: readonly SampleTiming[];
}

/** What one model showed on these samples. */
export function measureSide(
  { evaluation, results, timings }: MeasuredSide,
  measure: Measure,
): SideMeasures {
  const [first] = results;
  if (first === undefined) throw new TypeError("Cannot measure a model: it has no samples");
  const counts = countRates();
  for (const result of results) counts.add(result);
  const rates = toGroupRates(first.solver, counts.overall);
  const success = rateOf(results, measure);
  const spent = sumNanoUsd(results, ({ costUsd }) => costUsd);
  const wasted = sumNanoUsd(results, ({ wastedUsd }) => wastedUsd);
  const noPrice = findNoPrice(results, success.count);
  const accepted = rates.final.count;
  return {
    evaluation,
    solver: first.solver,
    model: first.model,
    rates,
    success,
    byStatus: rates.byStatus,
    spentUsd: toUsd(spent),
    usdPerTask: toUsd(spent) / results.length,
    usdPerSuccess: noPrice === undefined ? ratioInterval(priceTasks(results, measure)) : undefined,
    usdPerAccepted: accepted > 0 && hasPrice(results) ? toUsd(spent / accepted) : undefined,
    noPrice,
    wastedShare: spent === 0 ? 0 : wasted / spent,
    latency: measureLatency(results, timings),
    stability: measureStability(results, measure),
  };
}

/** Successes among samples, by task. */
export const rateOf = (results: readonly SampleResult[], measure: Measure) =>
  toRate(
    [...Map.groupBy(results, ({ task }) => task).values()].map((some) => ({
      successes: some.filter((result) => isSuccess(result, measure)).length,
      trials: some.length,
    })),
  );

const sumNanoUsd = (
  results: readonly SampleResult[],
  usdOf: (result: SampleResult) => number,
): number => results.reduce((sum, result) => sum + toNanoUsd(usdOf(result)), 0);

const isUnpriced = ({ unpricedCalls }: SampleResult): boolean => unpricedCalls > 0;
/** All of it was saved: the next such task would cost what this one did not. */
const isOutOfCache = ({ costUsd, savedUsd }: SampleResult): boolean =>
  costUsd === 0 && savedUsd > 0;
/** Whether what these samples cost is what such samples cost. */
export const hasPrice = (results: readonly SampleResult[]): boolean =>
  !results.some(isUnpriced) && !results.some(isOutOfCache);

function findNoPrice(results: readonly SampleResult[], successes: number): NoPrice | undefined {
  if (results.some(isUnpriced)) return "unpriced calls";
  if (results.some(isOutOfCache)) return "answers out of a cache";
  return successes === 0 ? "no success" : undefined;
}

function measureLatency(
  results: readonly SampleResult[],
  timings: readonly SampleTiming[],
): Latency | undefined {
  const places = new Set(results.map(({ index }) => index));
  const known = timings.filter(({ index }) => places.has(index));
  if (known.length === 0) return undefined;
  const { p50, p95 } = spreadOf(known.map(({ totalMs }) => totalMs));
  const { mean } = spreadOf(known.map(({ modelMs }) => modelMs));
  return { samples: known.length, p50Ms: p50, p95Ms: p95, meanModelMs: mean };
}
