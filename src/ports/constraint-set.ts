/** All that a text is held to while it is written. */

import type { Constraint } from "../domain/constraint.ts";
import type { ConstraintLevel } from "../domain/decoding.ts";
import type { PrefixJudge } from "./prefix-judge.ts";

/** About the code that follows `prefix`, which stands in the answer unchanged. */
export interface ConstraintSet {
  /** A hash over all that decides: equal where the same texts are let through. */
  readonly id: string;
  /** In words, e.g. `the body of slugify`. */
  readonly describes: string;
  /** What the code begins with, e.g. the declaration up to its body; neither syntax nor judges are given it again. */
  readonly prefix: string;
  /** `undefined` where any text is one. */
  readonly syntax: Constraint | undefined;
  /** Cheapest first. */
  readonly judges: readonly PrefixJudge[];
  /** Soft; `undefined` where nothing is known of what is likely here. */
  readonly bias: ContextBias | undefined;
  /** What the wish asks for and nothing in this set sees to. */
  readonly gaps: readonly { readonly level: ConstraintLevel; readonly why: string }[];
}

/** What is likely in this project: shifts the model's preferences, never forbids. */
export interface ContextBias {
  /** In words, e.g. `names and calls of 214 files`. */
  readonly describes: string;
  /**
   * For each of `candidates`, the text of one token, what to add to its log probability: -2 to 2. `undefined` where
   * nothing is known at this place. Microseconds.
   *
   * @param logProbabilities the model's own, one for each candidate: with them the shift is as large as its budget
   * allows, without them as large as it would allow for any model.
   */
  weigh(
    before: string,
    candidates: readonly string[],
    logProbabilities?: readonly number[],
  ): readonly number[] | undefined;
}

/** Nothing that a text for this specification could be held to. */
export interface NoConstraints {
  readonly isAbsent: true;
  /** In words, e.g. `the specification has no signature`. */
  readonly why: string;
}
