import { binomialAtLeast } from "./sign-test.ts";

export interface TestPlan {
  /** Independent pairs: tasks. */
  readonly pairs: number;
  /** Share of the pairs that differ without any change, half of them each way. */
  readonly noise: number;
  /** Of the one-sided sign test. */
  readonly level: number;
}

/** Above this, by the normal approximation. */
const MOST_EXACT = 600;

/** How likely the sign test finds a change that turns `change` of all pairs one way, beside the noise. */
export function powerOfSignTest(change: number, plan: TestPlan): number {
  return createPower(plan)(change);
}

/**
 * The smallest change that the sign test finds with probability `power`, as a share of the pairs; `undefined` where so
 * few pairs could show none. By enumeration up to 600 pairs.
 */
export function detectableChange(plan: TestPlan & { readonly power: number }): number | undefined {
  if (plan.pairs < 1) return undefined;
  const powerOf = createPower(plan);
  const most = 1 - plan.noise;
  if (powerOf(most) < plan.power) return undefined;
  let [low, high] = [0, most];
  while (high - low > 0.0005) {
    const middle = (low + high) / 2;
    if (powerOf(middle) < plan.power) low = middle;
    else high = middle;
  }
  return high;
}

function createPower(plan: TestPlan): (change: number) => number {
  const { pairs, noise, level } = plan;
  if (!Number.isSafeInteger(pairs) || pairs < 0 || !(noise >= 0 && noise <= 1))
    throw new RangeError(`Cannot plan a test of ${pairs} pairs with noise ${noise}`);
  if (pairs > MOST_EXACT) return (change) => approximatePower(change, plan);
  const needed = winsNeeded(pairs, level);
  return (change) => {
    const differing = Math.min(1, noise + change);
    if (differing === 0) return 0;
    const share = Math.min(1, (noise / 2 + change) / differing);
    let total = 0;
    for (let count = 1; count <= pairs; count += 1) {
      const wins = needed[count];
      if (wins === undefined) continue;
      const chance = binomialExactly(count, pairs, differing);
      if (chance > 1e-12) total += chance * binomialAtLeast(wins, count, share);
    }
    return total;
  };
}

/** For each number of pairs that differ, the fewest wins that are significant; `undefined` where none are. */
function winsNeeded(pairs: number, level: number): readonly (number | undefined)[] {
  const needed: (number | undefined)[] = [undefined];
  let wins = 0;
  for (let count = 1; count <= pairs; count += 1) {
    // With one pair more it is at most one win more.
    while (wins <= count && binomialAtLeast(wins, count) > level) wins += 1;
    needed.push(wins > count ? undefined : wins);
    wins = Math.min(wins, count);
  }
  return needed;
}

function binomialExactly(count: number, trials: number, share: number): number {
  if (share === 1) return count === trials ? 1 : 0;
  let log = count * Math.log(share) + (trials - count) * Math.log1p(-share);
  for (let at = 1; at <= count; at += 1) log += Math.log(trials - count + at) - Math.log(at);
  return Math.exp(log);
}

function approximatePower(change: number, { pairs, noise, level }: TestPlan): number {
  const differing = Math.min(1, noise + change);
  if (differing === 0) return 0;
  const spread = Math.sqrt(Math.max(1e-12, differing - change ** 2));
  const bar = normalQuantile(1 - level) * Math.sqrt(differing);
  return normalShare((change * Math.sqrt(pairs) - bar) / spread);
}

/** Share of the normal distribution below `z`; Abramowitz and Stegun 26.2.17, exact to 1e-7. */
function normalShare(z: number): number {
  if (z < 0) return 1 - normalShare(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const sum =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

function normalQuantile(share: number): number {
  let [low, high] = [-9, 9];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return high;
}
