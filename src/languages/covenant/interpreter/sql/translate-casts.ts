/** Postgres' `value::type` as `CAST(value AS type)`, and its arrays in `= ANY(:list)`. */

import { databaseError } from "../raised.ts";
import { indexAfterParentheses, isWord, type Piece, piece } from "./pieces.ts";

/** What begins and ends the cast to a type. */
const WRAPPINGS: ReadonlyMap<string, readonly [before: string, after: string]> = new Map(
  (
    [
      ["smallint int int2 int4 int8 integer bigint", "CAST(ROUND(", ") AS INTEGER)"],
      ["real float float4 float8 double numeric decimal", "CAST(", " AS REAL)"],
      ["text varchar char character uuid json jsonb timestamp timestamptz", "CAST(", " AS TEXT)"],
      ["bool boolean", "CAST(", " AS INTEGER)"],
      ["date", "DATE(", ")"],
    ] as const
  ).flatMap(([types, before, after]) =>
    types.split(" ").map((type): [string, readonly [string, string]] => [type, [before, after]]),
  ),
);

/** Words behind the first of a type's name. */
const TYPE_WORDS = ["PRECISION", "VARYING", "WITH", "WITHOUT", "TIME", "ZONE"];

export function translateCasts(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (let index = 0; index < pieces.length; ) {
    const found = pieces[index] as Piece;
    const list = readAny(pieces, index);
    if (list !== undefined) {
      out.push(...list.pieces);
      index = list.end;
    } else if (isWord(found, "::")) {
      const [before, after] = wrappingFor(pieces[index + 1]);
      out.splice(startOfOperand(out), 0, piece("mark", before));
      out.push(piece("mark", after));
      index = endOfType(pieces, index + 1);
    } else {
      out.push(found);
      index += 1;
    }
  }
  return out;
}

function wrappingFor(type: Piece | undefined): readonly [string, string] {
  const wrapping = WRAPPINGS.get(type?.text.toLowerCase() ?? "");
  if (wrapping === undefined)
    throw databaseError(`Cannot run SQL: a cast to "${type?.text ?? ""}" is not known here`);
  return wrapping;
}

function endOfType(pieces: readonly Piece[], start: number): number {
  let end = start + 1;
  while (isWord(pieces[end], ...TYPE_WORDS)) end += 1;
  if (isWord(pieces[end], "(")) end = indexAfterParentheses(pieces, end);
  return isWord(pieces[end], "[") && isWord(pieces[end + 1], "]") ? end + 2 : end;
}

/** Words before a parenthesis that call nothing. */
const NO_FUNCTIONS =
  "AND OR NOT IN IS LIKE BETWEEN SELECT DISTINCT WHERE ON HAVING BY WHEN THEN ELSE CASE FROM VALUES LIMIT OFFSET".split(
    " ",
  );

/** Where the value begins that ends where `pieces` does: a call, a group in parentheses, or a dotted name. */
function startOfOperand(pieces: readonly Piece[]): number {
  let start = pieces.length - 1;
  if (isWord(pieces[start], ")", ") AS INTEGER)", " AS REAL)", " AS TEXT)")) {
    start = startOfGroup(pieces);
    const before = pieces[start - 1];
    const isCall = before?.kind === "word" && !isWord(before, ...NO_FUNCTIONS);
    return isCall ? start - 1 : start;
  }
  while (isWord(pieces[start - 1], ".")) start -= 2;
  return Math.max(0, start);
}

/** Counts parentheses, those of our own casts included, back to where they balance. */
function startOfGroup(pieces: readonly Piece[]): number {
  let depth = 0;
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const { kind, text } = pieces[index] as Piece;
    if (kind !== "mark") continue;
    for (const character of text) depth += character === ")" ? 1 : character === "(" ? -1 : 0;
    if (depth <= 0) return index;
  }
  return 0;
}

/** `= ANY(:list)` and `<> ALL(:list)`: a list is bound as JSON. */
function readAny(
  pieces: readonly Piece[],
  index: number,
): { readonly pieces: readonly Piece[]; readonly end: number } | undefined {
  const isAny = isWord(pieces[index], "=") && isWord(pieces[index + 1], "ANY");
  const isNone = isWord(pieces[index], "<>", "!=") && isWord(pieces[index + 1], "ALL");
  const list = pieces[index + 3];
  if ((!isAny && !isNone) || list?.kind !== "placeholder") return undefined;
  const open = piece("mark", `${isNone ? "NOT " : ""}IN (SELECT value FROM json_each(`);
  return {
    pieces: [open, list, piece("mark", "))")],
    end: indexAfterParentheses(pieces, index + 2),
  };
}
