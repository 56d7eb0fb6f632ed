/**
 * Which `end` is missing or too much, by the indentation of the blocks. To the grammar all ends in a row are alike:
 * one added or removed anywhere in the row gives the same program, so this only decides how it looks.
 */

import type { TextEdit } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Token } from "../syntax/token.ts";
import { insertAfter, insertBefore, remove } from "./edits.ts";
import { type OpenLevel, openLevels } from "./open-levels.ts";
import { indentAt, isFirstOnLine, neighbour, reads } from "./text-places.ts";

/** Adds an `end` to the row of ends before `next`; at `opened` begins the block that lacks one. */
export function addEnd(program: Program, next: Token, opened: number): TextEdit {
  const { source } = program;
  const { ends, content } = rowBefore(program, next);
  const gap = compareWithLevels(program, content, ends);
  if (gap?.kind === "missing")
    return insertBefore(source, gap.end.start, ["end"], gap.level.indent);
  const last = neighbour(program, next, -1);
  const indent = indentAt(source, opened);
  const standsAlone = isFirstOnLine(source, next.start) || next.kind === "end-of-file";
  return last !== undefined && standsAlone
    ? insertAfter(source, last.end, ["end"], indent)
    : insertBefore(source, next.start, ["end"], indent);
}

/** Removes an `end` from the row of ends before `next`; `undefined` where there is none. */
export function removeEnd(program: Program, next: Token): TextEdit | undefined {
  const { ends, content } = rowBefore(program, next);
  const last = ends.at(-1);
  if (last === undefined) return undefined;
  const gap = compareWithLevels(program, content, ends);
  return remove(program.source, gap?.kind === "surplus" ? gap.end : last);
}

interface Row {
  readonly ends: readonly Token[];
  /** What stands before them. */
  readonly content: Token | undefined;
}

function rowBefore(program: Program, next: Token): Row {
  let first = next.index;
  while (reads(program.tokens[first - 1], "end")) first -= 1;
  return { ends: program.tokens.slice(first, next.index), content: program.tokens[first - 1] };
}

type Gap =
  | { readonly kind: "missing"; readonly end: Token; readonly level: OpenLevel }
  | { readonly kind: "surplus"; readonly end: Token };

/** The first end that is not indented as the block that it should close. */
function compareWithLevels(
  program: Program,
  content: Token | undefined,
  ends: readonly Token[],
): Gap | undefined {
  if (content === undefined) return undefined;
  const levels = openLevels(program, content);
  for (const end of ends) {
    if (!isFirstOnLine(program.source, end.start)) return undefined;
    const { value: level } = levels.next();
    if (level === undefined) return { kind: "surplus", end };
    const width = indentAt(program.source, end.start).length;
    if (width < level.indent.length) return { kind: "missing", end, level };
    // The end of a union stands as deep as its members.
    if (width > level.indent.length && !reads(level.opener, "returns"))
      return { kind: "surplus", end };
  }
  return undefined;
}
