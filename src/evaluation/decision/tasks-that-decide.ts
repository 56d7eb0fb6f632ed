import { powerOfSignTest } from "../../std/detectable-change.ts";
import { LEVEL, POWER } from "../compare/compare-evaluations.ts";

/** More is no evaluation that anybody would pay for. */
const MOST_TASKS = 200_000;

/**
 * How many tasks find a difference of this size, with the power of comparisons; `undefined` where no number of them
 * does, as for one of 0. Told at half the level, for an interval has two ends.
 *
 * @param size as a share of tasks
 * @param noise share of tasks that differ without any change
 */
export function tasksThatDecide(size: number, noise: number): number | undefined {
  if (size <= 0 || size + noise > 1) return undefined;
  const isEnough = (pairs: number): boolean =>
    powerOfSignTest(size, { pairs, noise, level: LEVEL / 2 }) >= POWER;
  let high = 8;
  while (!isEnough(high)) {
    if (high >= MOST_TASKS) return undefined;
    high *= 2;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
