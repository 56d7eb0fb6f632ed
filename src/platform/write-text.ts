import { randomBytes } from "node:crypto";
import { constants, rmSync, type Stats } from "node:fs";
import {
  access,
  type FileHandle,
  mkdir,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { atProcessEnd } from "./process-end.ts";
import { errorCode, toStorageFault } from "./storage-fault.ts";
import { syncFolder } from "./sync-folder.ts";

/** As many as Linux follows itself. */
const MAX_LINKS = 40;

/**
 * Replaces a file whole: a temporary file beside it, flushed, then renamed. Keeps the mode and
 * owner of a file that was there; where the path is a symbolic link, replaces what it leads to.
 *
 * @throws {Fault} `storage/full` or `storage/unwritable`; nothing is left half-written.
 */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    const old = await stat(path).catch(ignoreMissing);
    if (old?.isDirectory() === true)
      throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
    // Devices and pipes cannot be replaced, only written to.
    if (old !== undefined && !old.isFile()) return await writeInto(path, text);
    if (old !== undefined) await access(path, constants.W_OK);
    const target = old === undefined ? await followLinks(path) : await realpath(path);
    await mkdir(dirname(target), { recursive: true });
    await replace(target, text, old);
  } catch (error) {
    throw toStorageFault(error, "write", path);
  }
}

async function replace(target: string, text: string, old: Stats | undefined): Promise<void> {
  const folder = dirname(target);
  const temporary = join(folder, `.specwright-${randomBytes(6).toString("hex")}.tmp`);
  const callOff = atProcessEnd(() => rmSync(temporary, { force: true }));
  try {
    {
      await using file = await open(temporary, "wx");
      await file.writeFile(text, "utf8");
      if (old !== undefined) await keepIdentity(file, old);
      await file.sync();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    callOff();
  }
  await syncFolder(folder);
}

async function keepIdentity(file: FileHandle, old: Stats): Promise<void> {
  // Only root may give a file away; for others it becomes theirs, as with any editor.
  await file.chown(old.uid, old.gid).catch(() => undefined);
  await file.chmod(old.mode & 0o7777);
}

async function writeInto(path: string, text: string): Promise<void> {
  await using file = await open(path, "w");
  await file.writeFile(text, "utf8");
}

/** Where a path leads whose last link may lead to nothing yet. */
async function followLinks(path: string): Promise<string> {
  let target = path;
  for (let count = 0; count < MAX_LINKS; count++) {
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) return target;
    // The folder's own links must be gone before `..` can be understood.
    target = resolve(await realpath(dirname(target)), next);
  }
  throw Object.assign(new Error("too many links"), { code: "ELOOP" });
}

function ignoreMissing(error: unknown): undefined {
  if (errorCode(error) !== "ENOENT") throw error;
}
