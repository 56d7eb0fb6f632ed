import type { Clock } from "../ports/clock.ts";
import type { KeptVerdict, VerdictStore } from "../ports/verdict-store.ts";
import type { Sql } from "./sqlite/in-transaction.ts";
import type { TolerantDatabase } from "./sqlite/tolerant-database.ts";

export interface CreateVerdictStoreOptions {
  readonly clock: Clock;
  /** Of all verdicts; those that were used longest ago make room. */
  readonly maxBytes: number;
}

/** Making room goes a little further than it must, so that not every verdict has to make some. */
const ROOM = 0.95;

/**
 * Verdicts in a database with the tables of `VERDICT_TABLES`; other processes may use it at the same time. Disposing
 * closes the database.
 */
export function createVerdictStore(
  database: TolerantDatabase,
  { clock, maxBytes }: CreateVerdictStoreOptions,
): VerdictStore {
  return {
    get: (key) => database.attempt((sql) => use(sql, key, clock.now()), undefined),
    put(key, { text, storedAt }) {
      const bytes = Buffer.byteLength(text);
      if (bytes > maxBytes) return;
      database.change((sql) => {
        // What is put in again could not be used as it was.
        sql(PUT).run(key, bytes, storedAt, clock.now(), text);
        makeRoom(sql, maxBytes);
      }, undefined);
    },
    stats: () => ({
      ...database.attempt(readTotals, { entries: 0, bytes: 0 }),
      maxBytes,
      uses: database.attempt(readUses, 0),
    }),
    clear() {
      const { entries } = database.attempt(readTotals, { entries: 0, bytes: 0 });
      database.attempt((sql) => sql("DELETE FROM verdicts").run(), undefined);
      database.attempt((sql) => sql("VACUUM").run(), undefined);
      database.attempt((sql) => sql("PRAGMA wal_checkpoint(TRUNCATE)").all(), undefined);
      return entries;
    },
    [Symbol.dispose]: () => database[Symbol.dispose](),
  };
}

const PUT = `INSERT INTO verdicts (key, bytes, stored_at, used_at, verdict)
  VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes,
    stored_at = excluded.stored_at, used_at = excluded.used_at, verdict = excluded.verdict`;
const DROP_UNUSED = `DELETE FROM verdicts WHERE key IN
  (SELECT key FROM verdicts ORDER BY used_at, rowid LIMIT 1)`;

/** The verdict, noted as used. */
function use(sql: Sql, key: string, now: number): KeptVerdict | undefined {
  const row = sql("SELECT verdict, stored_at AS storedAt FROM verdicts WHERE key = ?").get(key);
  if (row === undefined) return undefined;
  sql("UPDATE verdicts SET used_at = ?, uses = uses + 1 WHERE key = ?").run(now, key);
  return { text: String(row["verdict"]), storedAt: Number(row["storedAt"]) };
}

function makeRoom(sql: Sql, maxBytes: number): void {
  if (readTotals(sql).bytes <= maxBytes) return;
  while (readTotals(sql).bytes > maxBytes * ROOM) sql(DROP_UNUSED).run();
}

const readTotals = (sql: Sql): { readonly entries: number; readonly bytes: number } =>
  sql("SELECT entries, bytes FROM totals").get() as { entries: number; bytes: number };

const readUses = (sql: Sql): number =>
  Number(sql("SELECT coalesce(sum(uses), 0) AS uses FROM verdicts").get()?.["uses"]);
