/** Says, token by token, what a model may write next. */

import type { Constraint, ConstraintLimits, ConstraintRefusal } from "../domain/constraint.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";

export interface ConstraintEngine {
  /** `llguidance-native` */
  readonly id: string;
  readonly version: string;
  readonly abilities: EngineAbilities;
  /**
   * Makes the engine ready for one vocabulary; takes up to seconds, so do it once.
   *
   * @throws {Fault} `constraint/engine-failed` where the engine cannot use the vocabulary.
   */
  load(vocabulary: Vocabulary): Promise<ConstraintCompiler>;
}

/** What an engine does, and at what price. */
export interface EngineAbilities {
  /** `replay`: all tokens are read again, which takes long. */
  readonly rollback: "direct" | "replay";
  /** `mask`: each token checked costs a whole mask. */
  readonly validation: "direct" | "mask";
  /** Whether limits can be set; where not, the engine's own hold. */
  readonly hasLimits: boolean;
  /** Whether `forcedTokens` can give any. */
  readonly canForce: boolean;
}

export interface CompileOptions {
  /** @default the engine's limits for grammars of programming languages */
  readonly limits?: Partial<ConstraintLimits> | undefined;
}

export interface ConstraintCompiler {
  /** Never throws for what is wrong with the constraint: that is told. */
  compile(constraint: Constraint, options?: CompileOptions): Compilation;
  /** Gives back the engine's memory. What was compiled can no longer be used. */
  dispose(): void;
}

export type Compilation =
  | {
      readonly isCompiled: true;
      /** Of the empty text. */
      readonly openSession: () => ConstraintSession;
      /** What is odd about the constraint, or will not hold with this engine. */
      readonly notes: readonly string[];
    }
  | {
      readonly isCompiled: false;
      /** At least one. */
      readonly refusals: readonly ConstraintRefusal[];
    };

/** One text in the making. Not for two threads at once. */
export interface ConstraintSession {
  /**
   * Writes which tokens may follow into `into`, one bit each, the lowest bit of the first word first; words that are
   * not needed become 0. An end token may follow exactly where the text `isAccepting`; after one, nothing may.
   *
   * @returns `false` where a limit was hit: `into` is all zeros, and `validate` still answers.
   * @throws {RangeError} where `into` is shorter than the vocabulary: `size` / 32, rounded up.
   */
  mask(into: Uint32Array): boolean;
  /** How many of `tokens`, from the first, may follow one after the other. Changes nothing. */
  validate(tokens: readonly number[]): number;
  /** @throws {RangeError} where the token may not follow; nothing has changed then. */
  commit(token: number): void;
  /** Takes the last `count` tokens back. @throws {RangeError} where there are fewer. */
  rollback(count: number): void;
  /** Tokens that must follow, whatever the model prefers; empty where none must, or the engine cannot tell. */
  forcedTokens(): readonly number[];
  /** Whether the text may end here. */
  isAccepting(): boolean;
  /** A second session that goes on from here by itself. */
  fork(): ConstraintSession;
  stats(): SessionStats;
}

export interface SessionStats {
  /** How many tokens are committed. */
  readonly tokens: number;
  /** How many masks this session has computed, its origin's not counted. */
  readonly masks: number;
  /** Ways of reading tried for the last mask; `undefined` where the engine does not count. */
  readonly itemsInLastMask: number | undefined;
}
