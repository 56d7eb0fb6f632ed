import { Fault } from "../../../domain/fault.ts";

/** What is used of the packages. */
export interface QueuePackages {
  readonly Redis: typeof import("ioredis").Redis;
  readonly Queue: typeof import("bullmq").Queue;
  readonly Worker: typeof import("bullmq").Worker;
}

/**
 * Both packages are optional peers, and loaded when a shared queue is opened.
 *
 * @throws {Fault} `queue/missing-packages`
 */
export async function loadPackages(load = importPackages): Promise<QueuePackages> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Fault(
      "queue/missing-packages",
      "Cannot open the shared queue: the packages bullmq and ioredis are not installed",
      { help: "Run: npm install bullmq@6 ioredis@6", cause: error },
    );
  }
}

async function importPackages(): Promise<QueuePackages> {
  const [{ Redis }, { Queue, Worker }] = await Promise.all([import("ioredis"), import("bullmq")]);
  return { Redis, Queue, Worker };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
