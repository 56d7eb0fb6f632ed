import { readdir, stat, unlink } from "node:fs/promises";
import { resolve } from "node:path";
import type { Files } from "../ports/files.ts";
import { openAppend } from "./append-file.ts";
import { lockFile } from "./lock-file.ts";
import { readText, toSourceFault } from "./read-text.ts";
import { errorCode, toStorageFault } from "./storage-fault.ts";
import { writeText } from "./write-text.ts";

const MAX_BYTES = 10 * 1024 * 1024;

/** This machine's files. `readText` refuses more than 10 MiB where it is not told otherwise. */
export function createFiles(root: string): Files {
  const absoluteRoot = resolve(root);
  const locate = (path: string): string => resolve(absoluteRoot, path);
  return {
    root: absoluteRoot,
    readText: (path, { maxBytes = MAX_BYTES } = {}) => readText(locate(path), maxBytes),
    exists: (path) =>
      stat(locate(path)).then(
        () => true,
        () => false,
      ),
    list: (path) => listFolder(locate(path)),
    writeText: (path, text) => writeText(locate(path), text),
    openAppend: (path) => openAppend(locate(path)),
    lock: async (path) => lockFile(locate(path)),
    remove: (path) => removeFile(locate(path)),
  };
}

async function listFolder(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw toSourceFault(error, path);
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isMissing(error)) throw toStorageFault(error, "remove", path);
  }
}

const isMissing = (error: unknown): boolean =>
  errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
