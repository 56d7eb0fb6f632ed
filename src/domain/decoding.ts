/** How a text is held to constraints while it is written, and what came of it. */

/** The levels of a constraint set, cheapest first: the order in which they are asked. */
export const CONSTRAINT_LEVELS = ["syntax", "type", "semantic", "context"] as const;
export type ConstraintLevel = (typeof CONSTRAINT_LEVELS)[number];

/** How much of a set holds, from all of it down; syntax always does, and whole statements are always type-checked. */
export const STRICTNESSES = ["strict", "moderate", "lenient", "minimal"] as const;
export type Strictness = (typeof STRICTNESSES)[number];

/**
 * What each strictness still asks: without what is likely in this project, without examples, and at last without
 * types inside of statements.
 */
export const LEVELS_ASKED: Readonly<Record<Strictness, readonly ConstraintLevel[]>> = {
  strict: CONSTRAINT_LEVELS,
  moderate: ["syntax", "type", "semantic"],
  lenient: ["syntax", "type"],
  minimal: ["syntax"],
};

/** What becomes of one level where a certain model writes. */
export interface LevelEnforcement {
  readonly level: ConstraintLevel;
  /** `enforced`: nothing that breaks it is written. `weakened`: only part of it, or only afterwards. */
  readonly how: "enforced" | "weakened" | "ignored";
  /** In words: by what, or why not. */
  readonly why: string;
}

/** Known before a model is asked. */
export interface EnforcementReport {
  /** In words, e.g. `the body of slugify`. */
  readonly constraint: string;
  /** What sees to it, e.g. `llguidance-native 1.9.1`. */
  readonly by: string;
  /** One for each level that the set has. */
  readonly levels: readonly LevelEnforcement[];
}

/** Less was asked from some place on, because nothing could be written otherwise. */
export interface Relaxation {
  readonly to: Strictness;
  /** How many tokens of the answer stood then. */
  readonly atToken: number;
  readonly why: string;
}

/** Of values in ms. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What one answer took, told when it has ended. */
export interface DecodingReport {
  /** Those that stand in the answer. */
  readonly tokens: number;
  /** Drawn from the model's distribution, those taken back included. */
  readonly sampled: number;
  /** Written without asking the model, because nothing else could follow. */
  readonly forced: number;
  /** Proposed from the prompt or the text before, and how many of them the model would have drawn too. */
  readonly drafted: number;
  readonly draftsKept: number;
  /** Written and removed again. */
  readonly takenBack: number;
  /** Tokens that a level did not let through, by level. */
  readonly refusals: Readonly<Record<ConstraintLevel, number>>;
  readonly relaxations: readonly Relaxation[];
  /**
   * `closed`: the limit came near, and the shortest end was written. `length`: the limit came before an end.
   * `stuck`: nothing could follow, whatever was taken back.
   */
  readonly ended: "complete" | "closed" | "length" | "stuck";
  /** Whole time, of it in the model and in the constraints; ms. */
  readonly timeMs: number;
  readonly modelMs: number;
  readonly constraintMs: number;
  /** What constraints cost for each sampled token, whole statements' checks apart. */
  readonly perToken: Spread;
  /** Whole masks. */
  readonly perMask: Spread;
  /** Checks of whole statements and of the end. */
  readonly perStatement: Spread;
  /** Masks and checks that were known already, of all that were wanted. */
  readonly cacheHits: number;
  readonly cacheLookups: number;
}
