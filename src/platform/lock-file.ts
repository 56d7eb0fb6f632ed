import { mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { toStorageFault } from "./storage-fault.ts";

/** SQLite's own code for a file that another connection has locked. @see https://www.sqlite.org/rescode.html#busy */
const BUSY = 5;

/**
 * Holds a lock until it is disposed, or until the process ends, however it ends; `undefined` where another process, or
 * this one, holds it. The file at `path` says nothing and is removed with the lock.
 *
 * @throws {Fault} `storage/*`
 */
export function lockFile(path: string): Disposable | undefined {
  for (;;) {
    const before = identityOf(path);
    const database = openLocked(path, before);
    if (database === undefined) return undefined;
    if (database !== "gone")
      return {
        [Symbol.dispose]() {
          rmSync(path, { force: true });
          database.close();
        },
      };
  }
}

/**
 * `undefined` where somebody else holds it; `gone` where another file is at `path` by now, or none: what was removed
 * while it was opened locks nobody else out.
 */
function openLocked(path: string, before: string | undefined): DatabaseSync | "gone" | undefined {
  // As long as it is open, no other file gets its number.
  const isGone = (): boolean => before === undefined || identityOf(path) !== before;
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Node locks no files; SQLite does, by the operating system, which lets go of a dead process's locks.
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
    if (!isGone()) return database;
    database.close();
    return "gone";
  } catch (error) {
    const isBusy = (error as { readonly errcode?: unknown }).errcode === BUSY;
    const wasRemoved = !isBusy && database?.isOpen === true && isGone();
    database?.close();
    if (isBusy) return undefined;
    if (wasRemoved) return "gone";
    throw toStorageFault(error, "lock", path);
  }
}

/** `undefined` where there is no file; why one cannot be looked at, opening it tells. */
function identityOf(path: string): string | undefined {
  try {
    const { ino, birthtimeNs } = statSync(path, { bigint: true });
    return `${ino} ${birthtimeNs}`;
  } catch {
    return undefined;
  }
}
