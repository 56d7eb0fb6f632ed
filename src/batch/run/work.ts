/** A worker: takes jobs, keeps their leases, and hands in results. */

import { Fault } from "../../domain/fault.ts";
import type { JsonValue } from "../../domain/json.ts";
import type { BatchJob, BatchStore, TakenJob } from "../../ports/batch-store.ts";
import { orAbort } from "../../std/or-abort.ts";
import { failedResult, modelOf, runJob, timeOf, type WorkEnvironment } from "./run-job.ts";

export interface WorkOptions {
  /** Its name, for the store: unique among all workers. */
  readonly worker: string;
  /** Jobs at a time. */
  readonly parallel: number;
  /** Ends the work: jobs that are not done go back. */
  readonly signal: AbortSignal;
  /** After so long without a sign of life a job is another's. @default 30_000 */
  readonly leaseMs?: number | undefined;
  /** How often a job may be lost together with its worker, before it is given up. @default 10 */
  readonly maxDeliveries?: number | undefined;
  /** Before a job is tried again for which the world failed; doubled each time. @default 2000 */
  readonly pauseMs?: number | undefined;
  /** Hears of each job. @default nobody */
  readonly onEvent?: ((event: WorkEvent) => void) | undefined;
}

export type WorkEvent =
  | { readonly type: "job-start" | "job-end" | "job-lost"; readonly job: BatchJob }
  | { readonly type: "job-again"; readonly job: BatchJob; readonly delivery: number };

/** How long an idle worker sleeps at most before it looks again. */
const IDLE_MS = 250;

/** Why work on a job was broken off, without a result. */
class LostLease extends Error {}
class OutOfTime extends Error {}

/**
 * Works until the signal is aborted; then everything that was taken is back in the store.
 *
 * @throws {Fault} where every job would fail so on this machine; nothing is burned for it.
 */
export async function work(
  store: BatchStore,
  environment: WorkEnvironment,
  options: WorkOptions,
): Promise<void> {
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const lanes = Array.from({ length: options.parallel }, async () => {
    try {
      await workOn(store, environment, { ...options, signal });
    } catch (error) {
      // One reason is told; what it makes the other lanes say is not.
      if (!signal.aborted) broken.abort(error);
    }
  });
  await Promise.all(lanes);
  if (broken.signal.aborted) throw broken.signal.reason;
}

async function workOn(
  store: BatchStore,
  environment: WorkEnvironment,
  options: WorkOptions,
): Promise<void> {
  const { worker, signal, leaseMs = 30_000 } = options;
  while (!signal.aborted) {
    const taken = await store.jobs.take({ worker, leaseMs });
    if (taken !== undefined) await workOff(taken, store, environment, { ...options, leaseMs });
    else await store.jobs.wait(IDLE_MS, signal);
  }
}

async function workOff(
  taken: TakenJob,
  store: BatchStore,
  environment: WorkEnvironment,
  options: WorkOptions & { readonly leaseMs: number },
): Promise<void> {
  const { job, delivery } = taken;
  const { maxDeliveries = 10, onEvent = () => undefined } = options;
  onEvent(delivery > 1 ? { type: "job-again", job, delivery } : { type: "job-start", job });
  const own = new AbortController();
  const signal = AbortSignal.any([options.signal, own.signal]);
  const watching = Promise.all([
    keepLease(taken, store, { ...options, own, clock: environment.clock }),
    keepTime(taken, { own, clock: environment.clock }),
  ]);
  let result: JsonValue;
  try {
    result =
      delivery > maxDeliveries
        ? await giveUp(taken, store, environment)
        : await orAbort(runJob(taken, environment, { ...options, store, signal }), signal);
  } catch (error) {
    if (own.signal.reason instanceof LostLease) return onEvent({ type: "job-lost", job });
    if (!(own.signal.reason instanceof OutOfTime) || options.signal.aborted) {
      await store.jobs.release(taken);
      throw error;
    }
    result = failedResult(taken, outOfTime(timeOf(taken)));
  } finally {
    own.abort();
    await watching;
  }
  await store.jobs.finish(taken, result);
  onEvent({ type: "job-end", job });
}

interface Watch {
  /** Aborted with the reason to break off; by whoever ends the job without one. */
  readonly own: AbortController;
  readonly clock: WorkEnvironment["clock"];
}

/** Breaks the work off when the job is no longer ours. */
async function keepLease(
  taken: TakenJob,
  store: BatchStore,
  { own, clock, leaseMs }: Watch & { readonly leaseMs: number },
): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(leaseMs / 3, own.signal);
      if (!(await store.jobs.renew(taken, leaseMs))) return own.abort(new LostLease());
    }
  } catch (error) {
    // A store that cannot be reached keeps no lease either.
    if (!own.signal.aborted) own.abort(error);
  }
}

/** Breaks the work off when it takes too long. */
async function keepTime(taken: TakenJob, { own, clock }: Watch): Promise<void> {
  try {
    await clock.sleep(timeOf(taken), own.signal);
    own.abort(new OutOfTime());
  } catch {
    // The job has ended before.
  }
}

/** Ends a job that took its workers with it, and closes what they left open. */
async function giveUp(
  taken: TakenJob,
  { pool }: BatchStore,
  { modelFor }: WorkEnvironment,
): Promise<JsonValue> {
  const { job, delivery } = taken;
  const { keepsAnswersByKey = false } = await modelFor(modelOf(taken));
  const lost = { jobId: job.id, before: delivery, isPaid: !keepsAnswersByKey };
  await pool.closeLost(job.batchId, lost);
  const message = `Cannot end it: ${delivery - 1} workers were lost over it`;
  return failedResult(taken, new Fault("model/unavailable", message));
}

const outOfTime = (ms: number): Fault =>
  new Fault("model/timeout", `Cannot end it: it took longer than ${Math.round(ms / 1000)} s`);
