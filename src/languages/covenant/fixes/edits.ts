/** Small edits that leave the text around them as it is. */

import type { Fix, TextEdit } from "../finding.ts";
import type { Range } from "../syntax/token.ts";
import { indentAt, isFirstOnLine, isLastOnLine, lineEnd, lineStart } from "./text-places.ts";

/** A fix whose edits are in source order. */
export const fix = (title: string, confidence: number, edits: readonly TextEdit[]): Fix => ({
  title,
  confidence,
  edits: edits.toSorted((one, other) => one.start - other.start),
});

export const insertAt = (offset: number, text: string): TextEdit => ({
  start: offset,
  end: offset,
  text,
});

export const replace = ({ start, end }: Range, text: string): TextEdit => ({ start, end, text });

/** Removes `range`: with its line if nothing else stands there, else with the blanks before it. */
export function remove(source: string, { start, end }: Range): TextEdit {
  if (isFirstOnLine(source, start) && source.slice(end, lineEnd(source, end)).trim() === "") {
    const next = lineEnd(source, end) + 1;
    return { start: lineStart(source, start), end: Math.min(next, source.length), text: "" };
  }
  let from = start;
  while (source[from - 1] === " " || source[from - 1] === "\t") from -= 1;
  // The blank after it is kept, except at the beginning of a line.
  return isFirstOnLine(source, start)
    ? { start, end: skipBlanks(source, end), text: "" }
    : { start: from, end, text: "" };
}

function skipBlanks(source: string, from: number): number {
  let end = from;
  while (source[end] === " " || source[end] === "\t") end += 1;
  return end;
}

/** Puts `lines` before what begins at `offset`: on lines of their own, if it begins its line. */
export function insertBefore(
  source: string,
  offset: number,
  lines: readonly string[],
  indent = indentAt(source, offset),
): TextEdit {
  if (!isFirstOnLine(source, offset)) return insertAt(offset, `${inline(lines)} `);
  const text = lines.map((line) => (line === "" ? "\n" : `${indent}${line}\n`)).join("");
  return insertAt(lineStart(source, offset), text);
}

/** Puts `lines` after what ends at `offset`: on lines of their own, if it ends its line. */
export function insertAfter(
  source: string,
  offset: number,
  lines: readonly string[],
  indent = indentAt(source, offset),
): TextEdit {
  if (!isLastOnLine(source, offset)) return insertAt(offset, ` ${inline(lines)}`);
  const text = lines.map((line) => `\n${indent}${line}`).join("");
  return insertAt(lineEndBeforeReturn(source, offset), text);
}

const inline = (lines: readonly string[]): string => lines.map((line) => line.trim()).join(" ");

/** The end of the line, before CR LF as well as LF. */
function lineEndBeforeReturn(source: string, offset: number): number {
  const end = lineEnd(source, offset);
  return source[end - 1] === "\r" && end > offset ? end - 1 : end;
}
