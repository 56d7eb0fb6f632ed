import { signTest } from "./sign-test.ts";

/**
 * Exact test of pairs that come in clusters (epochs of one task): how likely a net sum of wins is at least as high as
 * this one, where each cluster's net could as well have been its opposite. One-sided; with nets of 1 and −1 it is the
 * sign test, which is McNemar's.
 *
 * @param nets wins − losses of each cluster
 * @throws {RangeError} for nets that are no whole numbers
 */
export function signFlipTest(nets: readonly number[]): number {
  if (!nets.every(Number.isSafeInteger))
    throw new RangeError("Cannot flip signs: nets must be whole numbers");
  const sizes = nets.flatMap((net) => (net === 0 ? [] : [Math.abs(net)]));
  if (sizes.every((size) => size === 1))
    return signTest({
      wins: nets.filter((net) => net > 0).length,
      losses: nets.filter((net) => net < 0).length,
    });
  const most = sizes.reduce((sum, size) => sum + size, 0);
  const observed = nets.reduce((sum, net) => sum + net, 0);
  // The sum is `most` less twice the sizes whose sign is negative.
  const mostNegative = Math.floor((most - observed) / 2);
  const chances = chancesOfNegatives(sizes, most);
  let total = 0;
  for (let negative = 0; negative <= mostNegative; negative += 1) total += chances[negative] ?? 0;
  return Math.min(1, total);
}

/** How likely the sizes with a negative sign come to each sum. */
function chancesOfNegatives(sizes: readonly number[], most: number): Float64Array {
  const chances = new Float64Array(most + 1);
  chances[0] = 1;
  let reached = 0;
  for (const size of sizes) {
    reached += size;
    for (let sum = reached; sum >= 0; sum -= 1)
      chances[sum] =
        0.5 * (chances[sum] ?? 0) + 0.5 * (sum < size ? 0 : (chances[sum - size] ?? 0));
  }
  return chances;
}

/** The same test asked both ways: whether there is a difference at all. */
export const twoSidedSignFlipTest = (nets: readonly number[]): number =>
  Math.min(1, 2 * Math.min(signFlipTest(nets), signFlipTest(nets.map((net) => -net))));
