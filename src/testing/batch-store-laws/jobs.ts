/** Jobs for the laws of stores, and how they are taken. */

import type { BatchJob, BatchStore, TakenJob } from "../../ports/batch-store.ts";

/** Long enough for a busy machine to renew in time, short enough to wait for. */
export const LEASE_MS = 1500;
/** A lease that does not run out while a test is at work. */
export const LONG_MS = 60_000;

export const job = (id: string, more: Partial<BatchJob> = {}): BatchJob => ({
  id,
  batchId: "batch",
  kind: "item",
  priority: 0,
  payload: { text: `do ${id}` },
  ...more,
});

export const take = async (store: BatchStore, leaseMs = LONG_MS): Promise<TakenJob> => {
  const taken = await store.jobs.take({ worker: "w", leaseMs });
  if (taken === undefined) throw new Error("Cannot go on: no job came");
  return taken;
};

/** Waits until a lease that ran out is noticed; stores look for that now and then. */
export async function takeLate(store: BatchStore): Promise<TakenJob> {
  for (;;) {
    const taken = await store.jobs.take({ worker: "late", leaseMs: LEASE_MS });
    if (taken !== undefined) return taken;
    await store.jobs.wait(100);
  }
}
