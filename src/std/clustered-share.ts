import { type Interval, wilsonInterval } from "./wilson-interval.ts";

/** What was counted of things that belong together, e.g. of all epochs of one task. */
export interface Cluster {
  readonly successes: number;
  readonly trials: number;
}

/**
 * Wilson's interval at 95 % for trials that come in clusters, which are not independent of each other: as many trials
 * count as independent ones would give the same variance, at least as many as there are clusters and at most all.
 * With one trial in each cluster it is Wilson's own.
 */
export function clusteredInterval(clusters: readonly Cluster[]): Interval {
  const known = clusters.filter(({ trials }) => trials > 0);
  const trials = known.reduce((sum, cluster) => sum + cluster.trials, 0);
  const successes = known.reduce((sum, cluster) => sum + cluster.successes, 0);
  if (trials === 0) return wilsonInterval(0, 0);
  const share = successes / trials;
  const effective = effectiveTrials(known, { share, trials });
  return wilsonInterval(share * effective, effective);
}

function effectiveTrials(
  clusters: readonly Cluster[],
  { share, trials }: { readonly share: number; readonly trials: number },
): number {
  const count = clusters.length;
  // All alike: nothing shows how far epochs agree by chance, so each task counts once.
  if (share === 0 || share === 1 || count < 2) return count;
  const squares = clusters.reduce(
    (sum, each) => sum + (each.successes - share * each.trials) ** 2,
    0,
  );
  const variance = (squares * count) / (count - 1) / trials ** 2;
  if (clusters.every((each) => each.trials === 1)) return trials;
  return Math.min(trials, Math.max(count, (share * (1 - share)) / variance));
}
