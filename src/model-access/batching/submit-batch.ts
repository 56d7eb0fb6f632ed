import { Fault, isFault } from "../../domain/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import { wasNotSent } from "../fault-details.ts";
import type { BatchItem } from "./batch-item.ts";
import { type BatchRecord, wireKeyOf } from "./batch-journal.ts";
import { FLUSH } from "./batch-journals.ts";
import type { BatchingParts } from "./batching-parts.ts";

/** What became of a submission. `unknown`: it may have been accepted all the same. */
export type Submission =
  | { readonly status: "accepted"; readonly batchId: string }
  | { readonly status: "refused"; readonly fault: unknown }
  | { readonly status: "unknown"; readonly fault: Fault };

/**
 * Writes down what is about to be sent, flushed, before it is sent.
 *
 * @throws {Fault} `model/*` where the provider cannot be asked what it has; `storage/*`. Nothing is sent then.
 */
export async function intend(
  facts: Pick<BatchRecord, "id" | "model" | "nonce" | "keys">,
  { batches, journals, clock, index }: BatchingParts,
): Promise<BatchRecord> {
  const { id, model, nonce, keys } = facts;
  const known = (await batches.list()).map(({ batchId }) => batchId);
  const at = clock.now();
  await journals.append(id, { type: "intended", v: 1, at, model, nonce, keys, known }, FLUSH);
  for (const key of keys) index.set(key, { id, status: "open" });
  return {
    ...facts,
    startedAt: at,
    known,
    batchId: undefined,
    state: "intended",
    isCancelRequested: false,
    why: undefined,
    results: new Map(),
    delivered: new Set(),
  };
}

/**
 * Sends it, and writes its id down, flushed. Nobody's abort ends it: what is on its way would be lost out of sight. It
 * has its own time limit instead.
 */
export async function submit(
  { id, model, nonce }: BatchRecord,
  items: readonly BatchItem[],
  parts: BatchingParts,
): Promise<Submission> {
  const { batches, journals, clock, index, ledger, audit, submitMs } = parts;
  const requests = items.map(({ key, request }) => ({ key: wireKeyOf(nonce, key), request }));
  let batchId: string;
  try {
    batchId = await withinTime(clock, submitMs, model, (signal) =>
      batches.submit(requests, signal),
    );
  } catch (fault) {
    return isFault(fault) && !isRefusal(fault)
      ? { status: "unknown", fault }
      : { status: "refused", fault };
  }
  index.addBatchId(batchId);
  await journals.append(id, { type: "submitted", at: clock.now(), batchId }, FLUSH);
  const worst = items.reduce((sum, { request }) => sum + (ledger.worstCase(request) ?? 0), 0);
  audit.append({
    action: "batch-submitted",
    details: { model, batch: id, batchId, requests: items.length, worstNanoUsd: worst },
  });
  return { status: "accepted", batchId };
}

/** Statuses after which something may have been accepted: a gateway gave up, or nobody knows. */
const UNCERTAIN: ReadonlySet<number> = new Set([408, 409, 500, 502, 504]);

/** Whether it is certain that nothing was accepted: it was never sent, or the provider said no. */
function isRefusal(fault: Fault): boolean {
  const { status } = fault.details;
  return wasNotSent(fault) || (typeof status === "number" && !UNCERTAIN.has(status));
}

async function withinTime<T>(
  clock: Clock,
  ms: number,
  model: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const timer = new AbortController();
  clock.sleep(ms, timer.signal).then(
    () => ending.abort(tooSlow(model, ms)),
    () => {},
  );
  try {
    return await work(ending.signal);
  } finally {
    timer.abort();
  }
}

const tooSlow = (model: string, ms: number): Fault =>
  new Fault(
    "model/timeout",
    `Cannot send a batch to "${model}": it was not accepted within ${ms} ms`,
  );
