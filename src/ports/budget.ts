/** Money that may be spent, shared by all who spend it. */

export interface Budget {
  /** Nano-dollars that may be spent in all; `undefined` is no limit. */
  readonly capNanoUsd: number | undefined;
  /** Whether this, or anything that this is a part of, has a cap. */
  readonly isLimited: boolean;
  /** Settled so far. */
  readonly spentNanoUsd: number;
  /** Held by calls on their way. */
  readonly reservedNanoUsd: number;
  /** Whether `reserve` would give so much at once, would have to wait, or would refuse. */
  foresee(nanoUsd: number): "now" | "later" | "never";
  /**
   * Holds the worst case of a call before it is sent. Waits while calls on their way may still give back enough.
   *
   * @throws {Fault} `budget/exceeded` when it could not fit even if they gave back everything.
   * @throws `signal.reason` when aborted.
   */
  reserve(nanoUsd: number, signal?: AbortSignal): Promise<Reservation>;
  /** Counts money that was spent before, by a run that is gone on with: here, and in nothing that this is a part of. */
  charge(nanoUsd: number): void;
  /** A part of this budget with a cap of its own; what it spends is spent here too. */
  open(capNanoUsd: number | undefined): Budget;
}

export interface Reservation {
  readonly nanoUsd: number;
  /**
   * What the call cost in fact; the rest is given back. The first settlement counts. A bill higher than what was
   * reserved is counted in full, also past the cap: nothing more is given then.
   */
  settle(nanoUsd: number): void;
}
