import type { BatchStore } from "../../../ports/batch-store.ts";
import type { Clock } from "../../../ports/clock.ts";
import { createAnswerLedger } from "./answer-ledger.ts";
import { connect } from "./connect.ts";
import { createJobQueue } from "./job-queue.ts";
import { keysFor } from "./keys.ts";
import { loadPackages, type QueuePackages } from "./load-packages.ts";
import { openNews } from "./news.ts";
import type { Parts } from "./parts.ts";
import { runScript } from "./scripts.ts";
import { createSharedPace } from "./shared-pace.ts";
import { createSharedPool } from "./shared-pool.ts";
import { tellWeaknesses } from "./tell-weaknesses.ts";

export interface RedisBatchStoreOptions {
  readonly clock: Clock;
  /** Hears, in words for the user, how the server may lose what is kept in it. */
  readonly onNote: (note: string) => void;
  /** What all names begin with. @default "specwright" */
  readonly prefix?: string | undefined;
  /** How long the server may be away before work ends. @default 60_000 */
  readonly patienceMs?: number | undefined;
  /** The same for the first connection. @default 10_000 */
  readonly openingMs?: number | undefined;
  /** Brings the optional packages. @default imports them */
  readonly load?: (() => Promise<QueuePackages>) | undefined;
}

/**
 * The store of batches on a Redis (7 or newer), for any number of machines. Times are the server's.
 *
 * @param url `redis://` or `rediss://`; user and password in it are shown nowhere
 * @throws {Fault} `queue/missing-packages`, `queue/unreachable`, `usage/invalid`
 */
export async function openRedisBatchStore(
  url: string,
  options: RedisBatchStoreOptions,
): Promise<BatchStore> {
  const { clock, onNote, prefix = "specwright", patienceMs = 60_000, openingMs = 10_000 } = options;
  const packages = await loadPackages(options.load);
  const link = await connect(url, packages.Redis, { clock, patienceMs, openingMs });
  try {
    await tellWeaknesses(link, onNote);
    const keys = keysFor(prefix);
    const news = await openNews(link, keys.news, clock);
    const parts: Parts = {
      link,
      keys,
      news,
      run: (script, names, values) =>
        link.attempt(() => runScript(link.client, script, names, values)),
    };
    const jobs = createJobQueue(parts, packages);
    const pool = createSharedPool(parts);
    return {
      jobs,
      answers: createAnswerLedger(parts),
      pool,
      pace: createSharedPace(parts),
      async forget(batchId) {
        await jobs.forget(batchId);
        await pool.forget(batchId);
        await link.attempt(() => link.client.unlink(keys.answers(batchId)));
      },
      async [Symbol.asyncDispose]() {
        await jobs[Symbol.asyncDispose]();
        link.close();
      },
    };
  } catch (error) {
    link.close();
    throw error;
  }
}
