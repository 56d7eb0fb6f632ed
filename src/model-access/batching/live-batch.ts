/** One batch, from sending it to its last result, for as long as somebody waits for it. */

import { Fault, isFault } from "../../domain/fault.ts";
import type { BatchResponse } from "../../ports/model-batches.ts";
import { retryAfterOf } from "../fault-details.ts";
import { type BatchItem, notify } from "./batch-item.ts";
import type { BatchRecord, KeptFault, KeptResult } from "./batch-journal.ts";
import { FLUSH } from "./batch-journals.ts";
import type { BatchingParts } from "./batching-parts.ts";
import { findLostBatch } from "./find-lost-batch.ts";
import { type ArrivedResult, readResults } from "./read-results.ts";
import { type Submission, submit } from "./submit-batch.ts";

export interface LiveBatch {
  /** Id of its journal. */
  readonly id: string;
  /** Waits for the result of one of its requests; goes on with the batch if nobody did. */
  attach(item: BatchItem): void;
  /** Nobody waits for this item any more. */
  detach(item: BatchItem): void;
  /** Whether that is one of its requests. */
  holds(key: string): boolean;
  /** Leaves it to itself, at the provider; a submission on its way is waited for. */
  close(): Promise<void>;
}

/** How often in a row the provider may fail to tell. */
const MAX_FAILURES = 10;

/** Why work on a batch ends that goes on at the provider. */
const LEFT = Symbol("left");

/**
 * A batch of the journal `record`; with `fresh` items it is sent first, else it is gone on with.
 */
export function createLiveBatch(
  record: BatchRecord,
  parts: BatchingParts,
  fresh: readonly BatchItem[] | undefined,
  onEnd: () => void,
): LiveBatch {
  const { id, nonce } = record;
  const { batches, journals, index, ledger, clock, pollMs, maxPollMs } = parts;
  const keys = new Set(record.keys);
  const items = new Map<string, BatchItem>((fresh ?? []).map((item) => [item.key, item]));
  /** Those that may do better in another batch. */
  const returned: { readonly item: BatchItem; readonly fault: Fault }[] = [];
  let batchId = record.batchId;
  let toSend = fresh;
  let leave = new AbortController();
  let work: Promise<void> | undefined;
  let isClosed = false;

  const say = (why: string, fault?: Fault, waitMs?: number): void =>
    notify(items.values(), why, fault, waitMs);

  const start = (): void => {
    if (work !== undefined) return;
    leave = new AbortController();
    work = run(leave.signal).finally(() => {
      work = undefined;
      // Somebody may have come while it was being left.
      if (items.size > 0 && !isClosed) start();
    });
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    try {
      batchId ??= await obtainId(signal);
      if (batchId === undefined) return;
      const why = await waitForEnd(batchId, signal);
      if (why !== undefined) await bringResults(batchId, why, signal);
    } catch (error) {
      if (error === LEFT) return;
      for (const item of [...items.values()]) give(item, { error });
      onEnd();
    }
  };

  /** Its id at the provider; `undefined` when nothing was accepted and its items are given back. */
  const obtainId = async (signal: AbortSignal): Promise<string | undefined> => {
    const sending = toSend;
    toSend = undefined;
    const sent: Submission | undefined =
      sending === undefined ? undefined : await submit(record, sending, parts);
    if (sent?.status === "accepted") {
      say(
        `batch ${id} of ${record.keys.length} requests is at the provider and goes on there when this is stopped; specwright batches cancel ${id} stops it`,
      );
      return sent.batchId;
    }
    if (sent?.status === "refused") {
      await annul(sent.fault, signal);
      return undefined;
    }
    const found = await findLostBatch(record, {
      ...parts,
      knownIds: index.batchIds,
      onWait: say,
      signal,
    });
    if (found === undefined) {
      await annul(sent?.fault, signal);
      return undefined;
    }
    index.addBatchId(found);
    await journals.append(id, { type: "submitted", at: clock.now(), batchId: found }, FLUSH);
    return found;
  };

  /**
   * Nothing was accepted. What may do better later is sent anew: after a wait, where the provider refused it. Of what
   * may not, those who sent it hear why.
   */
  const annul = async (fault: unknown, signal: AbortSignal): Promise<void> => {
    const why = isFault(fault) ? fault.code : "it was interrupted";
    await journals.append(id, { type: "void", at: clock.now(), why }, FLUSH);
    const isLater = isFault(fault) && fault.isRetryable;
    try {
      if (isLater) await pause(fault, signal);
    } finally {
      for (const key of keys) index.release(key, id);
      onEnd();
      for (const key of keys) if (!items.has(key)) ledger.settle(key, 0);
      for (const item of [...items.values()]) {
        items.delete(item.key);
        if (fault === undefined) parts.onReturn(item, undefined);
        else if (isLater) parts.onReturn(item, fault);
        else {
          ledger.settle(item.key, 0);
          parts.onAnswer(item, { error: fault });
        }
      }
    }
  };

  /** Waits as long as the provider asks, and longer after each try. */
  const pause = async (fault: Fault, signal: AbortSignal): Promise<void> => {
    const tries = Math.max(...[...items.values()].map((item) => item.tries), 1);
    const waitMs = Math.max(retryAfterOf(fault) ?? 0, pollMs * 2 ** (tries - 1));
    say(`batch ${id} was not accepted: ${fault.message}`, fault, waitMs);
    await clock.sleep(waitMs, signal);
  };

  /** How it ended, in words; `undefined` when there are no results. */
  const waitForEnd = async (known: string, signal: AbortSignal): Promise<string | undefined> => {
    let waitMs = pollMs;
    let told = "";
    // What was just sent has not ended yet; what an earlier process sent may have.
    if (fresh !== undefined) await clock.sleep(waitMs, signal);
    for (let failures = 0; ; ) {
      let askedMs = 0;
      try {
        const state = await batches.read(known, signal);
        failures = 0;
        if (state.status === "ended") return state.why;
        if (state.status === "failed") {
          await fail(state.why);
          return undefined;
        }
        const progress = `batch ${id}: ${state.done} of ${state.total || record.keys.length} done (${state.why})`;
        if (progress !== told) say(progress);
        told = progress;
      } catch (error) {
        signal.throwIfAborted();
        if (isFault(error, "model/unknown")) {
          await fail("the provider does not have it any more");
          return undefined;
        }
        failures += 1;
        if (!isFault(error) || !error.isRetryable || failures >= MAX_FAILURES) throw error;
        askedMs = retryAfterOf(error) ?? 0;
        say(`batch ${id}: its state cannot be read: ${error.message}`, error);
      }
      await clock.sleep(Math.max(waitMs, askedMs), signal);
      waitMs = Math.min(waitMs * 1.5, maxPollMs);
    }
  };

  const fail = async (why: string): Promise<void> => {
    await journals.append(id, { type: "failed", at: clock.now(), why }, FLUSH);
    finishAll(failed(id, why));
  };

  const bringResults = async (known: string, why: string, signal: AbortSignal): Promise<void> => {
    const arrived = await readKept();
    let waitMs = pollMs;
    for (let failures = 0; ; ) {
      try {
        await readResults({ id, batchId: known, nonce, batches, journals, arrived, signal });
        break;
      } catch (error) {
        signal.throwIfAborted();
        failures += 1;
        if (!isFault(error) || !error.isRetryable || failures >= MAX_FAILURES) throw error;
        say(`batch ${id}: its results cannot be read: ${error.message}`, error);
        await clock.sleep(waitMs, signal);
        waitMs = Math.min(waitMs * 1.5, maxPollMs);
      }
    }
    await journals.append(id, { type: "ended", at: clock.now(), why }, FLUSH);
    for (const [key, result] of arrived) {
      if ("response" in result) take(key, result.response);
      else takeFault(key, result.fault);
    }
    finishAll(failed(id, "it ended without a result for this request"));
    for (const { item, fault } of returned.splice(0)) parts.onReturn(item, fault);
  };

  /** Results that were written down before this process, or this look at them. */
  const readKept = async (): Promise<Map<string, ArrivedResult>> => {
    const kept = (await journals.read(id))?.results ?? new Map<string, KeptResult>();
    return new Map(
      [...kept].map(([key, result]) => [
        key,
        "response" in result ? result : { fault: reviveFault(result.fault) },
      ]),
    );
  };

  const take = (key: string, response: BatchResponse): void => {
    index.set(key, { id, status: "answered" });
    const item = items.get(key);
    const cost = item === undefined ? undefined : ledger.costOf(item.request, response);
    const isSettled = ledger.settle(key, cost?.nanoUsd);
    if (item !== undefined) give(item, { response, batchId: id, isSettled });
  };

  const takeFault = (key: string, fault: Fault): void => {
    index.release(key, id);
    const item = items.get(key);
    if (item === undefined) {
      ledger.settle(key, 0);
    } else if (fault.isRetryable) {
      items.delete(key);
      returned.push({ item, fault });
    } else {
      ledger.settle(key, 0);
      give(item, { error: fault });
    }
  };

  /** It has ended: nothing more comes, and nothing more is paid. */
  const finishAll = (fault: Fault): void => {
    for (const key of record.keys) index.release(key, id);
    onEnd();
    for (const item of [...items.values()]) {
      ledger.settle(item.key, 0);
      give(item, { error: fault });
    }
  };

  const give = (item: BatchItem, outcome: NonNullable<BatchItem["outcome"]>): void => {
    items.delete(item.key);
    parts.onAnswer(item, outcome);
  };

  if (fresh !== undefined) start();
  return {
    id,
    attach(item) {
      items.set(item.key, item);
      start();
    },
    detach(item) {
      items.delete(item.key);
      if (items.size === 0) leave.abort(LEFT);
    },
    holds: (key) => keys.has(key),
    async close() {
      isClosed = true;
      leave.abort(LEFT);
      await work;
    },
  };
}

const failed = (id: string, why: string): Fault =>
  new Fault("model/batch-failed", `Cannot get an answer from batch ${id}: ${why}`, {
    help: "Run it again to send what is missing",
  });

const reviveFault = ({ code, message, help }: KeptFault): Fault =>
  new Fault(code, message, { help });
