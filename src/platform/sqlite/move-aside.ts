import { renameSync, rmSync, statSync } from "node:fs";
import { basename } from "node:path";
import { errorCode, toStorageFault } from "../storage-fault.ts";

/**
 * Gives a broken database another name beside its own, replacing one that was moved there before, and tells so in
 * words. Nothing happens where another process has done it already: `identity` is the file's inode when it was opened.
 *
 * @throws {Fault} `storage/*`
 */
export function moveAside(path: string, identity: number): string {
  const target = `${path}.broken`;
  const note = `${basename(path)} was broken; it is kept as ${basename(target)}, and an empty one takes its place`;
  try {
    if (statSync(path).ino !== identity) return note;
    renameSync(path, target);
    // The log belongs to the file that is gone: played into a new one, it would break that too.
    for (const ending of ["-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw toStorageFault(error, "move", path);
  }
  return note;
}
