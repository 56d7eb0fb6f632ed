import { type FileHandle, open, stat } from "node:fs/promises";
import { Fault } from "../domain/fault.ts";
import { toSourceFault } from "./read-text.ts";

/** Longer ones are no lines of anything that we write. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface ReadFileLinesOptions {
  /** Whether a last line without a line feed is left out: in our own files it was torn. @default false */
  readonly isWholeOnly?: boolean | undefined;
}

/**
 * The lines of a file of UTF-8, without their line feeds, one at a time; a last one needs none.
 *
 * @throws {Fault} `source/missing`, `source/unreadable`
 */
export async function* readFileLines(
  path: string,
  { isWholeOnly = false }: ReadFileLinesOptions = {},
): AsyncGenerator<string, void> {
  const file = await openFile(path).catch((error: unknown) => {
    throw toSourceFault(error, path);
  });
  let pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
      let start = 0;
      // A line feed is never part of a longer character in UTF-8, so bytes can be split.
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        pieces.push(chunk.subarray(start, end));
        yield Buffer.concat(pieces).toString("utf8");
        pieces = [];
        length = 0;
        start = end + 1;
      }
      pieces.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > MOST_BYTES) throw tooLong(path);
    }
  } catch (error) {
    throw toSourceFault(error, path);
  } finally {
    await file.close().catch(() => undefined);
  }
  if (length > 0 && !isWholeOnly) yield Buffer.concat(pieces).toString("utf8");
}

/** To open a pipe that nobody writes to would never end. */
async function openFile(path: string): Promise<FileHandle> {
  if ((await stat(path)).isFile()) return open(path);
  throw new Fault(
    "source/unreadable",
    `Cannot read ${JSON.stringify(path)}: it is no regular file`,
    {
      help: "Name a file of JSON lines",
    },
  );
}

const tooLong = (path: string): Fault =>
  new Fault("source/unreadable", `Cannot read ${JSON.stringify(path)}: a line is over 64 MiB`, {
    help: "It should be a file of JSON lines",
  });
