/** What a batch is made from: enough to go on with it on another machine, after any stop. */

import type { BatchItem } from "../../domain/batch.ts";
import type { FallbackStrategy } from "../../domain/fallback.ts";
import type { RunLimits } from "../../domain/run.ts";
import type { BatchLimits } from "../plan/limits.ts";

export interface BatchSetup {
  readonly batchId: string;
  readonly items: readonly BatchItem[];
  /** What was named and cannot be read as a specification: refused, with the reason. */
  readonly unreadable: readonly UnreadableItem[];
  readonly model: string;
  /** Seeds of all runs come from it. */
  readonly seed: number;
  /** `undefined` is the language's first. */
  readonly profile: string | undefined;
  /** For the run of each item. */
  readonly limits: RunLimits;
  readonly fallbacks: readonly FallbackStrategy[];
  readonly asking: AskingSetup;
  /** Money for all of it; `undefined` is no limit. */
  readonly capNanoUsd: number | undefined;
  /** Longest time that one job may take. */
  readonly jobTimeMs: number;
  /** What proves, by language: a worker with another one does not take part. */
  readonly verifiers: Readonly<Record<string, VerifierIdentity>>;
}

export interface UnreadableItem {
  readonly id: string;
  /** Why, for a person. */
  readonly message: string;
}

/** How items are asked for. */
export interface AskingSetup {
  /** Whether several items are asked for in one call. */
  readonly isBatched: boolean;
  /** Whether prompts tell what the items have in common. */
  readonly isContextAware: boolean;
  /** Whether calls go by what stands on what, and what they hold adapts to what came back. */
  readonly isSmart: boolean;
  /** What one call may take, at first. */
  readonly limits: BatchLimits;
}

/** What judges, to be told apart from another version of it. */
export interface VerifierIdentity {
  readonly name: string;
  readonly version: string;
  /** Over all that it decides by; `undefined` where it has none. */
  readonly digest: string | undefined;
}
