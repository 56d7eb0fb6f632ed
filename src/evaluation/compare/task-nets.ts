import type { PairCluster } from "../../std/paired-difference.ts";
import { isSuccess, type Measure } from "../analysis/measures.ts";
import type { SamplePair } from "./pair-samples.ts";

/** 1 where the candidate alone succeeds, −1 where the baseline alone does, else 0. */
export const netOf = ({ baseline, candidate }: SamplePair, measure: Measure): number =>
  Number(isSuccess(candidate, measure)) - Number(isSuccess(baseline, measure));

/** Wins less losses of each task: its epochs are not independent of each other, so it is judged as one. */
export function taskNets(
  pairs: readonly SamplePair[],
  measure: Measure,
): ReadonlyMap<string, PairCluster> {
  const byTask = new Map<string, PairCluster>();
  for (const pair of pairs) {
    const { task } = pair.baseline;
    const { net, pairs: count } = byTask.get(task) ?? { net: 0, pairs: 0 };
    byTask.set(task, { net: net + netOf(pair, measure), pairs: count + 1 });
  }
  return byTask;
}
