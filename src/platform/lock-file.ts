import { mkdirSync, rmSync } from "node:fs";
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
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Node locks no files; SQLite does, by the operating system, which lets go of a dead process's locks.
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    if ((error as { readonly errcode?: unknown }).errcode === BUSY) return undefined;
    throw toStorageFault(error, "lock", path);
  }
  const held = database;
  return {
    [Symbol.dispose]() {
      rmSync(path, { force: true });
      held.close();
    },
  };
}
