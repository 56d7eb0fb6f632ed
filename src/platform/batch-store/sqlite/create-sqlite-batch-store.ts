import type { BatchStore } from "../../../ports/batch-store.ts";
import type { Clock } from "../../../ports/clock.ts";
import { createAnswerLedger } from "./answer-ledger.ts";
import { createJobQueue } from "./job-queue.ts";
import { openBatchDatabase } from "./open-batch-database.ts";
import { createSharedPace } from "./shared-pace.ts";
import { createSharedPool } from "./shared-pool.ts";

export interface SqliteBatchStoreOptions {
  readonly clock: Clock;
}

/**
 * The store of batches in the file at an absolute path, made where it is not there; for all processes of this machine
 * at once. Each operation is one short transaction: killed at any moment, a process leaves all of it or nothing.
 *
 * @throws {Fault} `storage/*`: no permission, read-only, held by another program, or broken.
 */
export function createSqliteBatchStore(
  path: string,
  { clock }: SqliteBatchStoreOptions,
): BatchStore {
  const database = openBatchDatabase(path);
  return {
    jobs: createJobQueue(database, clock),
    answers: createAnswerLedger(database),
    pool: createSharedPool(database),
    pace: createSharedPace(database, clock),
    async forget(batchId) {
      database.change((sql) => {
        sql("DELETE FROM jobs WHERE batch = ?").run(batchId);
        sql("DELETE FROM pools WHERE batch = ?").run(batchId);
        sql("DELETE FROM reservations WHERE batch = ?").run(batchId);
        // The character after the slash: all that begins with the batch's id and a slash lies between.
        sql("DELETE FROM answers WHERE key >= ? AND key < ?").run(`${batchId}/`, `${batchId}0`);
      });
    },
    async [Symbol.asyncDispose]() {
      database[Symbol.dispose]();
    },
  };
}
