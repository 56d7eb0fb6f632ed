import type { Program } from "../syntax/ast.ts";
import type { Comment, Token } from "../syntax/token.ts";
import { INDENT, type Layout } from "./layout.ts";
import { placeComments } from "./place-comments.ts";
import { type Piece, writeLine } from "./write-line.ts";
import { writeNumber } from "./write-number.ts";

/** The text of `program` in `layout`. */
export function writeLayout(program: Program, layout: Layout): string {
  const { lines, snippetStarts } = layout;
  const { tokens } = program;
  const lineOfToken = assignTokens(tokens, layout);
  const comments = placeComments(program, layout, lineOfToken);
  const written: string[] = [];
  const write = (text: string, depth: number): void => {
    written.push(`${INDENT.repeat(depth)}${text}\n`);
  };
  const writeComment = ({ text }: Comment, depth: number): void => write(text.trimEnd(), depth);

  for (const [index, { first, depth, commentDepth }] of lines.entries()) {
    if (snippetStarts.has(index) && index > 0) written.push("\n");
    for (const comment of comments.above.get(index) ?? []) writeComment(comment, commentDepth);
    const behind = comments.behind.get(index);
    const remark = behind === undefined ? "" : ` ${behind.text.trimEnd()}`;
    write(writeLine(piecesFrom(tokens, layout, { first, lineOfToken })) + remark, depth);
  }
  for (const comment of comments.last) writeComment(comment, 0);
  return written.join("");
}

/** The line of each token, by its index: the one that began last before it. None for the end of the file. */
function assignTokens(tokens: readonly Token[], { lines }: Layout): Int32Array {
  const lineOfToken = new Int32Array(tokens.length - 1).fill(NO_LINE);
  for (const [index, { first }] of lines.entries()) lineOfToken[first] = index;
  let line = 0;
  for (const [index, begun] of lineOfToken.entries()) {
    if (begun === NO_LINE) lineOfToken[index] = line;
    else line = begun;
  }
  return lineOfToken;
}

const NO_LINE = -1;

function piecesFrom(
  tokens: readonly Token[],
  { rewritten }: Layout,
  { first, lineOfToken }: { readonly first: number; readonly lineOfToken: Int32Array },
): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let index = first; lineOfToken[index] === lineOfToken[first]; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const text = rewritten.get(index);
    if (text === undefined) pieces.push({ token, text: writeNumber(token), isRewritten: false });
    else if (text !== "") pieces.push({ token, text, isRewritten: true });
  }
  return pieces;
}
