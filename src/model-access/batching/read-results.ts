import type { Fault } from "../../domain/fault.ts";
import type { BatchResponse, ModelBatches } from "../../ports/model-batches.ts";
import { type KeptFault, keyOfWire } from "./batch-journal.ts";
import type { BatchJournals } from "./batch-journals.ts";

export type ArrivedResult = { readonly response: BatchResponse } | { readonly fault: Fault };

export interface ReadResultsOptions {
  /** Id of the journal. */
  readonly id: string;
  readonly batchId: string;
  readonly nonce: string;
  readonly batches: ModelBatches;
  readonly journals: BatchJournals;
  /** Results that the journal has, by key; those that come are added. */
  readonly arrived: Map<string, ArrivedResult>;
  readonly signal: AbortSignal;
}

/** Brings the results that the journal does not have, and writes each down. */
export async function readResults(options: ReadResultsOptions): Promise<void> {
  const { id, nonce, batches, journals, arrived, signal } = options;
  for await (const result of batches.results(options.batchId, signal)) {
    const key = keyOfWire(nonce, result.key);
    if (key === undefined || arrived.has(key)) continue;
    if ("response" in result) {
      const { response } = result;
      await journals.append(id, { type: "result", key, response });
      arrived.set(key, { response });
    } else {
      const { fault } = result;
      await journals.append(id, { type: "fault", key, fault: keepFault(fault) });
      arrived.set(key, { fault });
    }
  }
}

const keepFault = ({ code, message, help }: Fault): KeptFault => ({ code, message, help });
