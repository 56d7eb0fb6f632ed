/** What is told of a batch while it runs, and what it comes to. */

import type { BatchPlan, ItemResult, PlannedCall } from "../../domain/batch.ts";
import type { FaultCode } from "../../domain/fault.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { PoolState } from "../../ports/batch-store.ts";

export type BatchEvent =
  | {
      readonly type: "batch-start";
      readonly batchId: string;
      readonly items: number;
    }
  | { readonly type: "plan-end"; readonly plan: BatchPlan }
  | { readonly type: "call-start"; readonly call: PlannedCall; readonly isAgain: boolean }
  | ({ readonly type: "call-end" } & CallReport)
  | { readonly type: "item-start"; readonly id: string }
  | { readonly type: "item-end"; readonly result: ItemResult }
  | { readonly type: "progress"; readonly progress: BatchProgress };

/** What a call for several items brought. */
export interface CallReport {
  readonly call: PlannedCall;
  /** Items that came whole. */
  readonly complete: number;
  /** Whether the answer ran into its limit. */
  readonly isCut: boolean;
  readonly usage: TokenUsage;
  /** As far as prices are known. */
  readonly costUsd: number;
  /** Why there was no answer; `undefined` where there was one. */
  readonly failure: { readonly code: FaultCode; readonly message: string } | undefined;
}

export interface BatchProgress {
  readonly items: number;
  readonly ended: number;
  readonly accepted: number;
  /** Items whose run has begun, or waits for a worker. */
  readonly running: number;
  /** Calls for several items that are on their way. */
  readonly asking: number;
  readonly money: PoolState;
}

export interface BatchOutcome {
  readonly batchId: string;
  /** One for each item, in the order of the items. */
  readonly results: readonly ItemResult[];
  /** `undefined` where nothing was asked in batches. */
  readonly plan: BatchPlan | undefined;
  /** Of what was paid for, in the batch's whole life. */
  readonly totals: BatchTotals;
}

export interface BatchTotals {
  /** To models, calls for several items and those of single runs. */
  readonly calls: number;
  /** Of these, how many were for several items. */
  readonly batchCalls: number;
  readonly usage: TokenUsage;
  readonly costUsd: number;
  /** Calls that were on their way when their worker was lost, and are counted as paid. */
  readonly lostCalls: number;
}
