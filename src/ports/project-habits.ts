/** What was learned of the user's repository, for those who use it. Soft: it never forbids, and never allows. */

import type { ContextBias } from "./constraint-set.ts";
import type { UsageStatistics } from "./usage-statistics.ts";

/** Whose answers are empty where nobody let us learn, or learning is switched off. */
export interface ProjectHabits {
  /** Sentences of ours about how the project writes a language, surest first; never words of the project's own. */
  describeRules(language: string): Promise<readonly ProjectRule[]>;
  /** What is likely at a place; `undefined` where nothing was learned. */
  bias(language: string): Promise<ContextBias | undefined>;
  /** How often the project uses what; `undefined` where nothing was learned. */
  usage(language: string): Promise<UsageStatistics | undefined>;
}

export interface ProjectRule {
  /** E.g. `ts/quotes`. */
  readonly id: string;
  readonly sentence: string;
  /** In words, e.g. `412 of 415 places`. */
  readonly why: string;
}
