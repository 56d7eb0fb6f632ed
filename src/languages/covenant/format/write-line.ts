import type { Token } from "../syntax/token.ts";

/** What is written of a line: a token, or the text that stands for some. */
export interface Piece {
  readonly token: Token;
  readonly text: string;
  readonly isRewritten: boolean;
}

/** The pieces in one line, with blanks where the canonical form has them. */
export function writeLine(pieces: readonly Piece[]): string {
  let line = "";
  /** Inside `bindings=(…)`, where commas stand without a blank. */
  let isTight = false;
  let isInList = false;
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    const after = pieces[index + 1];
    const mark = markOf(piece);
    if (mark === "," && after !== undefined && isClosing(markOf(after))) continue;
    if (mark === "(") isTight = before !== undefined && markOf(before) === "=";
    if (mark === "[") isInList = true;
    if (mark === "]") isInList = false;
    if (before !== undefined) {
      const isWithoutComma = isInList && isString(before) && isString(piece);
      line += isWithoutComma ? ", " : isJoined(before, piece, isTight) ? "" : " ";
    }
    line += piece.text;
  }
  return line;
}

/** The punctuation mark, or nothing for a word or value. */
const markOf = ({ token, isRewritten }: Piece): string =>
  token.kind === "punctuation" && !isRewritten ? token.text : "";

const isClosing = (mark: string): boolean => mark === ")" || mark === "]";
const isString = ({ token }: Piece): boolean =>
  token.kind === "string" || token.kind === "triple-string";
const isWord = ({ token }: Piece): boolean =>
  token.kind === "identifier" || token.kind === "keyword";

/** Marks that stand where none belongs keep their distance, so that no two of them become one token. */
function isJoined(before: Piece, piece: Piece, isTight: boolean): boolean {
  const [left, right] = [markOf(before), markOf(piece)];
  if (right === "," || isClosing(right) || left === "(" || left === "[") return true;
  if (left === ",") return isTight;
  if (right === "=") return left === "";
  if (left === "=") return right === "" || right === "(" || right === "[";
  if (right === "(" || right === ".") return isWord(before);
  return left === "." && isWord(piece);
}
