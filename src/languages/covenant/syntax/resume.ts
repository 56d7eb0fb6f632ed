/**
 * Where reading goes on after a syntax error. Layout means nothing to the grammar, but people and models indent, and
 * that tells which block a line belongs to better than counting `end`.
 */

import { SECTION_KINDS } from "../tables/kinds.ts";
import { advance, type Cursor, current, isText, tokenAt } from "./cursor.ts";
import type { Token } from "./token.ts";

const SECTIONS: ReadonlySet<string> = new Set(SECTION_KINDS);

/** Whether the next token begins a snippet. */
export const isAtSnippet = (cursor: Cursor): boolean => beginsSnippet(cursor, current(cursor));

const beginsSnippet = (cursor: Cursor, token: Token): boolean =>
  isText(token, "snippet") && isText(tokenAt(cursor, token.index + 1), "id");

/** Goes on to the next snippet after the current token, or to the end. */
export function resumeAtSnippet(cursor: Cursor): void {
  if (!isAtSnippet(cursor) || cursor.index === 0) advance(cursor);
  while (current(cursor).kind !== "end-of-file" && !isAtSnippet(cursor)) advance(cursor);
}

/**
 * Goes on to the next section of the snippet that holds the section which begins with `keyword`, or to that
 * snippet's end: a line indented as deep as `keyword` or less. False where the next snippet comes first.
 */
export function resumeInside(cursor: Cursor, keyword: Token): boolean {
  const depth = indentOf(cursor, keyword);
  if (depth === undefined) return false;
  while (current(cursor).kind !== "end-of-file" && !isAtSnippet(cursor)) {
    const token = current(cursor);
    const indent = token === keyword ? undefined : indentOf(cursor, token);
    if (indent !== undefined && indent <= depth) {
      if (SECTIONS.has(token.text)) return true;
      if (isText(token, "end") && !isFollowedBySection(cursor)) return true;
    }
    advance(cursor);
  }
  return false;
}

/** The `end` before a section is that of the broken section. */
const isFollowedBySection = (cursor: Cursor): boolean => {
  const next = tokenAt(cursor, cursor.index + 1);
  return SECTIONS.has(next.text) || isText(next, "end");
};

/**
 * Goes on behind the step that begins with `keyword`: at the next step or end that is indented as deep, the step's
 * own end stepped over. False where the block itself ends first.
 */
export function resumeAfterStep(cursor: Cursor, keyword: Token): boolean {
  const depth = indentOf(cursor, keyword);
  if (depth === undefined) return false;
  while (current(cursor).kind !== "end-of-file") {
    const token = current(cursor);
    const indent = token === keyword ? undefined : indentOf(cursor, token);
    if (indent !== undefined && indent < depth) return isText(token, "end");
    if (indent === depth) {
      if (isText(token, "step")) return true;
      if (isText(token, "end")) {
        advance(cursor);
        return true;
      }
    }
    advance(cursor);
  }
  return false;
}

/** How far a token that is the first on its line is indented; `undefined` for all others. */
function indentOf({ source }: Cursor, { start }: Token): number | undefined {
  let at = start;
  while (at > 0 && (source[at - 1] === " " || source[at - 1] === "\t")) at -= 1;
  return at === 0 || source[at - 1] === "\n" ? start - at : undefined;
}
