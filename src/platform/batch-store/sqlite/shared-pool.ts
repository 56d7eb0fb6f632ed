import type { SharedPool } from "../../../ports/batch-store.ts";
import type { Sql } from "../../sqlite/in-transaction.ts";
import { withoutPool } from "../no-pool.ts";
import type { BatchDatabase } from "./open-batch-database.ts";

interface PoolRow {
  readonly cap: number | null;
  readonly spent: number;
  readonly reserved: number;
  readonly lost: number;
}

interface ReservationRow {
  readonly id: number;
  readonly batch: string;
  readonly nano_usd: number;
}

/** Money in a table: what is spent and reserved changes in one transaction with the question whether it fits. */
export const createSharedPool = (database: BatchDatabase): SharedPool => ({
  async open(batchId, capNanoUsd) {
    database.change((sql) => {
      sql("INSERT INTO pools (batch, cap) VALUES (?, ?) ON CONFLICT DO NOTHING").run(
        batchId,
        capNanoUsd ?? null,
      );
    });
  },

  async reserve(batchId, { jobId, delivery, nanoUsd }) {
    return database.change((sql) => {
      const pool = find(sql, batchId);
      if (pool === undefined) throw withoutPool(batchId);
      const { cap, spent, reserved } = pool;
      const unspent = (cap ?? Number.POSITIVE_INFINITY) - spent;
      if (nanoUsd > unspent) return { kind: "never" };
      if (nanoUsd > unspent - reserved) return { kind: "later" };
      const { lastInsertRowid } = sql(
        "INSERT INTO reservations (batch, job, delivery, nano_usd) VALUES (?, ?, ?, ?)",
      ).run(batchId, jobId, delivery, nanoUsd);
      sql("UPDATE pools SET reserved = reserved + ? WHERE batch = ?").run(nanoUsd, batchId);
      return { kind: "granted", reservation: String(lastInsertRowid) };
    });
  },

  async settle(reservation, nanoUsd) {
    database.change((sql) => {
      const row = sql("SELECT id, batch, nano_usd FROM reservations WHERE id = ?").get(
        Number(reservation),
      ) as unknown as ReservationRow | undefined;
      if (row !== undefined) close(sql, row, { nanoUsd, lost: 0 });
    });
  },

  async closeLost(batchId, { jobId, before, isPaid }) {
    database.change((sql) => {
      const rows = sql(
        "SELECT id, batch, nano_usd FROM reservations WHERE batch = ? AND job = ? AND delivery < ?",
      ).all(batchId, jobId, before) as unknown as readonly ReservationRow[];
      for (const row of rows)
        close(sql, row, isPaid ? { nanoUsd: row.nano_usd, lost: 1 } : { nanoUsd: 0, lost: 0 });
    });
  },

  async state(batchId) {
    const row = database.read((sql) => find(sql, batchId));
    return {
      spentNanoUsd: row?.spent ?? 0,
      reservedNanoUsd: row?.reserved ?? 0,
      lostCalls: row?.lost ?? 0,
    };
  },
});

const find = (sql: Sql, batchId: string): PoolRow | undefined =>
  sql("SELECT cap, spent, reserved, lost FROM pools WHERE batch = ?").get(batchId) as unknown as
    | PoolRow
    | undefined;

function close(
  sql: Sql,
  { id, batch, nano_usd: held }: ReservationRow,
  paid: { readonly nanoUsd: number; readonly lost: number },
): void {
  sql("DELETE FROM reservations WHERE id = ?").run(id);
  sql(
    "UPDATE pools SET reserved = reserved - ?, spent = spent + ?, lost = lost + ? WHERE batch = ?",
  ).run(held, paid.nanoUsd, paid.lost, batch);
}
