import type { Fault } from "../../domain/fault.ts";
import type { AuditLog } from "../../ports/audit-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ModelBatches } from "../../ports/model-batches.ts";
import type { BatchIndex } from "./batch-index.ts";
import type { BatchItem } from "./batch-item.ts";
import type { BatchJournals } from "./batch-journals.ts";
import type { BatchLedger } from "./batch-ledger.ts";

/** What every batch of a model works with. */
export interface BatchingParts {
  readonly batches: ModelBatches;
  readonly journals: BatchJournals;
  readonly index: BatchIndex;
  readonly ledger: BatchLedger;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly pollMs: number;
  readonly maxPollMs: number;
  readonly submitMs: number;
  readonly settleMs: number;
  /** Ends the waiting of those who ask for this item. */
  readonly onAnswer: (item: BatchItem, outcome: NonNullable<BatchItem["outcome"]>) => void;
  /** Takes back an item that has to be sent in another batch; `fault` is why, `undefined` where it was never sent. */
  readonly onReturn: (item: BatchItem, fault: Fault | undefined) => void;
}
