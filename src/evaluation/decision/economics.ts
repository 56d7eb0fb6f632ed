/** What two models cost a month, and from which volume on one of them is the cheaper. Money in USD. */

/** A month: a twelfth of 365.25 days. */
export const DAYS_A_MONTH = 365.25 / 12;
export const HOURS_A_MONTH = DAYS_A_MONTH * 24;

/** What a model asks for one task, and how often that is a success. */
export interface TaskPrice {
  /** Of one task, solved or not. */
  readonly usdPerTask: number;
  /** Share of tasks that are solved, above 0. */
  readonly share: number;
}

/** All that the money depends on. */
export interface Economics {
  readonly frontier: TaskPrice;
  readonly tuned: TaskPrice;
  /** What the tuned model costs a month however much it is asked: its server, and its training by the month. */
  readonly fixedUsd: number;
}

/** What one success costs, the failures on the way to it included. */
export const usdPerSuccess = ({ usdPerTask, share }: TaskPrice): number => usdPerTask / share;

/** What each success costs less with the tuned model, its fixed costs left out; below 0 where it costs more. */
export const saveEach = ({ frontier, tuned }: Economics): number =>
  usdPerSuccess(frontier) - usdPerSuccess(tuned);

/** What the tuned model saves a month at so many successes; below 0 where it costs more. */
export const saveMonthly = (economics: Economics, volume: number): number =>
  volume * saveEach(economics) - economics.fixedUsd;

/**
 * Successes a month from which on the tuned model is the cheaper: 0 where it always is, infinite where it never is.
 * Where both cost the same whatever the volume, it never is.
 */
export function breakEvenVolume(economics: Economics): number {
  const saved = saveEach(economics);
  if (saved <= 0) return Number.POSITIVE_INFINITY;
  return economics.fixedUsd / saved;
}
