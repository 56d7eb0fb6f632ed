/** Fixes for what no rule of the grammar explains: foreign quotes and comments, code fences, words said twice. */

import type { Fix, TextEdit } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { fix, remove, replace } from "./edits.ts";
import { fixFence } from "./fence-fixes.ts";
import { fixOpenString } from "./open-string-fix.ts";
import { fixEarlyBinding } from "./order-fixes.ts";
import { fixOpenSql } from "./sql-end-fixes.ts";
import {
  isFirstOnLine,
  isString,
  isWord,
  lineEnd,
  lineStart,
  neighbour,
  reads,
} from "./text-places.ts";

/** Fixes for a syntax error at `token`, whatever its rule. */
export const fixNoise = (program: Program, token: Token): readonly Fix[] => [
  ...fixFence(program.source, token),
  ...fixForeignComment(program.source, token),
  ...fixForeignQuotes(program.source, token),
  ...fixOpenString(program, token),
  ...fixOpenSql(program, token),
  ...fixRepetition(program, token),
  ...fixEarlyBinding(program, token),
  ...fixEquals(program, token),
];

const FOREIGN_COMMENTS: readonly (readonly [open: string, close: string])[] = [
  ["(*", "*)"],
  ["/*", "*/"],
  ["<!--", "-->"],
  ["#", "\n"],
  ["--", "\n"],
];

/** A comment as other languages write it, on lines of its own. */
function fixForeignComment(source: string, token: Token): readonly Fix[] {
  const marks = FOREIGN_COMMENTS.find(([open]) => source.startsWith(open, token.start));
  if (marks === undefined || !isFirstOnLine(source, token.start)) return [];
  const [open, close] = marks;
  const found = source.indexOf(close, token.start + open.length);
  if (found === -1 && close !== "\n") return [];
  const inner = found === -1 ? source.length : found;
  const end = close === "\n" ? inner : inner + close.length;
  if (source.slice(end, lineEnd(source, end)).trim() !== "") return [];
  const lines = source.slice(token.start + open.length, inner).split("\n");
  const text = lines.map((line) => `// ${line.trim()}`.trimEnd()).join("\n");
  return [fix("Write the comment with //", 0.95, [{ start: token.start, end, text }])];
}

const QUOTES: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["`", "`"],
  ["\u2018", "\u2019"],
  ["\u201C", "\u201D"],
  ["\u00AB", "\u00BB"],
]);

/** Quotes of another kind: all pairs from here to the end of the line. */
function fixForeignQuotes(source: string, token: Token): readonly Fix[] {
  if (!QUOTES.has(source[token.start] ?? "")) return [];
  const edits: TextEdit[] = [];
  const end = lineEnd(source, token.start);
  for (let at = token.start; at < end; at += 1) {
    const close = QUOTES.get(source[at] ?? "");
    if (close === undefined) continue;
    const closing = source.indexOf(close, at + 1);
    if (closing === -1 || closing > end) break;
    const inner = source.slice(at + 1, closing);
    if (inner.includes('"') || inner.includes("\\")) break;
    edits.push({ start: at, end: closing + 1, text: `"${inner}"` });
    at = closing;
  }
  return edits.length === 0 ? [] : [fix("Use double quotes", 0.95, edits)];
}

/** A word or a line that is written twice in a row. */
function fixRepetition(program: Program, token: Token): readonly Fix[] {
  const { source } = program;
  const before = neighbour(program, token, -1);
  if (before === undefined || reads(token, "end")) return [];
  if (before.text === token.text && before.kind === token.kind && token.kind !== "error")
    return [fix(`Remove the second ${token.text}`, 1, [remove(source, token)])];
  if (!isFirstOnLine(source, token.start)) return [];
  const line = { start: token.start, end: lineEnd(source, token.start) };
  const above = source.slice(lineStart(source, before.end), lineEnd(source, before.end));
  const text = source.slice(line.start, line.end).trim();
  return above.trim() === text
    ? [fix("Remove the line that repeats the one above it", 1, [remove(source, line)])]
    : [];
}

/** An attribute without `=`, or with another sign in its place. */
function fixEquals(program: Program, token: Token): readonly Fix[] {
  const before = neighbour(program, token, -1);
  if (!isWord(before)) return [];
  const isSign = reads(token, ":") || reads(token, ":=") || reads(token, "=>");
  if (isSign) return [fix(`Write "=" for "${token.text}"`, 0.95, [replace(token, "=")])];
  if (!isString(token)) return [];
  const place = { start: before.end, end: token.start };
  return [fix(`Add "=" behind ${before.text}`, 1, [replace(place, "=")])];
}
