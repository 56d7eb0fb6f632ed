import { Fault } from "../../domain/fault.ts";
import type { JsonValue } from "../../domain/json.ts";
import type { BatchJob, JobQueue } from "../../ports/batch-store.ts";

export interface JobWatch {
  /** Adds the jobs, where they are not there yet; each promise is the result of one, in their order. */
  run(jobs: readonly BatchJob[]): readonly Promise<JsonValue>[];
  /** Jobs that were added and have no result yet. */
  readonly pending: number;
  /** Looks for results until the signal is aborted; what is waited for then is refused with its reason. */
  watch(signal: AbortSignal): Promise<void>;
}

/** How long it sleeps at most before it looks again. */
const LOOK_MS = 250;

/** Waits for results of jobs, whoever brings them. */
export function watchJobs(queue: JobQueue): JobWatch {
  const waiting = new Map<string, PromiseWithResolvers<JsonValue>>();
  const added = new Map<string, Promise<JsonValue>>();

  const look = async (): Promise<void> => {
    // Asked for none, too: a queue tells what is new since it was last asked.
    for (const { jobId, result } of await queue.results([...waiting.keys()])) {
      waiting.get(jobId)?.resolve(result);
      waiting.delete(jobId);
    }
  };
  const refuseAll = (reason: unknown): void => {
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };

  return {
    get pending() {
      return waiting.size;
    },
    run(jobs) {
      for (const { id } of jobs) {
        if (added.has(id)) continue;
        const entry = Promise.withResolvers<JsonValue>();
        // Whoever waits hears of it; a promise that nobody awaits yet must not end the process.
        entry.promise.catch(() => undefined);
        waiting.set(id, entry);
        added.set(id, entry.promise);
      }
      queue.add(jobs).catch(refuseAll);
      return jobs.map(({ id }) => added.get(id) ?? Promise.reject(unknownJob(id)));
    },
    async watch(signal) {
      try {
        while (!signal.aborted) {
          await look();
          await queue.wait(LOOK_MS, signal);
        }
        signal.throwIfAborted();
      } catch (error) {
        refuseAll(signal.aborted ? signal.reason : error);
      }
    },
  };
}

const unknownJob = (id: string): Fault =>
  new Fault("record/missing", `Cannot wait for job "${id}": it was never added`);
