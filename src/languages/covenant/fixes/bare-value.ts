import type { Program } from "../syntax/ast.ts";
import type { Range, Token } from "../syntax/token.ts";
import { isWord, neighbour, reads, tokenFrom } from "./text-places.ts";

/**
 * A value that lacks its quotes and begins with `first`, behind a `=`: `5s`, `List<Int>`, `fs.read_file`, `-0.5`.
 * `undefined` where the value itself is missing and the next attribute stands in its place.
 */
export function bareValueAt(program: Program, first: Token): Range | undefined {
  const equals = neighbour(program, first, -1);
  if (!reads(equals, "=")) return undefined;
  const isJoined = equals.end === first.start;
  // `id= kind="x"` and `as= end`: what stands behind a blank may be what comes next.
  if (!isJoined && (first.kind === "keyword" || isOnNextLine(program, equals, first)))
    return undefined;
  const isValue = isWord(first) || first.kind === "integer" || first.kind === "float";
  if (!isValue && !reads(first, "-")) return undefined;
  const end = endOfValue(program.source, first.start);
  const isNextAttribute = reads(tokenFrom(program, end), "=") || program.source[end] === '"';
  return isNextAttribute ? undefined : { start: first.start, end };
}

const isOnNextLine = ({ source }: Program, before: Range, after: Range): boolean =>
  source.slice(before.end, after.start).includes("\n");

/** Up to a blank or a mark that no value holds; blanks and commas inside `<…>` belong to the value. */
function endOfValue(source: string, start: number): number {
  let depth = 0;
  let end = start;
  for (; end < source.length; end += 1) {
    const character = source[end] ?? "";
    if (character === "<") depth += 1;
    if (character === ">") depth -= 1;
    if ('\n"=(){}'.includes(character)) break;
    if (depth <= 0 && " \t\r,]".includes(character)) break;
  }
  return end;
}
