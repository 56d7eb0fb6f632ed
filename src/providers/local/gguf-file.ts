import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Fault } from "../../domain/fault.ts";
import { errorCode } from "./storage-fault.ts";

/** How a GGUF begins: four letters and a version. @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const MAGIC = "GGUF";
const VERSIONS: ReadonlySet<number> = new Set([2, 3]);
const HEADER_BYTES = 8;

/** Refuses a file that does not begin like a GGUF. @throws {Fault} `model/missing`, `model/corrupt` */
export async function refuseOtherThanGguf(path: string): Promise<void> {
  const header = await readHeader(path);
  const isGguf = header.toString("latin1", 0, MAGIC.length) === MAGIC;
  if (isGguf && header.length === HEADER_BYTES && VERSIONS.has(header.readUInt32LE(4))) return;
  throw new Fault(
    "model/corrupt",
    `Cannot load "${path}": it is not a GGUF file of version 2 or 3`,
  );
}

async function readHeader(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, "r");
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "there is no such file" : `the system says ${code}`;
    throw new Fault("model/missing", `Cannot open model "${path}": ${why}`, { cause: error });
  }
}

/** SHA-256 of a file, in hex, without holding more than a piece of it. @throws `signal.reason` when aborted. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  signal?.throwIfAborted();
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    signal?.throwIfAborted();
    hash.update(piece as Buffer);
  }
  return hash.digest("hex");
}
