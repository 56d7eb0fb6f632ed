import type { Program } from "../syntax/ast.ts";
import type { Comment, Range, Token } from "../syntax/token.ts";
import type { Layout } from "./layout.ts";

/** Comments of the lines of a layout, by the line's place in it. */
export interface PlacedComments {
  /** On lines of their own, above. */
  readonly above: ReadonlyMap<number, readonly Comment[]>;
  /** At the line's end. */
  readonly behind: ReadonlyMap<number, Comment>;
  /** After everything else. */
  readonly last: readonly Comment[];
}

/**
 * Puts each comment to the line of its token: the one before it on the same line of the source, else the one after.
 * Where several want the end of one line, all go above it.
 */
export function placeComments(
  { source, tokens, comments }: Program,
  { keptAsWritten }: Layout,
  lineOfToken: Int32Array,
): PlacedComments {
  const above = new Map<number, Comment[]>();
  const behind = new Map<number, Comment[]>();
  const last: Comment[] = [];
  const isKept = createContains(keptAsWritten);
  let next = 0;
  for (const comment of comments) {
    while ((tokens[next]?.start ?? Infinity) < comment.start) next += 1;
    if (isKept(comment)) continue;
    const before = tokens[next - 1];
    const isBehind = before !== undefined && isOnOneLine(source, before, comment);
    const line = lineOfToken[isBehind ? before.index : next];
    if (line === undefined) last.push(comment);
    else addTo(isBehind ? behind : above, line, comment);
  }
  const single = new Map<number, Comment>();
  for (const [line, found] of behind) {
    const [comment] = found;
    if (found.length === 1 && comment !== undefined) single.set(line, comment);
    else above.set(line, inSourceOrder([...(above.get(line) ?? []), ...found]));
  }
  return { above, behind: single, last };
}

const isOnOneLine = (source: string, before: Token, { start }: Comment): boolean =>
  !source.slice(before.end, start).includes("\n");

const inSourceOrder = (comments: readonly Comment[]): Comment[] =>
  comments.toSorted((one, other) => one.start - other.start);

/** Whether one of `ranges` holds a place; to be asked in the order of the source. */
function createContains(ranges: readonly Range[]): (place: Range) => boolean {
  const sorted = ranges.toSorted((one, other) => one.start - other.start);
  let at = 0;
  return ({ start }) => {
    while ((sorted[at]?.end ?? Infinity) <= start) at += 1;
    return (sorted[at]?.start ?? Infinity) <= start;
  };
}

function addTo(lists: Map<number, Comment[]>, key: number, comment: Comment): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [comment]);
  else list.push(comment);
}
