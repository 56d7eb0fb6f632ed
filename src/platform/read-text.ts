import { open, stat } from "node:fs/promises";
import { Fault } from "../domain/fault.ts";
import { errorCode } from "./storage-fault.ts";

/**
 * A file's text, decoded as strict UTF-8 without a byte order mark.
 *
 * @throws {Fault} `source/missing`, or `source/unreadable` when it is too large, a folder, or not text.
 */
export async function readText(path: string, maxBytes: number): Promise<string> {
  const bytes = await readBytes(path, maxBytes);
  if (bytes.includes(0)) throw unreadable(path, "it holds a NUL byte, so it is not text", AS_UTF8);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(path, "it is not valid UTF-8", AS_UTF8, cause);
  }
}

const AS_UTF8 = "Save it as UTF-8 text, or name another file";

async function readBytes(path: string, maxBytes: number): Promise<Buffer> {
  try {
    // Before it is opened: to open a pipe that nobody writes to would never end.
    const entry = await stat(path);
    if (entry.isDirectory())
      throw unreadable(path, "it is a folder, not a file", "Name a file inside it");
    if (!entry.isFile())
      throw unreadable(path, "it is a device or a pipe, not a file", "Name a regular file");
    await using file = await open(path);
    const chunks: Buffer[] = [];
    // One byte more than may be there: the size that the file system reports can be wrong.
    const stream = file.createReadStream({ end: maxBytes, autoClose: false });
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (bytes.length > maxBytes)
      throw unreadable(
        path,
        `it is larger than ${maxBytes} bytes`,
        "Split it, or name another file",
      );
    return bytes;
  } catch (error) {
    throw toSourceFault(error, path);
  }
}

/** The file system's refusal to read as a fault; anything else as it is. */
export function toSourceFault(error: unknown, path: string): unknown {
  if (error instanceof Fault) return error;
  const code = errorCode(error);
  if (code === undefined) return error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new Fault("source/missing", `Cannot read ${JSON.stringify(path)}: it does not exist`, {
      help: "Check the path; relative paths start at the project's root",
      details: { path },
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EPERM")
    return unreadable(path, "permission is denied", "Change its permissions", error);
  return unreadable(path, `the system reports ${code}`, "Name another file", error);
}

const unreadable = (path: string, why: string, help: string, cause?: unknown): Fault =>
  new Fault("source/unreadable", `Cannot read ${JSON.stringify(path)}: ${why}`, {
    help,
    details: { path },
    cause,
  });
