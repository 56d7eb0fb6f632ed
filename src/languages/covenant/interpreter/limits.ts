/** What bounds a run: whoever reaches a limit has proved nothing. */

/** How much one test or behaviour may use. */
export interface Limits {
  /** Steps, operations, and the room that values take. */
  readonly fuel: number;
  /** Calls inside of calls. */
  readonly callDepth: number;
  /** Size of one value: scalars and UTF-16 units of text. */
  readonly valueSize: number;
  /** For one regular expression on one text. */
  readonly patternMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  fuel: 5_000_000,
  callDepth: 5_000,
  valueSize: 1_000_000,
  patternMs: 250,
};

export type LimitName = keyof Limits | "value-depth" | "rows";

const MEANINGS: Readonly<Record<LimitName, string>> = {
  fuel: "it takes too many steps",
  callDepth: "its calls nest too deep",
  valueSize: "a value grows too large",
  patternMs: "a regular expression takes too long",
  "value-depth": "a value nests too deep",
  rows: "a query gives too many rows",
};

/** A run cannot go on within its limits. No program can catch it. */
export class LimitReached extends Error {
  constructor(limit: LimitName) {
    super(`Cannot run to the end: ${MEANINGS[limit]}`);
  }
}
