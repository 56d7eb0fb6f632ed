import type { Readable } from "node:stream";

/**
 * The lines of a stream of UTF-8, without their line feeds; a last one needs none. Reads no
 * further ahead than the stream's own buffer. Leaving a `for await` early does not close the
 * stream: the next loop goes on from there.
 *
 * A line longer than `maxLineBytes` ends the lines, and calls `onTooLong`.
 */
export function readLines(
  stream: Readable,
  maxLineBytes: number,
  onTooLong: () => void,
): AsyncIterable<string> {
  // Without a listener, Node throws away what a child wrote as soon as the child has ended.
  stream.on("readable", () => undefined);
  const generator = splitLines(stream, maxLineBytes, onTooLong);
  const iterator: AsyncIterator<string> = { next: () => generator.next() };
  return { [Symbol.asyncIterator]: () => iterator };
}

async function* splitLines(
  stream: Readable,
  maxLineBytes: number,
  onTooLong: () => void,
): AsyncGenerator<string, undefined> {
  let pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
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
      if (length > maxLineBytes) return void onTooLong();
    }
  } catch {
    // The stream was destroyed because the program was ended.
    return;
  }
  if (length > 0) yield Buffer.concat(pieces).toString("utf8");
}
