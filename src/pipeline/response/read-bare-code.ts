/** Code in an answer that has no fence. */

import { forEachLine } from "../../std/for-each-line.ts";
import { scanCode } from "../../std/scan-code.ts";
import { declares } from "./declared-name.ts";
import { isProseLine, looksLikeCodeStart } from "./prose.ts";

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether it begins inside a string or comment. */
  readonly isInside: boolean;
}

/**
 * The code in `text` where there is no doubt that it is code: it begins with a line that looks like code, after a
 * blank line or at the start, declares `name`, and no sentence interrupts it. What follows it after a blank line is
 * left out. `undefined` otherwise.
 */
export function readBareCode(text: string, name: string | undefined): string | undefined {
  const paragraphs = readParagraphs(text);
  const first = paragraphs.findIndex(([line]) => looksLikeCodeStart(line?.text ?? ""));
  if (first === -1) return undefined;
  const code = paragraphs.slice(first);
  const after = code.findIndex(([line]) => isProseLine(line?.text ?? ""));
  const lines = code.slice(0, after === -1 ? code.length : after).flat();
  if (lines.some(({ text: line, isInside }) => !isInside && isProseLine(line))) return undefined;
  const found = text.slice(lines[0]?.start, lines.at(-1)?.end);
  return name === undefined || declares(found, name) ? found : undefined;
}

/** The lines between blank lines; a blank line in a string or comment parts nothing. */
function readParagraphs(text: string): readonly (readonly Line[])[] {
  const paragraphs: Line[][] = [];
  let open: Line[] | undefined;
  for (const line of readLines(text)) {
    if (!line.isInside && line.text.trim() === "") open = undefined;
    else if (open === undefined) paragraphs.push((open = [line]));
    else open.push(line);
  }
  return paragraphs;
}

function readLines(text: string): readonly Line[] {
  const parts = scanCode(text);
  const lines: Line[] = [];
  let next = 0;
  forEachLine(text, (start, end) => {
    while ((parts[next]?.end ?? text.length) <= start && next < parts.length) next += 1;
    const isInside = (parts[next]?.start ?? text.length) < start;
    lines.push({ start, end, text: text.slice(start, end), isInside });
  });
  return lines;
}
