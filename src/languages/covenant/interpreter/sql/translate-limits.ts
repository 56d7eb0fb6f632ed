/** `TOP n` and `FETCH FIRST n ROWS ONLY` as `LIMIT n`. */

import { indexAfterParentheses, isWord, type Piece, piece } from "./pieces.ts";

/** Moves the count of `SELECT TOP n` to the end of its query. */
export function translateTop(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  /** Counts that wait for the end of their query, with the number of parentheses open around it. */
  const waiting: { readonly depth: number; readonly count: readonly Piece[] }[] = [];
  let depth = 0;
  const release = (closing: number): void => {
    while ((waiting.at(-1)?.depth ?? -1) >= closing)
      out.push(piece("word", "LIMIT"), ...(waiting.pop()?.count ?? []));
  };
  for (let index = 0; index < pieces.length; index += 1) {
    const found = pieces[index] as Piece;
    if (isWord(found, "TOP") && isWord(pieces[index - 1], "SELECT", "DISTINCT", "ALL")) {
      const end = endOfCount(pieces, index + 1);
      waiting.push({ depth, count: pieces.slice(index + 1, end) });
      index = end - 1;
      continue;
    }
    if (isWord(found, "(")) depth += 1;
    if (isWord(found, ")")) {
      release(depth);
      depth -= 1;
    }
    if (isWord(found, ";")) release(0);
    out.push(found);
  }
  release(0);
  return out;
}

/** A count is one piece, or a group in parentheses. */
const endOfCount = (pieces: readonly Piece[], start: number): number =>
  isWord(pieces[start], "(") ? indexAfterParentheses(pieces, start) : start + 1;

/** `OFFSET m ROWS FETCH NEXT n ROWS ONLY`, either half alone as well. */
export function translateFetch(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (let index = 0; index < pieces.length; ) {
    const skipped = readCount(pieces, index, ["OFFSET"]);
    const fetch = skipped === undefined ? index : skipped.end;
    const kept = isWord(pieces[fetch], "FETCH")
      ? readCount(pieces, fetch + 1, ["FIRST", "NEXT"])
      : undefined;
    if (skipped === undefined && kept === undefined) {
      out.push(pieces[index] as Piece);
      index += 1;
      continue;
    }
    const limit = kept?.count ?? [piece("number", "-1")];
    out.push(piece("word", "LIMIT"), ...limit);
    if (skipped !== undefined) out.push(piece("word", "OFFSET"), ...skipped.count);
    index = kept === undefined ? fetch : isWord(pieces[kept.end], "ONLY") ? kept.end + 1 : kept.end;
  }
  return out;
}

/** `WORD count ROWS` at `index`. */
function readCount(
  pieces: readonly Piece[],
  index: number,
  words: readonly string[],
): { readonly count: readonly Piece[]; readonly end: number } | undefined {
  if (!isWord(pieces[index], ...words)) return undefined;
  const end = endOfCount(pieces, index + 1);
  return isWord(pieces[end], "ROW", "ROWS")
    ? { count: pieces.slice(index + 1, end), end: end + 1 }
    : undefined;
}
