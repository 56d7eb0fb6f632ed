import ts from "typescript";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { closersOf, isLoop, openNodesAt } from "./open-nodes.ts";
import { CURSOR, type OpenText } from "./open-text.ts";
import { bindPiece, isPieceOf, parsePiece } from "./piece.ts";

/** The text after `text` more, without another program: what it says is bound where it stands. */
export function extendOpen(open: OpenText, text: string, path: string): OpenText | undefined {
  // What `this` is cannot be told in pieces.
  if (open.nodes.some(ts.isClassLike) || /\b(?:this|super|var|yield)\b/.test(text))
    return undefined;
  const tail = `\n${CURSOR};`;
  const draft = parsePiece(text + tail, path);
  const at = draft.from + text.length + 1;
  const unclosed = openNodesAt(draft.file, at).slice(1);
  const loop = open.nodes.some(isLoop) ? 0 : unclosed.findIndex(isLoop);
  const turnsAway = (node: ts.Node): string =>
    loop >= 0 && unclosed.indexOf(node) >= loop ? `throw ${CURSOR};` : "";
  const piece = parsePiece(text + tail + closersOf(unclosed, at, turnsAway), path);
  const { file } = piece;
  const nodes = openNodesAt(file, at);
  const cursor = nodes.at(-1);
  if (cursor === undefined || !ts.isIdentifier(cursor) || cursor.text !== CURSOR) return undefined;
  if (file.statements.length > 1 || findSyntaxErrors(file).length > 0) return undefined;
  bindPiece(piece, open);
  return { ...open, cursor, nodes: [...open.nodes, ...nodes.slice(1)], written: () => undefined };
}

/** Whether a piece declares what stands in the same block before it. */
export function declaresAgain(file: ts.SourceFile): boolean {
  const [block] = file.statements;
  const names = localsOf(block);
  for (let owner: ts.Node | undefined = file.parent; owner !== undefined; ) {
    for (const name of localsOf(owner).keys()) if (names.has(name)) return true;
    if (ts.isCaseOrDefaultClause(owner)) owner = owner.parent;
    else if (ts.isBlock(owner) && ts.isFunctionLike(owner.parent)) owner = owner.parent;
    else owner = isPieceOf(owner.parent) ? owner.parent.parent : undefined;
  }
  return false;
}

const localsOf = (node: ts.Node | undefined): ts.SymbolTable =>
  (node as { readonly locals?: ts.SymbolTable | undefined } | undefined)?.locals ?? new Map();
