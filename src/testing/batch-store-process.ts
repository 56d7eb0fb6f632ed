/** A process of its own that works on a store of batches: run by its tests, with what to do as JSON. */

import { pathToFileURL } from "node:url";
import { systemClock } from "../platform/clock.ts";
import type { BatchStore } from "../ports/batch-store.ts";

/** Where a store is; another process can open it too. */
export type StoreLocation =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "redis"; readonly url: string; readonly prefix: string };

/** What the process does, and prints a line for each step. */
export type StoreWork =
  /** Takes and ends jobs until these all have results; prints the id of each that it ended. */
  | {
      readonly kind: "take-all";
      readonly jobIds: readonly string[];
      readonly leaseMs: number;
      /** How long each of them takes. */
      readonly workMs: number;
    }
  /** Takes one job, prints its id, and keeps it without ever ending it. */
  | { readonly kind: "take-and-hang"; readonly leaseMs: number }
  /** Reserves and settles; prints how much it settled and how many calls that were. */
  | {
      readonly kind: "pay";
      readonly batchId: string;
      readonly calls: number;
      readonly seed: number;
    };

export async function openStore(location: StoreLocation): Promise<BatchStore> {
  const clock = systemClock;
  if (location.kind === "sqlite") {
    const sqlite = await import("../platform/batch-store/sqlite/create-sqlite-batch-store.ts");
    return sqlite.createSqliteBatchStore(location.path, { clock });
  }
  const redis = await import("../platform/batch-store/redis/open-redis-batch-store.ts");
  const { url, prefix } = location;
  return redis.openRedisBatchStore(url, { clock, prefix, onNote: () => undefined });
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function takeAll(
  store: BatchStore,
  { jobIds, leaseMs, workMs }: Extract<StoreWork, { readonly kind: "take-all" }>,
): Promise<void> {
  const worker = `process-${process.pid}`;
  for (;;) {
    const taken = await store.jobs.take({ worker, leaseMs });
    if (taken !== undefined) {
      await systemClock.sleep(workMs);
      const isFirst = await store.jobs.finish(taken, { by: worker, delivery: taken.delivery });
      if (isFirst) say(taken.job.id);
      continue;
    }
    if ((await store.jobs.results(jobIds)).length === jobIds.length) return;
    await store.jobs.wait(500);
  }
}

async function takeAndHang(store: BatchStore, leaseMs: number): Promise<void> {
  const taken = await store.jobs.take({ worker: `process-${process.pid}`, leaseMs });
  say(taken?.job.id ?? "nothing");
  await systemClock.sleep(3_600_000);
}

async function pay(store: BatchStore, batchId: string, calls: number, seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  let settled = 0;
  let granted = 0;
  const call = async (index: number): Promise<void> => {
    const nanoUsd = 1 + (next() % 1000);
    const bill = next() % (nanoUsd + 1);
    for (;;) {
      const jobId = `${seed}-${index}`;
      const grant = await store.pool.reserve(batchId, { jobId, delivery: 1, nanoUsd });
      if (grant.kind === "never") return;
      if (grant.kind === "granted") {
        await systemClock.sleep(next() % 3);
        await store.pool.settle(grant.reservation, bill);
        settled += bill;
        granted += 1;
        return;
      }
      await systemClock.sleep(2 + (next() % 5));
    }
  };
  let index = 0;
  const lane = async (): Promise<void> => {
    while (index < calls) {
      index += 1;
      await call(index);
    }
  };
  await Promise.all(Array.from({ length: 20 }, lane));
  say(JSON.stringify({ settled, granted }));
}

async function main(text: string): Promise<void> {
  const { location, work } = JSON.parse(text) as { location: StoreLocation; work: StoreWork };
  await using store = await openStore(location);
  say("ready");
  if (work.kind === "take-all") await takeAll(store, work);
  else if (work.kind === "take-and-hang") await takeAndHang(store, work.leaseMs);
  else await pay(store, work.batchId, work.calls, work.seed);
}

const [, script, text] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href)
  await main(text ?? "{}");
