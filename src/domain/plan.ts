/** What to try next, and why. */
export interface Plan {
  /** `resample` asks the same prompt with other randomness; `repair` shows the model what was wrong; `completion` asks only for the parts that are missing; `escalation` asks a stronger model. */
  readonly kind: "first" | "resample" | "repair" | "completion" | "escalation";
  readonly reason: string;
  /** Index into the run's attempts: the one that a repair starts from. */
  readonly basis: number | undefined;
  /** `undefined` leaves it to the model. */
  readonly temperature: number | undefined;
  readonly seed: number;
  /** How many attempts before this one asked the same: 0 for the first of them. */
  readonly draw: number;
  /** How many stronger models failure has asked for so far. */
  readonly escalation: number;
  /** How much is shown besides the specification: what did not help is left out of later attempts. */
  readonly shown: ShownContext;
}

/** Whether it asks the specification as it stands, and not what an earlier attempt came to. */
export const isSample = ({ kind }: Pick<Plan, "kind">): boolean =>
  kind === "first" || kind === "resample";

export const SHOWN_CONTEXTS = ["all", "without-references", "essentials"] as const;
export type ShownContext = (typeof SHOWN_CONTEXTS)[number];
