/** Prices per success with their intervals: told from tasks, some of which cost much and come to nothing. */

import type { SampleResult } from "../../domain/evaluation.ts";
import { meanInterval } from "../../std/mean-interval.ts";
import type { Interval } from "../../std/wilson-interval.ts";
import { isSuccess, type Measure } from "../analysis/measures.ts";

/** What all epochs of one task cost and came to. */
export interface PricedTask {
  readonly usd: number;
  readonly successes: number;
}

/** @returns by task, in the order of the tasks' names: two models' tasks stand at the same places */
export const priceTasks = (
  results: readonly SampleResult[],
  measure: Measure,
): readonly PricedTask[] =>
  [...Map.groupBy(results, ({ task }) => task)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, some]) => ({
      usd: some.reduce((sum, { costUsd }) => sum + costUsd, 0),
      successes: some.filter((result) => isSuccess(result, measure)).length,
    }));

/** All money over all successes, with its interval at 95 % by task; `undefined` without a success. */
export function ratioInterval(
  tasks: readonly PricedTask[],
): (Interval & { readonly usd: number }) | undefined {
  const shares = linearShares(tasks);
  if (shares === undefined) return undefined;
  const half = halfWidth(shares.values);
  return { usd: shares.ratio, low: Math.max(0, shares.ratio - half), high: shares.ratio + half };
}

/** How much more a success costs with one than with the other, task by task; `undefined` without successes of both. */
export function ratioDifference(
  one: readonly PricedTask[],
  other: readonly PricedTask[],
): (Interval & { readonly usd: number }) | undefined {
  const [first, second] = [linearShares(one), linearShares(other)];
  if (first === undefined || second === undefined) return undefined;
  const usd = first.ratio - second.ratio;
  const half = halfWidth(first.values.map((value, at) => value - (second.values[at] ?? 0)));
  return { usd, low: usd - half, high: usd + half };
}

/** What each task adds to the ratio's error, to the first order: the sum of them is 0. */
function linearShares(
  tasks: readonly PricedTask[],
): { readonly ratio: number; readonly values: readonly number[] } | undefined {
  const successes = tasks.reduce((sum, task) => sum + task.successes, 0);
  if (successes === 0) return undefined;
  const ratio = tasks.reduce((sum, { usd }) => sum + usd, 0) / successes;
  // Times their number, so that the mean of them has the ratio's own error.
  const values = tasks.map(
    (task) => ((task.usd - ratio * task.successes) / successes) * tasks.length,
  );
  return { ratio, values };
}

/** Endless below two tasks. */
function halfWidth(values: readonly number[]): number {
  const { mean, high } = meanInterval(values);
  return high - mean;
}
