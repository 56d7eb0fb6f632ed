import { type Interval, Z_95 } from "./wilson-interval.ts";

/** What was counted of pairs that belong together, e.g. of all epochs of one task. */
export interface PairCluster {
  /** Wins − losses. */
  readonly net: number;
  readonly pairs: number;
}

/**
 * Interval at 95 % of the difference of two shares told from pairs: Bonett and Price's, with variance by cluster. Two
 * clusters are added, one won and one lost, so that few pairs promise little.
 *
 * @see https://doi.org/10.3102/1076998611411915
 */
export function pairedDifference(
  clusters: readonly PairCluster[],
): Interval & { readonly difference: number } {
  const pairs = clusters.reduce((sum, each) => sum + each.pairs, 0);
  if (pairs === 0) return { difference: 0, low: -1, high: 1 };
  const net = clusters.reduce((sum, each) => sum + each.net, 0);
  const size = pairs / clusters.length;
  const total = pairs + 2 * size;
  const middle = net / total;
  const added = [...clusters, { net: size, pairs: size }, { net: -size, pairs: size }];
  const squares = added.reduce((sum, each) => sum + (each.net - middle * each.pairs) ** 2, 0);
  const half = Z_95 * Math.sqrt(squares / total ** 2);
  return {
    difference: net / pairs,
    low: Math.max(-1, middle - half),
    high: Math.min(1, middle + half),
  };
}
