/** Puts the spreads of many answers together in constant memory. */

import type { Spread } from "../../domain/decoding.ts";

export interface SpreadSum {
  add(spread: Spread): void;
  /** Exact for one spread; of several, mean and max are, and percentiles are put together from theirs. */
  total(): Spread;
}

/** Between two powers of two: percentiles are off by less than a tenth. */
const STEPS = 8;
/** From a nanosecond up, in ms. */
const SMALLEST_MS = 1e-6;
const BUCKETS = 50 * STEPS;

/** Which share of values lies between one told percentile and the next. */
const SHARES = [
  ["p50", "p95", 0.45],
  ["p95", "p99", 0.04],
  ["p99", "max", 0.01],
] as const;

export function sumSpreads(): SpreadSum {
  const buckets = new Float64Array(BUCKETS);
  let count = 0;
  let sum = 0;
  let max = 0;
  let added = 0;
  let only: Spread | undefined;
  /** A percentile of all lies between the least and the greatest of it that was told. */
  const told = { p50: range(), p95: range(), p99: range() };

  const spreadOut = (from: number, to: number, values: number): void => {
    for (let at = from; at <= to; at += 1)
      buckets[at] = (buckets[at] ?? 0) + values / (to - from + 1);
  };
  const percentile = (share: number, { least, greatest }: Range): number => {
    let seen = 0;
    const within = (ms: number): number => Math.min(greatest, Math.max(least, ms));
    for (let at = 0; at < BUCKETS; at += 1) {
      seen += buckets[at] ?? 0;
      if (seen >= count * share - 1e-9) return within(msOf(at));
    }
    return greatest;
  };

  return {
    add(spread) {
      if (spread.count === 0) return;
      added += 1;
      only = spread;
      count += spread.count;
      sum += spread.mean * spread.count;
      max = Math.max(max, spread.max);
      for (const key of ["p50", "p95", "p99"] as const) {
        told[key].least = Math.min(told[key].least, spread[key]);
        told[key].greatest = Math.max(told[key].greatest, spread[key]);
      }
      // Where the lower half lies is not told: its upper end is the one place that is known.
      spreadOut(bucketOf(spread.p50), bucketOf(spread.p50), spread.count * 0.5);
      for (const [from, to, share] of SHARES)
        spreadOut(bucketOf(spread[from]), bucketOf(spread[to]), spread.count * share);
    },
    total() {
      if (count === 0) return { count, mean: 0, p50: 0, p95: 0, p99: 0, max };
      if (added === 1 && only !== undefined) return only;
      const mean = sum / count;
      return {
        count,
        mean,
        p50: percentile(0.5, told.p50),
        p95: percentile(0.95, told.p95),
        p99: percentile(0.99, told.p99),
        max,
      };
    },
  };
}

interface Range {
  least: number;
  greatest: number;
}

const range = (): Range => ({ least: Number.POSITIVE_INFINITY, greatest: 0 });

const bucketOf = (ms: number): number =>
  Math.min(
    BUCKETS - 1,
    Math.max(0, Math.round(Math.log2(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) * STEPS)),
  );

const msOf = (bucket: number): number => (bucket === 0 ? 0 : SMALLEST_MS * 2 ** (bucket / STEPS));
