/** Whether one of two is better, told from pairs; exact, without an approximation. */

/**
 * Probability that at least `successes` of `trials` come out where each does with probability `share`.
 *
 * @throws {RangeError} for counts that are no counts, or a share outside 0 to 1
 */
export function binomialAtLeast(successes: number, trials: number, share = 0.5): number {
  if (![successes, trials].every(Number.isSafeInteger) || trials < 0)
    throw new RangeError(`Cannot count ${successes} of ${trials}: both must be whole numbers`);
  if (!(share >= 0 && share <= 1))
    throw new RangeError(`Cannot use share ${share}: it must be from 0 to 1`);
  if (successes <= 0) return 1;
  if (successes > trials || share === 0) return 0;
  if (share === 1) return 1;
  // By logarithms: the numbers of ways leave the range of doubles from a thousand trials on.
  let logWays = 0;
  let total = 0;
  for (let count = trials; count >= successes; count -= 1) {
    const log = logWays + count * Math.log(share) + (trials - count) * Math.log1p(-share);
    total += Math.exp(log);
    logWays += Math.log(count) - Math.log(trials - count + 1);
  }
  return Math.min(1, total);
}

/**
 * Exact sign test, one-sided, which for two answers each is McNemar's: how likely it is that at least so many of the
 * pairs that differ are won where both are equally good. 1 without such pairs.
 */
export const signTest = ({
  wins,
  losses,
}: {
  readonly wins: number;
  readonly losses: number;
}): number => binomialAtLeast(wins, wins + losses);

/** The fewest pairs that differ with which `signTest` can come to `level`, should all of them be won. */
export const fewestPairs = (level: number): number => Math.ceil(-Math.log2(level));
