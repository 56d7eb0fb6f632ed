/** How sure the evidence makes us, computed and never claimed by a model. */

export interface ConfidenceFactor {
  readonly name: string;
  /** What was counted, in words. */
  readonly detail: string;
  /** In log-odds: what is above 0 makes surer. */
  readonly contribution: number;
}

export interface Confidence {
  /** From 0 to 1; 0 only for what was not accepted. The weights behind it are not calibrated yet. */
  readonly value: number;
  readonly factors: readonly ConfidenceFactor[];
}

/** The factors together: their sum, read as log-odds. */
export const combineFactors = (factors: readonly ConfidenceFactor[]): Confidence => ({
  value: 1 / (1 + Math.exp(-factors.reduce((sum, { contribution }) => sum + contribution, 0))),
  factors,
});
