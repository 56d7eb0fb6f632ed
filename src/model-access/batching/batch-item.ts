/** A request that waits for its answer, and who waits for it. */

import type { Fault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { Budget } from "../../ports/budget.ts";
import type { BatchResponse } from "../../ports/model-batches.ts";
import { orAbort } from "../../std/or-abort.ts";

export type Notice = Extract<ModelEvent, { readonly type: "wait-start" }>;

export type ItemOutcome =
  | {
      readonly response: BatchResponse;
      /** Journal that keeps it. */
      readonly batchId: string;
      /** Whether it was paid for from a reservation of this process. */
      readonly isSettled: boolean;
    }
  | { readonly error: unknown };

export interface BatchItem {
  readonly key: string;
  readonly request: ModelRequest;
  /** What pays for it should it have to be sent again. */
  readonly budget: Budget;
  readonly bytes: number;
  /** Batches that have held it, this one included. */
  tries: number;
  waiters: number;
  /** Whether it is being put into a batch right now. */
  isLeaving: boolean;
  /** Whether somebody has been told what it cost. */
  isTold: boolean;
  notice: Notice | undefined;
  /** Counts notices, so that a slow reader takes only the latest. */
  noticeNumber: number;
  outcome: ItemOutcome | undefined;
  changed: PromiseWithResolvers<void>;
}

export const createItem = (
  facts: Pick<BatchItem, "key" | "request" | "budget" | "bytes">,
): BatchItem => ({
  ...facts,
  tries: 0,
  waiters: 0,
  isLeaving: false,
  isTold: false,
  notice: undefined,
  noticeNumber: 0,
  outcome: undefined,
  changed: Promise.withResolvers(),
});

/** Tells those who wait why they do. */
export function notify(
  items: Iterable<BatchItem>,
  why: string,
  fault?: Fault,
  waitMs?: number,
): void {
  const notice: Notice = { type: "wait-start", reason: "batch", waitMs, why, code: fault?.code };
  for (const item of items) {
    item.notice = notice;
    item.noticeNumber += 1;
    wake(item);
  }
}

/** Ends the waiting. */
export function finish(item: BatchItem, outcome: ItemOutcome): void {
  item.outcome = outcome;
  wake(item);
}

function wake(item: BatchItem): void {
  item.changed.resolve();
  item.changed = Promise.withResolvers();
}

/**
 * Notices as they come, the latest where there were several, until there is an outcome.
 *
 * @throws `signal.reason` when aborted.
 */
export async function* waitForOutcome(
  item: BatchItem,
  signal: AbortSignal | undefined,
): AsyncGenerator<Notice, ItemOutcome> {
  for (let seen = 0; ; ) {
    signal?.throwIfAborted();
    if (item.outcome !== undefined) return item.outcome;
    if (item.notice !== undefined && item.noticeNumber > seen) {
      seen = item.noticeNumber;
      yield item.notice;
    } else {
      await orAbort(item.changed.promise, signal);
    }
  }
}
