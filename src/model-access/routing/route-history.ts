/** What became of tasks, by the model that was asked first. */

/** Tasks of about one size that began with one model. */
export interface TaskRecord {
  readonly runs: number;
  /** Accepted in the end, by whichever model. */
  readonly accepted: number;
  /** USD of all their calls, those of stronger models after a failure included. */
  readonly costUsd: number;
}

export interface RouteHistory {
  /** Tasks of the size class that a size is in. */
  find(modelId: string, taskTokens: number): TaskRecord | undefined;
}

export const NO_HISTORY: RouteHistory = { find: () => undefined };

/** Upper ends of the size classes, in tokens; the last has none. Success is compared within a class only. */
const SIZE_CLASSES = [500, 2000, 8000, 32_000] as const;

/** The class of a size, from 0. */
export function toSizeClass(taskTokens: number): number {
  const at = SIZE_CLASSES.findIndex((most) => taskTokens <= most);
  return at === -1 ? SIZE_CLASSES.length : at;
}

/** e.g. `501 to 2000 tokens`. */
export function describeSizeClass(sizeClass: number): string {
  const least = (SIZE_CLASSES[sizeClass - 1] ?? -1) + 1;
  const most = SIZE_CLASSES[sizeClass];
  return most === undefined ? `${least} tokens and more` : `${least} to ${most} tokens`;
}

/** Fewer runs say nothing. */
export const ENOUGH_RUNS = 8;

/** 95 %, two-sided. */
const Z = 1.96;

/**
 * The lower end of the interval in which the true share of successes lies: with few runs it is far below what was
 * seen, so that luck counts for little.
 *
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22
 */
export function wilsonLowerBound(successes: number, runs: number): number {
  if (runs === 0 || successes === 0) return 0;
  const share = successes / runs;
  const spread = Z * Math.sqrt((share * (1 - share)) / runs + (Z * Z) / (4 * runs * runs));
  return Math.max(0, (share + (Z * Z) / (2 * runs) - spread) / (1 + (Z * Z) / runs));
}

/**
 * Accepted tasks per dollar, on the safe side: the lower bound of the share that was accepted over the mean cost of a
 * task. Infinite for what costs nothing and was accepted at least once; 0 for what never was.
 */
export function successPerDollar({ runs, accepted, costUsd }: TaskRecord): number {
  const share = wilsonLowerBound(accepted, runs);
  if (share === 0) return 0;
  return costUsd === 0 ? Number.POSITIVE_INFINITY : share / (costUsd / runs);
}
