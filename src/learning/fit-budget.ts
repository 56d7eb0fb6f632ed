/** By how much a shift may move a model, in nats: the divergence of what comes of it from what was. */
export const BUDGET = 0.05;

/** Halvings of the scale: as fine as a float needs. */
const STEPS = 12;

/**
 * The shifts, scaled by at most 1 so that KL(shifted || model) over these candidates stays within the budget.
 *
 * Without the model's own log probabilities nothing is known of the model; then the scale is one that keeps the budget
 * for every model: for shifts that lie within a range r, the divergence is at most r² / 8 (Hoeffding's lemma).
 */
export function fitBudget(
  shifts: readonly number[],
  logProbabilities?: readonly number[],
): readonly number[] {
  const scale =
    logProbabilities === undefined || logProbabilities.length !== shifts.length
      ? scaleForAny(shifts)
      : scaleFor(shifts, logProbabilities);
  return shifts.map((shift) => shift * scale);
}

function scaleForAny(shifts: readonly number[]): number {
  const range = Math.max(...shifts) - Math.min(...shifts);
  return range === 0 ? 1 : Math.min(1, Math.sqrt(8 * BUDGET) / range);
}

/** The divergence grows with the scale: the largest one that fits is found by halving. */
function scaleFor(shifts: readonly number[], logProbabilities: readonly number[]): number {
  if (divergenceOf(shifts, logProbabilities, 1) <= BUDGET) return 1;
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (divergenceOf(shifts, logProbabilities, middle) <= BUDGET) low = middle;
    else high = middle;
  }
  return low;
}

/** KL of the model, shifted by `scale` times the shifts, from the model, both over these candidates alone. */
export function divergenceOf(
  shifts: readonly number[],
  logProbabilities: readonly number[],
  scale: number,
): number {
  const highest = Math.max(...logProbabilities);
  let [mass, moved, mean] = [0, 0, 0];
  for (const [at, shift] of shifts.entries()) {
    const weight = Math.exp((logProbabilities[at] ?? Number.NEGATIVE_INFINITY) - highest);
    const tilted = weight * Math.exp(scale * shift);
    mass += weight;
    moved += tilted;
    mean += tilted * scale * shift;
  }
  const divergence = mean / moved - Math.log(moved / mass);
  // Nothing that can be compared: then nothing may be moved.
  return Number.isFinite(divergence) ? Math.max(0, divergence) : Number.POSITIVE_INFINITY;
}
