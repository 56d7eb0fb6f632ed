import { createHash, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SealedText, TextOutput } from "../ports/text-output.ts";
import { atProcessEnd } from "./process-end.ts";
import { toStorageFault } from "./storage-fault.ts";
import { syncFolder } from "./sync-folder.ts";

/** So much is written at once. */
const BUFFER_CHARACTERS = 256 * 1024;

/**
 * Opens a file that replaces the one at `path` when it is committed; until then it has another name beside it. Folders
 * are made.
 *
 * @throws {Fault} `storage/full` or `storage/unwritable`, then and at each step.
 */
export async function openTextOutput(path: string): Promise<TextOutput> {
  const fail = (error: unknown): never => {
    throw toStorageFault(error, "write", path);
  };
  const folder = dirname(path);
  const temporary = join(folder, `.specwright-${randomBytes(6).toString("hex")}.tmp`);
  const file = await openBeside(path, temporary).catch(fail);
  const callOff = atProcessEnd(() => rmSync(temporary, { force: true }));
  const hash = createHash("sha256");
  let waiting: string[] = [];
  let length = 0;
  let bytes = 0;
  let sealed: SealedText | undefined;
  let isCommitted = false;

  const flush = async (): Promise<void> => {
    const buffer = Buffer.from(waiting.join(""), "utf8");
    waiting = [];
    length = 0;
    hash.update(buffer);
    bytes += buffer.length;
    await file.writeFile(buffer).catch(fail);
  };

  return {
    async write(text) {
      waiting.push(text);
      length += text.length;
      if (length >= BUFFER_CHARACTERS) await flush();
    },
    async seal() {
      if (sealed !== undefined) return sealed;
      await flush();
      await file.sync().catch(fail);
      await file.close().catch(fail);
      sealed = { bytes, sha256: hash.digest("hex") };
      return sealed;
    },
    async commit() {
      if (sealed === undefined) throw new TypeError("Cannot commit a text that is not sealed");
      await rename(temporary, path).catch(fail);
      isCommitted = true;
      await syncFolder(folder);
    },
    async [Symbol.asyncDispose]() {
      callOff();
      if (sealed === undefined) await file.close().catch(() => undefined);
      if (!isCommitted) await rm(temporary, { force: true });
    },
  };
}

async function openBeside(path: string, temporary: string) {
  await mkdir(dirname(path), { recursive: true });
  const old = await stat(path).catch(() => undefined);
  // Found out now, and not after everything has been read.
  if (old?.isDirectory() === true)
    throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
  return open(temporary, "wx");
}
