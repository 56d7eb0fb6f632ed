/** Which batch a request goes into: one that holds it already, or the next. */

import { Fault } from "../../domain/fault.ts";
import type { ModelRequest } from "../../domain/model.ts";
import type { Budget } from "../../ports/budget.ts";
import type { Random } from "../../ports/random.ts";
import { type BatchItem, createItem, finish, type ItemOutcome, notify } from "./batch-item.ts";
import { type BatchRecord, isOpen } from "./batch-journal.ts";
import type { BatchingParts } from "./batching-parts.ts";
import { createCollector } from "./create-collector.ts";
import { createLiveBatch, type LiveBatch } from "./live-batch.ts";
import { requestBytes } from "./request-key.ts";
import { intend } from "./submit-batch.ts";

export interface DispatcherOptions {
  /** `provider/model`. */
  readonly modelId: string;
  readonly parts: Omit<BatchingParts, "onAnswer" | "onReturn">;
  readonly random: Random;
  readonly sha256: (text: string) => string;
  readonly collectMs: number;
  readonly maxTries: number;
}

export interface Dispatcher {
  /** Whether somebody waits for that request. */
  has(key: string): boolean;
  /** One more who waits for that request; `isShared` says whether there was one before. */
  join(
    key: string,
    request: ModelRequest,
    budget: Budget,
  ): { readonly item: BatchItem; readonly isShared: boolean };
  /** One who does not wait any more. */
  leave(item: BatchItem): void;
  /** Lets submissions on their way come to their end, and leaves what is at the provider to itself. */
  close(): Promise<void>;
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { modelId, random, sha256, maxTries } = options;
  const { batches, journals, index, ledger, clock } = options.parts;
  /** Those that somebody waits for, by key: who asks for the same waits for the same. */
  const items = new Map<string, BatchItem>();
  const lives = new Map<string, LiveBatch>();
  const sending = new Set<Promise<void>>();

  const collector = createCollector<BatchItem>({
    clock,
    quietMs: options.collectMs,
    maxRequests: batches.maxRequests,
    maxBytes: batches.maxBytes,
    onBatch(batch) {
      for (const item of batch) item.isLeaving = true;
      const sent = send(batch).finally(() => sending.delete(sent));
      sending.add(sent);
    },
  });

  const settle = (item: BatchItem, outcome: ItemOutcome): void => {
    if (items.get(item.key) === item) items.delete(item.key);
    finish(item, outcome);
  };

  const parts: BatchingParts = {
    ...options.parts,
    onAnswer: settle,
    onReturn: (item, fault) => void takeBack(item, fault),
  };

  /** Puts an item into the next batch, within its tries and its money. */
  const takeBack = async (item: BatchItem, fault: Fault | undefined): Promise<void> => {
    if (item.waiters === 0) return drop(item);
    if (fault !== undefined && item.tries >= maxTries) {
      ledger.settle(item.key, 0);
      settle(item, { error: spent(fault, item.tries) });
      return;
    }
    try {
      await ledger.reserve(item.key, item.request, item.budget);
      if (item.waiters === 0) return drop(item);
      notify([item], `it goes into another batch: ${fault?.message ?? "it was never sent"}`, fault);
      collector.add(item);
    } catch (error) {
      settle(item, { error });
    }
  };

  /** Nobody waits for it, and nothing was sent. */
  const drop = (item: BatchItem): void => {
    const current = items.get(item.key);
    // Somebody may have asked for the same anew.
    if (current !== undefined && current !== item) return;
    items.delete(item.key);
    ledger.settle(item.key, 0);
  };

  /** Sends what was collected, but for what another process has sent meanwhile. */
  const send = async (collected: readonly BatchItem[]): Promise<void> => {
    try {
      await index.refresh();
      const wanted: BatchItem[] = [];
      for (const item of collected) {
        if (item.waiters === 0) drop(item);
        else if (await place(item)) ledger.settle(item.key, 0);
        else wanted.push(item);
      }
      if (wanted.length > 0) await launch(wanted);
    } catch (error) {
      for (const item of collected) {
        if (item.outcome !== undefined || index.find(item.key) !== undefined) continue;
        ledger.settle(item.key, 0);
        settle(item, { error });
      }
    } finally {
      for (const item of collected) item.isLeaving = false;
    }
  };

  const launch = async (wanted: readonly BatchItem[]): Promise<void> => {
    const id = random.nextId();
    const nonce = sha256(`${id} ${random.nextInteger()} ${random.nextInteger()}`).slice(0, 16);
    const keys = wanted.map(({ key }) => key);
    notify(wanted, `sending a batch of ${wanted.length} requests to "${modelId}"`);
    const record = await intend({ id, model: modelId, nonce, keys }, parts);
    if (wanted.every(({ waiters }) => waiters === 0)) {
      await annul(record);
      for (const item of wanted) drop(item);
      return;
    }
    for (const item of wanted) {
      item.tries += 1;
      item.isLeaving = false;
    }
    const live = createLiveBatch(record, parts, wanted, () => lives.delete(id));
    lives.set(id, live);
    for (const item of wanted) if (item.waiters === 0) abandon(item, live);
  };

  const annul = async ({ id, keys }: BatchRecord): Promise<void> => {
    const why = "nobody waited for it";
    await journals.append(id, { type: "void", at: clock.now(), why }, { flush: true });
    for (const key of keys) index.release(key, id);
  };

  /** It stays in its batch, but nobody here waits for it. */
  const abandon = (item: BatchItem, live: LiveBatch | undefined): void => {
    live?.detach(item);
    if (items.get(item.key) === item) items.delete(item.key);
  };

  /** Joins an item to the batch that holds it, of this process or an earlier one; `false` where there is none. */
  const place = async (item: BatchItem): Promise<boolean> => {
    const placement = index.find(item.key);
    if (placement === undefined) return false;
    const { id } = placement;
    if (placement.status === "answered") {
      const kept = await index.answer(item.key, id);
      if (kept === undefined) return false;
      item.isTold ||= kept.isDelivered;
      settle(item, { response: kept.response, batchId: id, isSettled: false });
      return true;
    }
    const live = lives.get(id) ?? (await revive(id));
    // It has come to its end meanwhile, with or without an answer.
    if (live === undefined) {
      index.release(item.key, id);
      return place(item);
    }
    if (!live.holds(item.key)) return false;
    if (item.waiters === 0) {
      abandon(item, undefined);
      return true;
    }
    item.tries = Math.max(item.tries, 1);
    notify([item], `waiting for batch ${id}, which was sent before`);
    live.attach(item);
    return true;
  };

  /** Goes on with an open batch; `undefined` where it is none any more, which the index knows then. */
  const revive = async (id: string): Promise<LiveBatch | undefined> => {
    const record = await journals.read(id);
    const running = lives.get(id);
    if (running !== undefined || record === undefined) return running;
    if (!isOpen(record)) {
      index.update(record);
      return undefined;
    }
    const live = createLiveBatch(record, parts, undefined, () => lives.delete(id));
    lives.set(id, live);
    return live;
  };

  const leave = (item: BatchItem): void => {
    item.waiters -= 1;
    // What is being sent is left when it is known how that went.
    if (item.waiters > 0 || item.outcome !== undefined || item.isLeaving) return;
    if (collector.remove(item)) return drop(item);
    const { id } = index.find(item.key) ?? { id: "" };
    abandon(item, lives.get(id));
  };

  /** Finds an item its batch: one that holds it already, or the next. */
  const enter = async (item: BatchItem): Promise<void> => {
    try {
      if (await place(item)) return;
      await ledger.reserve(item.key, item.request, item.budget);
      if (item.waiters === 0) return drop(item);
      notify([item], "collecting requests for a batch");
      collector.add(item);
    } catch (error) {
      ledger.settle(item.key, 0);
      settle(item, { error });
    }
  };

  return {
    has: (key) => items.has(key),
    join(key, request, budget) {
      const known = items.get(key);
      if (known !== undefined) {
        known.waiters += 1;
        return { item: known, isShared: true };
      }
      const item = createItem({ key, request, budget, bytes: requestBytes(request) });
      items.set(key, item);
      item.waiters += 1;
      void enter(item);
      return { item, isShared: false };
    },
    leave,
    async close() {
      await Promise.allSettled(sending);
      await Promise.all([...lives.values()].map((live) => live.close()));
    },
  };
}

const spent = (fault: Fault, tries: number): Fault =>
  new Fault(
    "model/batch-failed",
    `Cannot get an answer in ${tries} batches, at last: ${fault.message}`,
    {
      help: fault.help ?? "Ask without --batch, or try again later",
      details: { code: fault.code },
    },
  );
