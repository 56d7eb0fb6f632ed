/** What a line of Markdown begins with, judged at the cursor. */

import type { MarkdownLine } from "./markdown-line.ts";

const HASH = 35;
const RIGHT_PARENTHESIS = 41;
const STAR = 42;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const ONE = 49;
const EQUALS = 61;
const UNDERSCORE = 95;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether the line is a heading of the `# Title` kind. */
export function isHeading(line: MarkdownLine): boolean {
  const { code, nonspace } = line;
  if (code !== HASH) return false;
  const size = line.runAt(nonspace, HASH);
  return size <= 6 && line.isSpaceOrEndAt(nonspace + size);
}

/** Whether the line would make a heading of the paragraph before it. */
export function isSetextUnderline(line: MarkdownLine): boolean {
  const { code, nonspace } = line;
  if (code !== EQUALS && code !== MINUS) return false;
  return line.isBlankFrom(nonspace + line.runAt(nonspace, code));
}

/** Whether the line is a rule: three or more of `*`, `-` or `_`. */
export function isThematicBreak(line: MarkdownLine): boolean {
  const { code } = line;
  if (code !== STAR && code !== MINUS && code !== UNDERSCORE) return false;
  let count = 0;
  for (let at = line.nonspace; at < line.end; at += 1) {
    if (line.codeAt(at) === code) count += 1;
    else if (!line.isSpaceAt(at)) return false;
  }
  return count >= 3;
}

/** Length of the list mark that the line begins with, 0 where there is none. */
export function readListMark(
  line: MarkdownLine,
  options: { readonly isInParagraph: boolean },
): number {
  const { nonspace } = line;
  const length = readBullet(line) || readNumber(line, options);
  if (length === 0 || !line.isSpaceOrEndAt(nonspace + length)) return 0;
  // An empty item does not end a paragraph.
  return options.isInParagraph && line.isBlankFrom(nonspace + length) ? 0 : length;
}

const readBullet = ({ code }: MarkdownLine): number =>
  code === STAR || code === PLUS || code === MINUS ? 1 : 0;

function readNumber(
  line: MarkdownLine,
  { isInParagraph }: { readonly isInParagraph: boolean },
): number {
  const { nonspace } = line;
  let digits = 0;
  while (digits < 10 && isDigit(line.codeAt(nonspace + digits))) digits += 1;
  if (digits === 0 || digits > 9) return 0;
  const after = line.codeAt(nonspace + digits);
  if (after !== DOT && after !== RIGHT_PARENTHESIS) return 0;
  // A paragraph that happens to break before "2024." is no list: only one that begins with 1 ends it.
  return isInParagraph && !isOne(line, digits) ? 0 : digits + 1;
}

function isOne({ text, nonspace }: MarkdownLine, digits: number): boolean {
  return (
    text.charCodeAt(nonspace + digits - 1) === ONE &&
    Number(text.slice(nonspace, nonspace + digits)) === 1
  );
}
