import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { AppendFile } from "../ports/files.ts";
import { toStorageFault } from "./storage-fault.ts";
import { syncFolder } from "./sync-folder.ts";

const LINE_FEED = 10;
const CHUNK_BYTES = 64 * 1024;

/**
 * Opens a file for appending lines; folders are made. A torn last line is cut off first, and a
 * line that could not be written whole is taken back.
 *
 * @throws {Fault} `storage/full` or `storage/unwritable`, then and at each `append`.
 */
export async function openAppend(path: string): Promise<AppendFile> {
  const fail = (error: unknown): never => {
    throw toStorageFault(error, "append to", path);
  };
  const file = await openWhole(path).catch(fail);
  // One after the other: two long lines written at once could mix.
  let last: Promise<void> = Promise.resolve();

  return {
    append(lines, { flush }) {
      const all = typeof lines === "string" ? [lines] : lines;
      if (all.some((line) => line.includes("\n")))
        throw new TypeError("Cannot append a line: it holds a line feed");
      const text = all.map((line) => `${line}\n`).join("");
      const written = last.then(() => appendText(file, text, flush)).catch(fail);
      last = written.catch(() => undefined);
      return written;
    },
    async [Symbol.asyncDispose]() {
      await last;
      await file.close();
    },
  };
}

async function openWhole(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+");
  try {
    const { size } = await file.stat();
    const end = await findEndOfLines(file, size);
    if (end < size) await file.truncate(end);
    await syncFolder(dirname(path));
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Offset after the last line feed; 0 where there is none. */
async function findEndOfLines(file: FileHandle, size: number): Promise<number> {
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, size));
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - buffer.length);
    const { bytesRead } = await file.read(buffer, 0, end - start, start);
    const index = buffer.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
    if (index !== -1) return start + index + 1;
    end = start;
  }
  return 0;
}

async function appendText(file: FileHandle, text: string, flush: boolean): Promise<void> {
  const { size } = await file.stat();
  try {
    await file.appendFile(text, "utf8");
    if (flush) await file.datasync();
  } catch (error) {
    await file.truncate(size).catch(() => undefined);
    throw error;
  }
}
