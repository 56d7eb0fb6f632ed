import { statSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isFault } from "../../domain/fault.ts";
import { inTransaction, type Sql } from "./in-transaction.ts";
import { moveAside } from "./move-aside.ts";
import { type OpenDatabaseOptions, openDatabase } from "./open-database.ts";
import { isCorrupt, isSqliteError } from "./sqlite-error.ts";

/** A database for what may be lost: whoever uses it works without it where it cannot be used. */
export interface TolerantDatabase extends Disposable {
  /** What `action` gives, or `otherwise` where there is no database, or SQLite refuses. */
  attempt<T, Otherwise>(action: (sql: Sql) => T, otherwise: Otherwise): T | Otherwise;
  /** `attempt` with all of its changes, or none. */
  change<T, Otherwise>(action: (sql: Sql) => T, otherwise: Otherwise): T | Otherwise;
  /** Bytes of the file; 0 where there is none. */
  readonly fileBytes: number;
}

/**
 * Opens a database of which nothing depends on. One that cannot be opened, e.g. on a read-only disk, or that turns out
 * to be broken, is told in words to `onNote` and is empty from then on.
 */
export function openTolerantDatabase(path: string, options: OpenDatabaseOptions): TolerantDatabase {
  const { onNote } = options;
  const statements = new Map<string, StatementSync>();
  let identity = 0;
  let database = open();

  function open(): DatabaseSync | undefined {
    try {
      const opened = openDatabase(path, options);
      identity = statSync(path).ino;
      return opened;
    } catch (error) {
      if (!isFault(error)) throw error;
      onNote(`${error.message}; working without it`);
      return undefined;
    }
  }

  const close = (): void => {
    statements.clear();
    database?.close();
    database = undefined;
  };

  const sqlOf =
    (opened: DatabaseSync): Sql =>
    (text) => {
      const known = statements.get(text) ?? opened.prepare(text);
      statements.set(text, known);
      return known;
    };

  const giveUpOn = (error: unknown): void => {
    if (!isCorrupt(error)) return;
    close();
    try {
      onNote(moveAside(path, identity));
    } catch (refused) {
      if (!isFault(refused)) throw refused;
      onNote(refused.message);
    }
  };

  const attempt: TolerantDatabase["attempt"] = (action, otherwise) => {
    if (database === undefined) return otherwise;
    try {
      return action(sqlOf(database));
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      giveUpOn(error);
      return otherwise;
    }
  };

  return {
    attempt,
    change: (action, otherwise) =>
      attempt((sql) => inTransaction(action, sql, () => database), otherwise),
    get fileBytes() {
      return attempt(() => statSync(path, { throwIfNoEntry: false })?.size ?? 0, 0);
    },
    [Symbol.dispose]: close,
  };
}
