import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { isFault } from "../../domain/fault.ts";
import { inTransaction, type Sql } from "../sqlite/in-transaction.ts";
import { moveAside } from "../sqlite/move-aside.ts";
import { openDatabase, toDatabaseFault } from "../sqlite/open-database.ts";
import { isCorrupt, isSqliteError } from "../sqlite/sqlite-error.ts";

/** A database of what can be made again: a broken one is replaced by an empty one, and one that cannot be written lives in memory. */
export interface RecoveringDatabase extends Disposable {
  /** Grows with each replacement. */
  readonly generation: number;
  /** @throws {Fault} `storage/*`, where another process holds the file for too long. */
  use<T>(action: (sql: Sql) => T): T;
  /** `use` with all of its changes, or none. */
  change<T>(action: (sql: Sql) => T): T;
}

/** Another process may be writing a batch. */
const BUSY_TIMEOUT_MS = 20_000;
/** SQLite's codes for a disk that is full, read-only or failing, and for a file that cannot be opened. */
const UNUSABLE: ReadonlySet<number> = new Set([8, 10, 13, 14]);

/** The database at an absolute path, opened at its first use. */
export function createRecoveringDatabase(
  path: string,
  options: { readonly migrations: readonly string[]; readonly onNote: (note: string) => void },
): RecoveringDatabase {
  const { migrations, onNote } = options;
  const statements = new Map<string, StatementSync>();
  let database: DatabaseSync | undefined;
  let identity = 0;
  let generation = 0;

  const open = (): DatabaseSync => {
    try {
      keepOutOfGit(path);
      const opened = openDatabase(path, { ...options, busyTimeoutMs: BUSY_TIMEOUT_MS });
      identity = statSync(path).ino;
      opened.exec("PRAGMA foreign_keys = ON");
      return opened;
    } catch (error) {
      if (!isFault(error)) throw error;
      onNote(`${error.message}; the index is kept in memory and made again the next time`);
      return openInMemory(migrations);
    }
  };
  const close = (): void => {
    statements.clear();
    database?.close();
    database = undefined;
  };
  const sql: Sql = (text) => {
    database ??= open();
    const known = statements.get(text) ?? database.prepare(text);
    statements.set(text, known);
    return known;
  };
  /** Whether there is an empty database now, with which to try again. */
  const replace = (error: unknown): boolean => {
    const isUnusable = isSqliteError(error) && UNUSABLE.has(error.errcode & 0xff);
    if (!isCorrupt(error) && !isUnusable) return false;
    close();
    generation += 1;
    if (isCorrupt(error)) onNote(moveAside(path, identity));
    else {
      onNote(`${(toDatabaseFault(error, path) as Error).message}; the index is kept in memory`);
      database = openInMemory(migrations);
    }
    return true;
  };
  const use = <T>(action: (sql: Sql) => T): T => {
    try {
      return action(sql);
    } catch (error) {
      if (!replace(error)) throw toDatabaseFault(error, path);
      return action(sql);
    }
  };
  return {
    get generation() {
      return generation;
    },
    use,
    change: (action) => use(() => inTransaction(action, sql, () => database)),
    [Symbol.dispose]: close,
  };
}

function openInMemory(migrations: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec("PRAGMA foreign_keys = ON");
  for (const migration of migrations) database.exec(migration);
  return database;
}

/** An index is large, and of no use to others: git should not offer to keep it. */
function keepOutOfGit(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(
      join(dirname(path), ".gitignore"),
      "/.gitignore\n/index.sqlite*\n/learned.sqlite*\n",
      {
        flag: "wx",
      },
    );
  } catch {
    // There is one already, or nothing can be written here: then there will be no index either.
  }
}
