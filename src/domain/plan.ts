/** What to try next, and why. */
export interface Plan {
  /** `resample` asks the same prompt with other randomness; `repair` shows the model what was wrong. */
  readonly kind: "first" | "resample" | "repair";
  readonly reason: string;
  /** Index into the run's attempts: the one that a repair starts from. */
  readonly basis: number | undefined;
  /** `undefined` leaves it to the model. */
  readonly temperature: number | undefined;
  readonly seed: number;
}
