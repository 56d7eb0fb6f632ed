import { type Cluster, clusteredInterval } from "../../std/clustered-share.ts";
import type { Interval } from "../../std/wilson-interval.ts";

/** A share of samples with its interval at 95 %, clustered by task. */
export interface Rate extends Interval {
  readonly count: number;
  /** The denominator: every sample, whatever became of it. */
  readonly samples: number;
  /** 0 without samples. */
  readonly share: number;
}

/** @param tasks what was counted of each task */
export function toRate(tasks: Iterable<Cluster>): Rate {
  const clusters = [...tasks];
  const samples = clusters.reduce((sum, { trials }) => sum + trials, 0);
  const count = clusters.reduce((sum, { successes }) => sum + successes, 0);
  const share = samples === 0 ? 0 : count / samples;
  return { count, samples, share, ...clusteredInterval(clusters) };
}
