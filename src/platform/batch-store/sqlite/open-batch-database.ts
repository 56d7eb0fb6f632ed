import type { StatementSync } from "node:sqlite";
import { inTransaction, type Sql } from "../../sqlite/in-transaction.ts";
import { openDatabase, toDatabaseFault } from "../../sqlite/open-database.ts";
import { BATCH_TABLES } from "./batch-tables.ts";

/** A file that several processes of this machine work on at once. */
export interface BatchDatabase extends Disposable {
  /** @throws {Fault} `storage/*` */
  read<T>(action: (sql: Sql) => T): T;
  /**
   * All of its changes, or none; nobody else writes meanwhile. With `isFlushed` they are on the disk, power cut or not.
   *
   * @throws {Fault} `storage/*`
   */
  change<T>(action: (sql: Sql) => T, isFlushed?: boolean): T;
}

/** How long another process may write: transactions here are short, but a slow disk may hold up all of them. */
const BUSY_TIMEOUT_MS = 20_000;

/** @throws {Fault} `storage/*`: read-only, held by another program, of a newer version, or broken. */
export function openBatchDatabase(path: string): BatchDatabase {
  const database = openDatabase(path, {
    migrations: BATCH_TABLES,
    onNote: () => undefined,
    // What was paid for is in it: it is not put aside for an empty one without asking.
    onCorrupt: "refuse",
    busyTimeoutMs: BUSY_TIMEOUT_MS,
  });
  const statements = new Map<string, StatementSync>();

  const sql: Sql = (text) => {
    const known = statements.get(text) ?? database.prepare(text);
    statements.set(text, known);
    return known;
  };

  const guard = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw toDatabaseFault(error, path);
    }
  };

  return {
    read: (action) => guard(() => action(sql)),
    change: (action, isFlushed = false) =>
      guard(() => {
        if (!isFlushed) return inTransaction(action, sql, () => database);
        database.exec("PRAGMA synchronous = FULL");
        try {
          return inTransaction(action, sql, () => database);
        } finally {
          database.exec("PRAGMA synchronous = NORMAL");
        }
      }),
    [Symbol.dispose]() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}
