/** Places as the compiler states them, against the source as we hold it. */

import type { Range } from "../syntax/token.ts";

export interface Places {
  /** Offset of a byte of the source's UTF-8. */
  fromByte(byte: number): number;
  /**
   * The point that a line of a printed report names, e.g. `  ╭─[a/b.cov:12:3]`. The compiler hands a byte offset to a
   * printer that counts characters, so that what it prints drifts to the right behind text that is not ASCII; this
   * undoes it.
   *
   * @returns `undefined` for any other line, and for a place that the source does not have.
   */
  fromReport(line: string): Range | undefined;
}

const REPORT_PLACE = /^\s*(?:╭─|,-)\[.*:(\d+):(\d+)\s*\]\s*$/;

/** What ends a line for the compiler's printer. */
const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g;
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/** The places of `source`. */
export function createPlaces(source: string): Places {
  const fromByte = ASCII.test(source)
    ? (byte: number) => Math.min(byte, source.length)
    : createByteIndex(source);
  const starts = findLineStarts(source);
  return {
    fromByte,
    fromReport(text) {
      const [, line, column] = REPORT_PLACE.exec(text) ?? [];
      const lineStart = starts[Number(line) - 1];
      if (lineStart === undefined) return undefined;
      // What the printer takes for a count of characters is a count of bytes.
      const start = fromByte(lineStart + Number(column) - 1);
      return { start, end: start };
    },
  };
}

/** Where lines start, in characters as Rust counts them: code points. */
function findLineStarts(source: string): readonly number[] {
  const starts = [0];
  let from = 0;
  let characters = 0;
  for (const { index, 0: mark } of source.matchAll(LINE_END)) {
    characters += countCodePoints(source, from, index) + mark.length;
    from = index + mark.length;
    starts.push(characters);
  }
  return starts;
}

function countCodePoints(source: string, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; at += widthAt(source, at)) count += 1;
  return count;
}

const widthAt = (source: string, at: number): 1 | 2 =>
  (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;

/** How many bytes of UTF-8 a character takes; a lone surrogate becomes U+FFFD. */
function bytesOf(point: number): 1 | 2 | 3 | 4 {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point > 0xffff ? 4 : 3;
}

function createByteIndex(source: string): (byte: number) => number {
  const byteAt = new Uint32Array(source.length + 1);
  let bytes = 0;
  for (let at = 0; at < source.length; ) {
    const width = widthAt(source, at);
    byteAt.fill(bytes, at, at + width);
    bytes += bytesOf(source.codePointAt(at) ?? 0);
    at += width;
  }
  byteAt[source.length] = bytes;

  /** The first unit that starts at `byte` or behind it. */
  return (byte) => {
    let [low, high] = [0, source.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((byteAt[middle] ?? 0) < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
