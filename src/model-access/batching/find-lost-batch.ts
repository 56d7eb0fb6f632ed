import { type Fault, isFault } from "../../domain/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ListedBatch, ModelBatches } from "../../ports/model-batches.ts";
import { type BatchRecord, keyOfWire } from "./batch-journal.ts";
import type { BatchJournals } from "./batch-journals.ts";

export interface FindLostBatchOptions {
  readonly batches: ModelBatches;
  readonly journals: BatchJournals;
  readonly clock: Clock;
  /** Batches that are known to be others. */
  readonly knownIds: ReadonlySet<string>;
  /** So long after it was meant to be sent, what is not there was never accepted. */
  readonly settleMs: number;
  readonly pollMs: number;
  readonly maxPollMs: number;
  readonly onWait: (why: string, fault?: Fault) => void;
  readonly signal: AbortSignal;
}

/** How often in a row looking may fail. */
const MAX_FAILURES = 10;
/** Where none of the batches is left that came before, the listing is read back to so long before. */
const MARGIN_MS = 24 * 3_600_000;

/**
 * Looks for a batch that was meant to be sent, and whose id nobody wrote down. Candidates are batches that came after
 * those known then, with as many requests; one that has ended shows by the names in its results whose it is, so one
 * that still runs is waited for. Nothing is concluded from absence before `settleMs` are over.
 *
 * @returns its id; `undefined` when it is certain that nothing was accepted.
 * @throws {Fault} `model/*` when the provider cannot be asked; nothing is known then.
 * @throws `signal.reason` when aborted.
 */
export async function findLostBatch(
  record: BatchRecord,
  options: FindLostBatchOptions,
): Promise<string | undefined> {
  const { journals, clock, settleMs, onWait, signal } = options;
  const strangers = new Set([...options.knownIds, ...record.known]);
  let waitMs = options.pollMs;
  for (let failures = 0; ; ) {
    // Whoever sent it may be alive, and only slow to write it down.
    const written = (await journals.read(record.id))?.batchId;
    if (written !== undefined) return written;
    const isSettled = clock.now() >= record.startedAt + settleMs;
    try {
      const candidates = await listCandidates(record, strangers, options);
      for (const { batchId } of candidates.filter(({ status }) => status === "ended")) {
        if (await isOurs(record, batchId, options)) return batchId;
        strangers.add(batchId);
      }
      const running = candidates.filter(({ status }) => status === "running");
      if (running.length === 0 && isSettled) return undefined;
      onWait(
        running.length === 0
          ? `batch ${record.id} was interrupted while it was sent: waiting to be certain that the provider has none of it`
          : `batch ${record.id} was interrupted while it was sent: ${running.map(({ batchId }) => batchId).join(", ")} may be it, which its results will show`,
      );
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      if (!isFault(error) || !error.isRetryable || failures >= MAX_FAILURES) throw error;
      onWait(`batch ${record.id} cannot be looked for: ${error.message}`, error);
    }
    await clock.sleep(waitMs, signal);
    waitMs = Math.min(waitMs * 1.5, options.maxPollMs);
  }
}

async function listCandidates(
  { known, keys, startedAt }: BatchRecord,
  strangers: ReadonlySet<string>,
  { batches, signal }: FindLostBatchOptions,
): Promise<readonly ListedBatch[]> {
  const before = new Set(known);
  const isEarlier = ({ batchId, createdAt }: ListedBatch): boolean =>
    before.has(batchId) || (createdAt !== undefined && createdAt < startedAt - MARGIN_MS);
  const listed = await batches.list(signal, isEarlier);
  const end = listed.findIndex(isEarlier);
  return listed
    .slice(0, end === -1 ? undefined : end)
    .filter(({ batchId }) => !strangers.has(batchId))
    .filter(({ status }) => status !== "failed")
    .filter(({ total }) => isSameCount(total, keys.length));
}

/** Providers count a batch's requests some time after they have accepted it. */
const isSameCount = (total: number | undefined, count: number): boolean =>
  total === undefined || total === 0 || total === count;

async function isOurs(
  { nonce }: BatchRecord,
  batchId: string,
  { batches, signal }: FindLostBatchOptions,
): Promise<boolean> {
  for await (const { key } of batches.results(batchId, signal))
    return keyOfWire(nonce, key) !== undefined;
  return false;
}
