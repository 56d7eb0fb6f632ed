/** What a user is left with when nothing was accepted: honest, incomplete, never a success. */

import type { SourceText } from "./source-text.ts";
import type { Verdict } from "./verdict.ts";

/** `stub`: the signature, and a body that says it is missing. `partial`: all that follows from the specification alone. */
export const FALLBACK_STRATEGIES = ["stub", "partial"] as const;
export type FallbackStrategy = (typeof FALLBACK_STRATEGIES)[number];

/** A file that says of itself that it is incomplete. */
export interface IncompleteFile {
  readonly text: string;
  /** By path: of a pack relative to the main file's folder, in a `Fallback` relative to the project. */
  readonly companions: readonly SourceText[];
  /** What is left to do, one sentence each, with the id of the requirement where there is one. */
  readonly openPoints: readonly string[];
}

export interface Fallback extends IncompleteFile {
  readonly strategy: FallbackStrategy;
  readonly path: string;
  /** Of the language's own checker; what the specification's examples say is not asked. */
  readonly verdict: Verdict;
}
