/** Quantiles of any number of values in the same small memory, each within 1 % of the true one. */
export interface QuantileSketch {
  /** A time, a size, a cost: below 0 there is nothing. */
  add(value: number): void;
  /** 0 without values. */
  at(share: number): number;
  readonly count: number;
  readonly sum: number;
}

/** Neighbouring buckets' bounds differ by this factor. */
const GROWTH = 1.02;
const LOG_GROWTH = Math.log(GROWTH);

/** @see https://arxiv.org/abs/1908.10693 */
export function createQuantileSketch(): QuantileSketch {
  const buckets = new Map<number, number>();
  let zeros = 0;
  let count = 0;
  let sum = 0;
  return {
    add(value) {
      count += 1;
      sum += Math.max(0, value);
      if (!(value > 0)) zeros += 1;
      else {
        const bucket = Math.ceil(Math.log(value) / LOG_GROWTH);
        buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      }
    },
    at(share) {
      const rank = Math.min(count - 1, Math.floor(count * share));
      let passed = zeros;
      if (rank < passed) return 0;
      for (const bucket of [...buckets.keys()].sort((one, other) => one - other)) {
        passed += buckets.get(bucket) ?? 0;
        // The middle of a bucket, by relative distance to both ends.
        if (rank < passed) return (2 * GROWTH ** bucket) / (1 + GROWTH);
      }
      return 0;
    },
    get count() {
      return count;
    },
    get sum() {
      return sum;
    },
  };
}
