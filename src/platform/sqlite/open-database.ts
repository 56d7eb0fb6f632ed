import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../../domain/fault.ts";
import { errorCode, toStorageFault } from "../storage-fault.ts";
import { moveAside } from "./move-aside.ts";
import { isCorrupt, isSqliteError } from "./sqlite-error.ts";

export interface OpenDatabaseOptions {
  /**
   * SQL that makes each version of the tables from the one before it, first to last. A file that has some of them gets
   * the rest; one that has more is refused.
   */
  readonly migrations: readonly string[];
  /** Hears, in words for the user, of what was repaired on the way: a corrupt file that was moved aside. */
  readonly onNote: (note: string) => void;
  /**
   * What happens to a file that is no database, or a broken one: it gets another name and an empty one takes its
   * place, or it is a fault. @default "move-aside"
   */
  readonly onCorrupt?: "move-aside" | "refuse" | undefined;
  /** How long another process may hold the file before that is a fault; the thread waits. @default 2000 */
  readonly busyTimeoutMs?: number | undefined;
  /**
   * Whether each commit is on the disk before it returns; without it a power cut, and nothing less, may take the last
   * ones. @default false
   */
  readonly isFlushed?: boolean | undefined;
}

const DEFAULT_BUSY_TIMEOUT_MS = 2000;

/**
 * Opens the SQLite database at an absolute path, for several processes at once: write-ahead log, its folder made, the
 * file for this user only.
 *
 * @throws {Fault} `storage/full`, `storage/unwritable`: no permission, a disk that is read-only, a file that is held
 * by another process, one of a newer version, or a corrupt one that may not be moved.
 */
export function openDatabase(path: string, options: OpenDatabaseOptions): DatabaseSync {
  const identity = prepareFile(path);
  try {
    return openPrepared(path, options);
  } catch (error) {
    if (!isCorrupt(error) || options.onCorrupt === "refuse") throw toDatabaseFault(error, path);
    options.onNote(moveAside(path, identity));
    prepareFile(path);
    try {
      return openPrepared(path, options);
    } catch (again) {
      throw toDatabaseFault(again, path);
    }
  }
}

/** SQLite's refusal to work with the file at `path` as a fault; anything else as it is. */
export function toDatabaseFault(error: unknown, path: string): unknown {
  if (!isSqliteError(error)) return error;
  const isFull = error.errcode === SQLITE_FULL;
  return new Fault(
    isFull ? "storage/full" : "storage/unwritable",
    `Cannot use the database ${JSON.stringify(path)}: ${error.errstr}`,
    {
      help: isFull
        ? "Free some space, and try again"
        : "Close what holds it, change its permissions, or move it away",
      details: { path, code: error.errcode },
      cause: error,
    },
  );
}

const SQLITE_FULL = 13;

/** Makes the folder and the file, readable by nobody else: SQLite gives its log files the same rights. */
function prepareFile(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, "a", 0o600));
    const { mode, ino } = statSync(path);
    if ((mode & 0o077) !== 0) chmodSync(path, 0o600);
    return ino;
  } catch (error) {
    // Opened for appending, a file of a read-only disk says so; SQLite would only say it at the first write.
    if (errorCode(error) !== undefined) throw toStorageFault(error, "open", path);
    throw error;
  }
}

function openPrepared(path: string, options: OpenDatabaseOptions): DatabaseSync {
  const { migrations, busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS, isFlushed = false } = options;
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    // It has no effect on a file that has tables.
    database.exec("PRAGMA auto_vacuum = INCREMENTAL");
    if (readPragma(database, "journal_mode") !== "wal") database.exec("PRAGMA journal_mode = WAL");
    database.exec(`PRAGMA synchronous = ${isFlushed ? "FULL" : "NORMAL"}`);
    migrate(database, migrations, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, migrations: readonly string[], path: string): void {
  if (readPragma(database, "user_version") === migrations.length) return;
  // Taken before the version is read again: another process may be making the same tables.
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = Number(readPragma(database, "user_version"));
    if (version > migrations.length) throw tooNew(path);
    for (const sql of migrations.slice(version)) database.exec(sql);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

const readPragma = (database: DatabaseSync, name: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

const tooNew = (path: string): Fault =>
  new Fault(
    "storage/unwritable",
    `Cannot use the database ${JSON.stringify(path)}: a newer version of specwright made it`,
    { help: "Update specwright, or move the file away", details: { path } },
  );
