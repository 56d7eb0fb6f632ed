/** A batch store in memory, for tests of what stands on one. */

import { Fault } from "../domain/fault.ts";
import type { JsonValue } from "../domain/json.ts";
import { systemClock } from "../platform/clock.ts";
import type {
  AnswerLedger,
  BatchJob,
  BatchStore,
  JobQueue,
  PoolState,
  SharedPace,
  SharedPool,
  TakenJob,
} from "../ports/batch-store.ts";
import type { Clock } from "../ports/clock.ts";
import { orAbort } from "../std/or-abort.ts";

const LOOK_MS = 5;

interface KeptJob {
  readonly job: BatchJob;
  readonly order: number;
  deliveries: number;
  held: { readonly token: string; readonly until: number } | undefined;
  result: JsonValue | undefined;
}

interface Reservation {
  readonly batchId: string;
  readonly jobId: string;
  readonly delivery: number;
  readonly nanoUsd: number;
}

interface Forgetful {
  forget(batchId: string): void;
}

/** Everything that the store's port promises, for one process; leases run by `clock`. */
export function createMemoryBatchStore(clock: Clock): BatchStore {
  const [jobs, answers, pool] = [createQueue(clock), createLedger(), createPool()];
  return {
    jobs,
    answers,
    pool,
    pace: createPace(clock),
    async forget(batchId) {
      for (const part of [jobs, answers, pool]) part.forget(batchId);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function createQueue(clock: Clock): JobQueue & Forgetful {
  const kept = new Map<string, KeptJob>();
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const wake of waiting) wake();
  };
  const isFree = ({ held, result }: KeptJob): boolean =>
    result === undefined && (held === undefined || held.until <= clock.elapsed());
  const heldBy = ({ job, token }: TakenJob): KeptJob | undefined => {
    const found = kept.get(job.id);
    return found?.held?.token === token ? found : undefined;
  };
  return {
    forget(batchId) {
      for (const [id, { job }] of kept) if (job.batchId === batchId) kept.delete(id);
    },
    async add(jobs) {
      for (const job of jobs) {
        if (kept.has(job.id)) continue;
        kept.set(job.id, {
          job: structuredClone(job),
          order: kept.size,
          deliveries: 0,
          held: undefined,
          result: undefined,
        });
      }
      tell();
    },
    async take({ worker, leaseMs }) {
      const [next] = [...kept.values()]
        .filter(isFree)
        .sort((a, b) => a.job.priority - b.job.priority || a.order - b.order);
      if (next === undefined) return undefined;
      next.deliveries += 1;
      const token = `${worker}:${next.order}:${next.deliveries}`;
      next.held = { token, until: clock.elapsed() + leaseMs };
      return { job: structuredClone(next.job), delivery: next.deliveries, token };
    },
    async renew(taken, leaseMs) {
      const found = heldBy(taken);
      if (found === undefined || found.result !== undefined) return false;
      found.held = { token: taken.token, until: clock.elapsed() + leaseMs };
      return true;
    },
    async finish(taken, result) {
      const found = kept.get(taken.job.id);
      if (found === undefined || found.result !== undefined) return false;
      found.result = structuredClone(result);
      tell();
      return true;
    },
    async release(taken) {
      const found = heldBy(taken);
      if (found === undefined) return;
      found.held = undefined;
      found.deliveries -= 1;
      tell();
    },
    async results(jobIds) {
      return jobIds.flatMap((jobId) => {
        const result = kept.get(jobId)?.result;
        return result === undefined ? [] : [{ jobId, result: structuredClone(result) }];
      });
    },
    async wait(timeoutMs, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      try {
        // What happened between two looks is missed; a short sleep makes up for it, whatever `clock` says.
        await orAbort(
          Promise.race([promise, systemClock.sleep(Math.min(timeoutMs, LOOK_MS))]),
          signal,
        );
      } finally {
        waiting.delete(resolve);
      }
    },
  };
}

function createLedger(): AnswerLedger & Forgetful {
  const answers = new Map<string, JsonValue>();
  return {
    get: async (key) => structuredClone(answers.get(key)),
    async put(key, answer) {
      if (!answers.has(key)) answers.set(key, structuredClone(answer));
      return structuredClone(answers.get(key) ?? answer);
    },
    forget(batchId) {
      for (const key of answers.keys()) if (key.startsWith(`${batchId}/`)) answers.delete(key);
    },
  };
}

function createPool(): SharedPool & Forgetful {
  const caps = new Map<string, number | undefined>();
  const spent = new Map<string, { nanoUsd: number; lostCalls: number }>();
  const open = new Map<string, Reservation>();
  let count = 0;
  const spentOf = (batchId: string) => {
    const known = spent.get(batchId) ?? { nanoUsd: 0, lostCalls: 0 };
    spent.set(batchId, known);
    return known;
  };
  const state = (batchId: string): PoolState => {
    const { nanoUsd, lostCalls } = spentOf(batchId);
    const reserved = [...open.values()].filter((each) => each.batchId === batchId);
    return {
      spentNanoUsd: nanoUsd,
      reservedNanoUsd: reserved.reduce((sum, each) => sum + each.nanoUsd, 0),
      lostCalls,
    };
  };
  return {
    async open(batchId, capNanoUsd) {
      if (!caps.has(batchId)) caps.set(batchId, capNanoUsd);
    },
    async reserve(batchId, call) {
      if (!caps.has(batchId)) throw new Fault("storage/unwritable", `Cannot pay: ${batchId}`);
      const cap = caps.get(batchId) ?? Number.POSITIVE_INFINITY;
      const { spentNanoUsd, reservedNanoUsd } = state(batchId);
      if (spentNanoUsd + call.nanoUsd > cap) return { kind: "never" };
      if (spentNanoUsd + reservedNanoUsd + call.nanoUsd > cap) return { kind: "later" };
      count += 1;
      const reservation = `${batchId}:${count}`;
      open.set(reservation, { batchId, ...call });
      return { kind: "granted", reservation };
    },
    async settle(reservation, nanoUsd) {
      const found = open.get(reservation);
      if (found === undefined) return;
      open.delete(reservation);
      spentOf(found.batchId).nanoUsd += nanoUsd;
    },
    async closeLost(batchId, { jobId, before, isPaid }) {
      for (const [id, each] of open) {
        if (each.batchId !== batchId || each.jobId !== jobId || each.delivery >= before) continue;
        open.delete(id);
        if (!isPaid) continue;
        spentOf(batchId).nanoUsd += each.nanoUsd;
        spentOf(batchId).lostCalls += 1;
      }
    },
    state: async (batchId) => state(batchId),
    forget(batchId) {
      caps.delete(batchId);
      spent.delete(batchId);
      for (const [id, each] of open) if (each.batchId === batchId) open.delete(id);
    },
  };
}

function createPace(clock: Clock): SharedPace {
  const heldUntil = new Map<string, number>();
  return {
    enter: async (provider) => Math.max(0, (heldUntil.get(provider) ?? 0) - clock.elapsed()),
    async giveBack() {},
    async hold(provider, waitMs) {
      const until = clock.elapsed() + waitMs;
      heldUntil.set(provider, Math.max(until, heldUntil.get(provider) ?? 0));
    },
  };
}
