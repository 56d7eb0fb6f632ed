import { join } from "node:path";
import type { BatchStore } from "../ports/batch-store.ts";
import type { Clock } from "../ports/clock.ts";

export interface OpenBatchStoreOptions {
  readonly clock: Clock;
  /** Hears, in words for the user, how the store may lose what is kept in it. */
  readonly onNote: (note: string) => void;
}

/** The store of one batch on this machine: a file in `folder`, the batch's own. @throws {Fault} `storage/*` */
export async function openLocalBatchStore(
  folder: string,
  { clock }: OpenBatchStoreOptions,
): Promise<BatchStore> {
  const { createSqliteBatchStore } = await import(
    "../platform/batch-store/sqlite/create-sqlite-batch-store.ts"
  );
  return createSqliteBatchStore(join(folder, "store.sqlite"), { clock });
}

/** The store that many machines share. @throws {Fault} `queue/*`, `usage/invalid` */
export async function openSharedBatchStore(
  url: string,
  options: OpenBatchStoreOptions,
): Promise<BatchStore> {
  const { openRedisBatchStore } = await import(
    "../platform/batch-store/redis/open-redis-batch-store.ts"
  );
  return openRedisBatchStore(url, options);
}
