import type { Queue, Worker } from "bullmq";
import type { BatchJob } from "../../../ports/batch-store.ts";
import { waitAtMost } from "../../../std/wait-at-most.ts";
import type { RedisLink } from "./connect.ts";
import type { QueuePackages } from "./load-packages.ts";

export interface Workers extends AsyncDisposable {
  readonly queue: Queue<BatchJob>;
  /** Fetches jobs that are locked for so long; looks now and then for those whose lock ran out. */
  withLease(leaseMs: number): Promise<Worker<BatchJob>>;
}

export interface OpenWorkersOptions {
  readonly link: RedisLink;
  readonly packages: QueuePackages;
  readonly prefix: string;
  /** Hears that a job is there again. */
  readonly onStalled: () => Promise<void>;
}

const QUEUE = "jobs";
/** BullMQ gives a job up after so many lost locks; giving up is decided elsewhere. */
const MOST_STALLS = 1_000_000_000;
/** The stream of events, which nobody here reads. */
const EVENTS_KEPT = 100;
/** Closing asks the server to say good-bye; one that is away does not. */
const CLOSING_MS = 1000;

/** BullMQ's two halves of a queue, over one connection. Nothing runs by itself but the look for lost locks. */
export function openWorkers({ link, packages, prefix, onStalled }: OpenWorkersOptions): Workers {
  const shared = { connection: link.client, prefix };
  const queue = new packages.Queue<BatchJob>(QUEUE, {
    ...shared,
    streams: { events: { maxLen: EVENTS_KEPT } },
  });
  // The connection tells its errors itself; without a listener this one would throw them.
  queue.on("error", () => undefined);
  const workers = new Map<number, Worker<BatchJob>>();

  const open = (leaseMs: number): Worker<BatchJob> => {
    const worker = new packages.Worker<BatchJob>(QUEUE, null, {
      ...shared,
      autorun: false,
      lockDuration: leaseMs,
      skipLockRenewal: true,
      stalledInterval: Math.min(5000, Math.max(100, Math.floor(leaseMs / 4))),
      maxStalledCount: MOST_STALLS,
    });
    worker.on("error", () => undefined);
    worker.on("stalled", () => void onStalled().catch(() => undefined));
    workers.set(leaseMs, worker);
    return worker;
  };

  return {
    queue,
    async withLease(leaseMs) {
      const known = workers.get(leaseMs);
      if (known !== undefined) return known;
      const worker = open(leaseMs);
      await worker.waitUntilReady();
      await worker.startStalledCheckTimer();
      return worker;
    },
    async [Symbol.asyncDispose]() {
      for (const each of [...workers.values(), queue]) {
        const closing = each instanceof packages.Worker ? each.close(true) : each.close();
        await waitAtMost(closing, {
          timeoutMs: CLOSING_MS,
          signal: undefined,
          onTimeout: () => new Error("slow"),
        }).catch(() => undefined);
      }
    },
  };
}
