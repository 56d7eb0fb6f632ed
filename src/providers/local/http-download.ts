import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, truncate } from "node:fs/promises";
import { Fault, isFault } from "../../domain/fault.ts";
import { waitAtMost } from "../../std/wait-at-most.ts";
import {
  findPartialFile,
  notePartialFile,
  type PartialFile,
  removePartialFile,
} from "./partial-file.ts";
import { errorCode } from "./storage-fault.ts";
import { writeAll } from "./write-all.ts";

export interface DownloadFileOptions {
  /** Grows here; what an earlier try left is gone on from where the server allows it. */
  readonly partPath: string;
  /** For messages: the URL without its query. */
  readonly source: string;
  /** Whether the caller will compare the result with a checksum it knows. */
  readonly hasChecksum: boolean;
  readonly idleTimeoutMs: number;
  readonly onBytes: (bytes: number, totalBytes: number | undefined) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Streams a URL into a file and resolves to the SHA-256 of the whole, in hex.
 *
 * @throws {Fault} `download/failed`; `model/unknown` when the server has no such file.
 * @throws `options.signal.reason` when aborted.
 */
export async function downloadFile(url: string, options: DownloadFileOptions): Promise<string> {
  const { signal, partPath } = options;
  signal?.throwIfAborted();
  // Ends the request whatever ends this function, so that no socket stays behind.
  const request = new AbortController();
  const stop = (): void => request.abort(signal?.reason);
  signal?.addEventListener("abort", stop);
  try {
    return await transfer(url, options, request.signal);
  } catch (cause) {
    signal?.throwIfAborted();
    if (isFault(cause)) throw cause;
    if (cause instanceof Error && "syscall" in cause) {
      // Whoever has no room needs the room of a half file too.
      if (errorCode(cause) === "ENOSPC") await removePartialFile(partPath);
      throw cause;
    }
    throw failed(options.source, reasonOf(cause), cause);
  } finally {
    signal?.removeEventListener("abort", stop);
    request.abort();
  }
}

async function transfer(
  url: string,
  options: DownloadFileOptions,
  signal: AbortSignal,
): Promise<string> {
  const { partPath, source, hasChecksum, idleTimeoutMs, onBytes } = options;
  const limit = <T>(work: Promise<T>): Promise<T> =>
    waitAtMost(work, {
      timeoutMs: idleTimeoutMs,
      signal,
      onTimeout: () => failed(source, `the server said nothing for ${idleTimeoutMs} ms`),
    });
  const earlier = await findPartialFile(partPath, source, hasChecksum);
  const { response, start } = await limit(requestFrom(url, earlier, signal));
  if (!response.ok || response.body === null) throw refused(source, response.status);

  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  const totalBytes = Number.isFinite(length) ? start + length : undefined;
  await notePartialFile(partPath, { source, validator: validatorOf(response) });
  const hash = await hashBeginning(partPath, start);
  await using file = await open(partPath, start > 0 ? "r+" : "w");
  await truncate(partPath, start);

  let bytes = start;
  const reader = response.body.getReader();
  for (;;) {
    onBytes(bytes, totalBytes);
    const { done, value } = await limit(reader.read());
    if (done) break;
    // By position: another process that pulls the same file then writes the same bytes into the same places.
    await writeAll(file, value, bytes);
    hash.update(value);
    bytes += value.length;
  }
  if (totalBytes !== undefined && bytes !== totalBytes) {
    throw failed(source, `the connection ended after ${bytes} of ${totalBytes} bytes`);
  }
  return hash.digest("hex");
}

/** Asks for what is missing; a server that answers with the whole file, or refuses the range, starts anew. */
async function requestFrom(
  url: string,
  earlier: PartialFile | undefined,
  signal: AbortSignal,
): Promise<{ readonly response: Response; readonly start: number }> {
  // Compressed on the way, a file has neither its length nor its ranges.
  const headers = { "accept-encoding": "identity" };
  if (earlier === undefined) return { response: await fetch(url, { headers, signal }), start: 0 };
  const { bytes, validator } = earlier;
  const response = await fetch(url, {
    headers: {
      ...headers,
      range: `bytes=${bytes}-`,
      ...(validator === undefined ? {} : { "if-range": validator }),
    },
    signal,
  });
  if (
    response.status === 206 &&
    response.headers.get("content-range")?.startsWith(`bytes ${bytes}-`) === true
  ) {
    return { response, start: bytes };
  }
  if (response.status === 200) return { response, start: 0 };
  await response.body?.cancel();
  return { response: await fetch(url, { headers, signal }), start: 0 };
}

/** What tells this version of the file from others; weak tags may not be used for ranges (RFC 9110, 13.1.5). */
function validatorOf({ headers }: Response): string | undefined {
  const tag = headers.get("etag");
  return tag !== null && !tag.startsWith("W/") ? tag : (headers.get("last-modified") ?? undefined);
}

async function hashBeginning(path: string, bytes: number): Promise<Hash> {
  const hash = createHash("sha256");
  if (bytes === 0) return hash;
  for await (const piece of createReadStream(path, { end: bytes - 1 }))
    hash.update(piece as Buffer);
  return hash;
}

function refused(source: string, status: number): Fault {
  if (status === 404 || status === 410) {
    return new Fault(
      "model/unknown",
      `Cannot download "${source}": the server has no such file (${status})`,
      {
        help: "Check the address; in hf:OWNER/REPOSITORY/FILE.gguf capital letters count",
      },
    );
  }
  const help =
    status === 401 || status === 403
      ? "The file needs an account: download it with a browser and use it as local/PATH"
      : "Try again later";
  return failed(source, `the server answers ${status}`, undefined, help);
}

const failed = (
  source: string,
  why: string,
  cause?: unknown,
  help = "Check the network and run it again: it goes on where it stopped",
): Fault => new Fault("download/failed", `Cannot download "${source}": ${why}`, { help, cause });

/** What the network said: fetch hides it in the cause. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error ? (error.cause ?? error) : error;
  return errorCode(inner) ?? (inner instanceof Error ? inner.message : String(inner));
}
