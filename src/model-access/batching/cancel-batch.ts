import { Fault } from "../../domain/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ModelBatches } from "../../ports/model-batches.ts";
import { type BatchRecord, isOpen } from "./batch-journal.ts";
import type { BatchJournals } from "./batch-journals.ts";

export interface CancelBatchOptions {
  readonly batches: ModelBatches;
  readonly journals: BatchJournals;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the provider to stop a batch, and writes down that it was asked. What had been answered by then is paid for and
 * kept.
 *
 * @throws {Fault} as `idToCancel`; `model/*`
 */
export async function cancelBatch(record: BatchRecord, options: CancelBatchOptions): Promise<void> {
  const { batches, journals, clock, signal } = options;
  await batches.cancel(idToCancel(record), signal);
  await journals.append(record.id, { type: "cancel-requested", at: clock.now() }, { flush: true });
}

/**
 * The provider's id of a batch that can be stopped.
 *
 * @throws {Fault} `usage/invalid` for one that has ended, or whose id nobody knows.
 */
export function idToCancel(record: BatchRecord): string {
  const { id, batchId, state } = record;
  if (!isOpen(record)) {
    const why = state === "void" ? "it was never sent" : `it has ${state}`;
    throw new Fault("usage/invalid", `Cannot cancel batch "${id}": ${why}`);
  }
  if (batchId === undefined) {
    throw new Fault(
      "usage/invalid",
      `Cannot cancel batch "${id}": it was interrupted while it was sent, and its id is not known`,
      {
        help: "Run the command that sent it again: it looks for the batch. Or cancel it at the provider",
      },
    );
  }
  return batchId;
}
