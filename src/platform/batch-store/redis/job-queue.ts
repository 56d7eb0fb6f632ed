import { randomUUID } from "node:crypto";
import type { Job } from "bullmq";
import type { JsonValue } from "../../../domain/json.ts";
import type { BatchJob, JobQueue, TakenJob } from "../../../ports/batch-store.ts";
import { inChunks } from "./in-chunks.ts";
import type { QueuePackages } from "./load-packages.ts";
import { openWorkers } from "./open-workers.ts";
import type { Parts } from "./parts.ts";
import { IS_OPEN, PUT_RESULT } from "./scripts.ts";

export interface RedisJobQueue extends JobQueue, AsyncDisposable {
  /** Drops jobs and their results; who holds one is told so when he renews or ends it. */
  forget(batchId: string): Promise<void>;
}

/** Jobs whose data fits well into one message. */
const CHUNK = 100;

/**
 * Jobs in a queue of BullMQ, which brings each of them to one worker and brings it again when its lock ran out. What
 * counts stands beside it: which jobs there are, and their results. So BullMQ may bring a job once too often, and that
 * one ends without work.
 *
 * @see https://docs.bullmq.io/patterns/manually-fetching-jobs
 */
export function createJobQueue(
  { link, keys, news, run }: Parts,
  packages: QueuePackages,
): RedisJobQueue {
  const { client, attempt } = link;
  const workers = openWorkers({ link, packages, prefix: keys.prefix, onStalled: news.tell });
  const held = new Map<string, Job<BatchJob>>();
  /** Jobs that this process wants done. */
  const wanted = new Map<string, BatchJob>();
  let seen = 0;

  const look = async ({ id, batchId }: BatchJob) => {
    const names = [keys.jobs(batchId), keys.result(id), keys.released(id)];
    const [isOpen, releases] = (await run(IS_OPEN, names, [id])) as readonly [number, number];
    return { isOpen: isOpen === 1, releases };
  };

  const findHeld = async ({ job, token }: TakenJob): Promise<Job<BatchJob> | undefined> =>
    held.get(token) ?? (await attempt(() => workers.queue.getJob(toName(job.id))));

  /** Takes it out of the queue; nothing where it is no longer this holder's. */
  const end = async (job: Job<BatchJob>, token: string): Promise<void> => {
    await attempt(() => job.moveToCompleted(null as never, token, false).catch(ignoreLoss));
  };

  const add = async (jobs: readonly BatchJob[]): Promise<void> => {
    for (const chunk of inChunks(jobs, CHUNK)) {
      const results = await attempt(() => client.mget(chunk.map(({ id }) => keys.result(id))));
      const open = chunk.filter((_, index) => results[index] === null);
      for (const { id, batchId } of chunk) await attempt(() => client.sadd(keys.jobs(batchId), id));
      await attempt(() => workers.queue.addBulk(open.map(toBullJob)));
    }
    await news.tell();
  };
  // A server that was killed may have forgotten what it said yes to last; adding again changes nothing else.
  news.onReturn(() => add([...wanted.values()]));

  return {
    async add(jobs) {
      for (const job of jobs) wanted.set(job.id, job);
      await add(jobs);
    },

    async take({ worker, leaseMs }) {
      seen = news.count;
      const fetcher = await attempt(() => workers.withLease(leaseMs));
      for (;;) {
        const token = `${worker}:${randomUUID()}`;
        const job = await attempt(() => fetcher.getNextJob(token, { block: false }));
        if (job === undefined) return undefined;
        const { isOpen, releases } = await look(job.data);
        if (!isOpen) {
          await end(job, token);
          continue;
        }
        held.set(token, job);
        return { job: job.data, delivery: Math.max(1, job.attemptsStarted - releases), token };
      }
    },

    async renew(taken, leaseMs) {
      const { token } = taken;
      const job = await findHeld(taken);
      const { isOpen } = await look(taken.job);
      const isRenewed =
        isOpen &&
        job !== undefined &&
        (await attempt(async () => Number(await job.extendLock(token, leaseMs)) === 1));
      if (!isRenewed) held.delete(token);
      return isRenewed;
    },

    async finish(taken, result) {
      const { job, token } = taken;
      const text = JSON.stringify({ by: token, result });
      const names = [keys.jobs(job.batchId), keys.result(job.id)];
      const isFirst = await run(PUT_RESULT, names, [job.id, text]);
      const queued = await findHeld(taken);
      held.delete(token);
      if (queued !== undefined) await end(queued, token);
      await news.tell();
      return isFirst === 1;
    },

    async release(taken) {
      const { job, token } = taken;
      const queued = await findHeld(taken);
      held.delete(token);
      if (queued === undefined) return;
      const releases = keys.released(job.id);
      await attempt(() => client.sadd(releases, token));
      const isBack = await attempt(() => queued.moveToWait(token).then(() => true, ignoreLoss));
      if (isBack !== true) await attempt(() => client.srem(releases, token));
      await news.tell();
    },

    async results(jobIds) {
      seen = news.count;
      const found = [];
      for (const chunk of inChunks(jobIds, CHUNK)) {
        const texts = await attempt(() => client.mget(chunk.map(keys.result)));
        for (const [index, jobId] of chunk.entries()) {
          const text = texts[index];
          if (typeof text !== "string") continue;
          wanted.delete(jobId);
          found.push({ jobId, result: readResult(text) });
        }
      }
      return found;
    },

    wait: (timeoutMs, signal) => news.wait(seen, timeoutMs, signal),

    async forget(batchId) {
      for (const [id, job] of wanted) if (job.batchId === batchId) wanted.delete(id);
      const ids = await attempt(() => client.smembers(keys.jobs(batchId)));
      for (const chunk of inChunks(ids, CHUNK)) {
        const names = chunk.flatMap((id) => [keys.result(id), keys.released(id)]);
        await attempt(() => client.srem(keys.jobs(batchId), ...chunk));
        await attempt(() => client.unlink(...names));
        for (const id of chunk) await attempt(() => workers.queue.remove(toName(id)));
      }
      await news.tell();
    },

    [Symbol.asyncDispose]: workers[Symbol.asyncDispose],
  };
}

/** A name that BullMQ takes for any id: no colons, and no mere number. */
const toName = (id: string): string => `j-${encodeURIComponent(id)}`;

/** Priorities begin with 1: BullMQ's 0 has none, and would go before all others. */
const toBullJob = (job: BatchJob) => ({
  name: job.kind,
  data: job,
  opts: { jobId: toName(job.id), priority: job.priority + 1, removeOnComplete: true },
});

const readResult = (text: string): JsonValue =>
  (JSON.parse(text) as { readonly result: JsonValue }).result;

/** BullMQ's errors with a number as their code: the job is gone, or somebody else's. */
function ignoreLoss(error: unknown): undefined {
  if (error instanceof Error && "code" in error && typeof error.code === "number") return undefined;
  throw error;
}
