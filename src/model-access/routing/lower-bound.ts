import type { RunCount } from "../../domain/route-traffic.ts";

/** Halvings of an interval: more than the last digit of a share. */
const HALVINGS = 50;

/**
 * A bound that the true share of successes is ever below with a probability of at most `alpha`, however often it is
 * looked at while runs are added. A wager spread evenly over all shares is fair under the true one: shares under which
 * it would have won more than `1 / alpha` are not the true one.
 *
 * @see Robbins 1970, "Statistical methods related to the law of the iterated logarithm", Annals of Math. Statistics 41
 */
export function alwaysValidLowerBound({ runs, accepted }: RunCount, alpha: number): number {
  if (accepted === 0) return 0;
  const failed = runs - accepted;
  const spread = logFactorial(accepted) + logFactorial(failed) - logFactorial(runs + 1);
  const isBeyond = (share: number): boolean =>
    spread - accepted * Math.log(share) - failed * Math.log1p(-share) > -Math.log(alpha);
  let [low, high] = [0, accepted / runs];
  // All succeeded: no share is too high, and the logarithm of nothing is not asked for.
  if (failed === 0) return Math.exp((spread + Math.log(alpha)) / accepted);
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (isBeyond(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Below it, one by one; above, a series that is exact to more digits than matter. */
const SMALL = 16;

/** @see https://dlmf.nist.gov/5.11#E1 */
function logFactorial(count: number): number {
  let sum = 0;
  if (count < SMALL) {
    for (let each = 2; each <= count; each += 1) sum += Math.log(each);
    return sum;
  }
  const series = 1 / (12 * count) - 1 / (360 * count ** 3);
  return count * Math.log(count) - count + Math.log(2 * Math.PI * count) / 2 + series;
}
