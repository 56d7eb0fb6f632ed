/** A task in the making: all that is said, and nothing that is proved. */

import type { Complexity } from "../../domain/evaluation.ts";
import type { Example } from "../../domain/specification.ts";
import type { Chooser } from "./chooser.ts";

/** Code that looks right and is not. */
export interface Slip {
  /** What is wrong with it, in a few words. */
  readonly why: string;
  readonly text: string;
}

/** A call, and what it must come to, found without running the reference. */
export interface DraftCall {
  readonly call: string;
  /** `undefined` where only a run can tell. */
  readonly expected: Example["expected"] | undefined;
}

export interface Draft {
  /** What kind of work it is, e.g. `validators`. */
  readonly category: string;
  readonly complexity: Complexity;
  /** Of the function that is asked for. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly signature: string;
  readonly reference: string;
  /** The most telling ones first. */
  readonly slips: readonly Slip[];
  /** The most telling ones first. */
  readonly calls: readonly DraftCall[];
}

/** Makes one kind of task out of one source; `undefined` where this draw makes none. */
export type Maker = (chooser: Chooser) => Draft | undefined;

/** What was read from a user's files. */
export interface SynthesisSource {
  readonly makers: readonly Maker[];
  /** What could not be used, and why; the rest is used all the same. */
  readonly skipped: readonly string[];
}
