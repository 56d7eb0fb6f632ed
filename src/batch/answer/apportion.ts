/**
 * A whole number in shares after weights; the shares are whole and add up to it exactly. Equal shares where all weights
 * are 0. Each differs from its exact share by less than 1.
 *
 * @param total a safe integer of either sign.
 * @param weights whole and not negative.
 */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  if (weights.length === 0) return [];
  const whole = weights.every((weight) => weight === 0) ? weights.map(() => 1) : weights;
  const sum = whole.reduce((all, weight) => all + BigInt(weight), 0n);
  let [reached, given] = [0n, 0n];
  return whole.map((weight) => {
    reached += BigInt(weight);
    // Money times lengths passes what numbers hold exactly.
    const next = (BigInt(total) * reached) / sum;
    const share = next - given;
    given = next;
    return Number(share);
  });
}
