/** The interval in which a true share lies, told from what was counted. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution, for 95 % two-sided. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval at 95 %; from 0 to 1 where nothing was counted.
 *
 * @param trials may be no whole number: an effective number of independent ones
 * @throws {RangeError} for counts below 0, or more successes than trials
 * @see https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (!(successes >= 0 && trials >= successes))
    throw new RangeError(`Cannot make an interval of ${successes} of ${trials}`);
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const square = (Z_95 * Z_95) / trials;
  const middle = (share + square / 2) / (1 + square);
  const half =
    (Z_95 / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  // The formula misses the ends by a hair.
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === trials ? 1 : Math.min(1, middle + half),
  };
}
