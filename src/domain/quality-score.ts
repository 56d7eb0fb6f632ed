/** How good a text is, as a number and its parts: for people who compare, never a ground for `accepted`. */

export interface StageScore {
  readonly stage: string;
  /** Its share of the whole; all shares together are 1. */
  readonly weight: number;
  /** From 0 to 1; `undefined` for what was not run, or only in part. */
  readonly value: number | undefined;
  /** What it may be at best: for what was not run, what is left by what is known already. */
  readonly atBest: number;
  /** What it was taken from; for what was not run, why not. */
  readonly why: string;
}

export interface QualityScore {
  /** What is proven, from 0 to 1: a stage that was not run adds nothing. */
  readonly value: number;
  /** What it may be at best: as if what was not run found nothing more. */
  readonly atBest: number;
  /** In their order, all of them. */
  readonly stages: readonly StageScore[];
}
