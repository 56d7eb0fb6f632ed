/** Many specifications at once: what is asked together, in which order, and what each came to. */

import type { CallRecord } from "./call.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { ModelResponse } from "./model.ts";
import type { Outcome } from "./run.ts";
import type { FormalSpecification } from "./specification.ts";

export interface BatchItem {
  /** Unique in the batch: the file's path, or the task's id. */
  readonly id: string;
  readonly specification: FormalSpecification;
}

/** Why one item comes before another, or beside it. */
export interface ItemEdge {
  readonly from: string;
  /** What `from` stands on. */
  readonly to: string;
  readonly kind: "include" | "shared-type" | "same-name";
  /** From 0 to 1; a weak edge is cut where a group grows too large. An `include` is 1 and never cut. */
  readonly weight: number;
}

/** Items that are asked for in one call. */
export interface PlannedCall {
  /** Stable: made from the ids of its items. */
  readonly id: string;
  readonly items: readonly string[];
  readonly inputTokens: number;
  /** What its answers are thought to come to. */
  readonly expectedTokens: number;
  /** Room that its answers are given. */
  readonly outputTokens: number;
}

/** Calls that need nothing of each other; what they stand on was settled in the waves before. */
export interface Wave {
  readonly calls: readonly PlannedCall[];
}

export interface BatchPlan {
  readonly waves: readonly Wave[];
  readonly edges: readonly ItemEdge[];
  /** Items that stand on each other in a circle: asked for together. */
  readonly cycles: readonly (readonly string[])[];
  /** What asking for each item alone would take. */
  readonly oneByOne: {
    readonly calls: number;
    readonly inputTokens: number;
    readonly expectedTokens: number;
  };
}

/** What a call that was made for several items brought for one of them. */
export interface GivenAnswer {
  /** The part of the answer that is this item's, verbatim; usage and time are its share. */
  readonly response: ModelResponse;
  /** SHA-256 of the request that was sent for all of them. */
  readonly requestSha256: string;
  /** Its share of what was paid: the shares of all items add up to the call. */
  readonly calls: readonly CallRecord[];
}

export type ItemStatus =
  | Outcome["status"]
  /** Not asked for: the file cannot be used as a specification. */
  | "refused"
  /** Not asked for: something that it stands on was not accepted. */
  | "blocked"
  /** The world failed for it alone, again and again. */
  | "failed";

export interface ItemResult {
  readonly id: string;
  readonly status: ItemStatus;
  /** The run that its journal is kept under; `undefined` where nothing was asked. */
  readonly runId: string | undefined;
  readonly outcome: Outcome | undefined;
  /** Why it was refused, blocked or failed. */
  readonly diagnostics: readonly Diagnostic[];
}
