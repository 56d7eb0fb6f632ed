import { randomUUID } from "node:crypto";
import type { SharedPool } from "../../../ports/batch-store.ts";
import { withoutPool } from "../no-pool.ts";
import type { Parts } from "./parts.ts";
import { CLOSE_LOST, OPEN_POOL, RESERVE, SETTLE } from "./scripts.ts";

export interface RedisSharedPool extends SharedPool {
  forget(batchId: string): Promise<void>;
}

/** Money in a hash for each batch, with its open reservations beside it. */
export function createSharedPool({ link, run, keys, news }: Parts): RedisSharedPool {
  const namesOf = (batchId: string) => [keys.pool(batchId), keys.reservations(batchId)];
  const opened = new Map<string, number | undefined>();
  const open: SharedPool["open"] = async (batchId, capNanoUsd) => {
    await run(OPEN_POOL, [keys.pool(batchId)], [capNanoUsd ?? ""]);
  };
  // A server that was killed may have forgotten that it was there.
  news.onReturn(async () => {
    for (const [batchId, capNanoUsd] of opened) await open(batchId, capNanoUsd);
  });
  return {
    async open(batchId, capNanoUsd) {
      opened.set(batchId, capNanoUsd);
      await open(batchId, capNanoUsd);
    },
    async forget(batchId) {
      opened.delete(batchId);
      await link.attempt(() => link.client.unlink(...namesOf(batchId)));
    },
    async reserve(batchId, { jobId, delivery, nanoUsd }) {
      // Named here, so that asking again after a lost reply reserves nothing twice.
      const reservation = `${randomUUID()} ${batchId}`;
      const kept = JSON.stringify({ jobId, delivery, nanoUsd });
      const said = await run(RESERVE, namesOf(batchId), [reservation, nanoUsd, kept]);
      if (said === "missing") throw withoutPool(batchId);
      if (said === "granted") return { kind: "granted", reservation };
      return { kind: said === "never" ? "never" : "later" };
    },
    async settle(reservation, nanoUsd) {
      const batchId = reservation.slice(reservation.indexOf(" ") + 1);
      await run(SETTLE, namesOf(batchId), [reservation, nanoUsd]);
    },
    async closeLost(batchId, { jobId, before, isPaid }) {
      await run(CLOSE_LOST, namesOf(batchId), [jobId, before, isPaid ? 1 : 0]);
    },
    async state(batchId) {
      const [spent, reserved, lost] = await link.attempt(() =>
        link.client.hmget(keys.pool(batchId), "spent", "reserved", "lost"),
      );
      return {
        spentNanoUsd: Number(spent ?? 0),
        reservedNanoUsd: Number(reserved ?? 0),
        lostCalls: Number(lost ?? 0),
      };
    },
  };
}
