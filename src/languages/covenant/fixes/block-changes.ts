/**
 * Fixes that open or close blocks. A line in the wrong place looks like an `end` that is missing here and one too much
 * there; to mend both would make another program of it. So such fixes count only where a snippet can be read then.
 */

import { type Finding, isBlocking, type TextEdit } from "../finding.ts";
import type { Rule } from "../rules.ts";
import { SECTION_KINDS } from "../tables/kinds.ts";

export interface BlockChange {
  readonly kind: "end-added" | "end-removed" | "keyword";
  readonly offset: number;
}

const KEYWORDS: ReadonlySet<string> = new Set([...SECTION_KINDS, "then"]);

/** How edits of `source` change its blocks. */
export const blockChangesOf = (
  source: string,
  edits: readonly TextEdit[],
): readonly BlockChange[] =>
  edits.flatMap((edit) => {
    const kind = kindOf(edit.text.trim(), source.slice(edit.start, edit.end).trim());
    return kind === undefined ? [] : [{ kind, offset: edit.start }];
  });

function kindOf(added: string, removed: string): BlockChange["kind"] | undefined {
  if (removed === "" && /^end(?:\s+end)*$/.test(added)) return "end-added";
  if (added === "" && removed === "end") return "end-removed";
  const isKeyword = removed === "" ? KEYWORDS.has(added) : added === "" && KEYWORDS.has(removed);
  return isKeyword ? "keyword" : undefined;
}

/** Whether ends are added and removed in one snippet of `source`, or in neighbours. */
export function moveAnEnd(source: string, changes: readonly BlockChange[]): boolean {
  const added = changes.filter(({ kind }) => kind === "end-added");
  const removed = changes.filter(({ kind }) => kind === "end-removed");
  if (added.length === 0 || removed.length === 0) return false;
  const headers = findHeaders(source);
  const snippets = new Set(added.map(({ offset }) => snippetOf(headers, offset)));
  return removed.some(({ offset }) => {
    const snippet = snippetOf(headers, offset);
    return [snippet - 1, snippet, snippet + 1].some((near) => snippets.has(near));
  });
}

/** Errors that may come of a block that is open too long, or not long enough. */
const BLOCK_RULES: ReadonlySet<Rule> = new Set([
  "missing_end",
  "extra_end",
  "unclosed_block",
  "unexpected_section",
  "unexpected_token",
  "missing_attribute",
  "attribute_order",
]);

/** Errors of blocks in the snippets of `source` that were changed, and in the ones behind them. */
export function blockErrorsNear(
  source: string,
  findings: readonly Finding[],
  changes: readonly BlockChange[],
): readonly Finding[] {
  const errors = findings.filter((finding) => isBlocking(finding) && BLOCK_RULES.has(finding.rule));
  if (errors.length === 0 || changes.length === 0) return [];
  const headers = findHeaders(source);
  const snippets = new Set(changes.map(({ offset }) => snippetOf(headers, offset)));
  return errors.filter(({ range }) => {
    const snippet = snippetOf(headers, range.start);
    return snippets.has(snippet) || snippets.has(snippet - 1);
  });
}

/** Where the lines begin that look like a snippet's header. */
const findHeaders = (source: string): readonly number[] =>
  [...source.matchAll(/^[ \t]*snippet[ \t]/gm)].map(({ index }) => index);

/** How many headers stand before `offset`. */
function snippetOf(headers: readonly number[], offset: number): number {
  let [low, high] = [0, headers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headers[middle] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
