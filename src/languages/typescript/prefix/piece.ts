import { extname } from "node:path";
import ts from "typescript";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { flowOf } from "../fill/internal-checker.ts";
import type { OpenText } from "./open-text.ts";

/** A text that follows a settled one, read as if it stood there; the program does not change. */
export interface Piece {
  readonly file: ts.SourceFile;
  /** Where in `file` the piece's own text begins. */
  readonly from: number;
}

interface FlowStart {
  flags: number;
  node?: ts.Node | undefined;
  antecedent?: readonly object[];
}

/** `FlowFlags.Start` and `FlowFlags.BranchLabel`. */
const START = 2;
const BRANCH = 4;

const bindSourceFile = (
  ts as unknown as { bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void }
).bindSourceFile;

/** In a block, so that what it declares has a place of its own. */
const OPENING = "{";

/** What a whole body is read in: only in a generator is `yield` an operator. */
export const openingOf = ({ nodes }: Pick<OpenText, "nodes">): string =>
  isInGenerator(nodes) ? "async function* $generator() {" : OPENING;

export function isInGenerator(nodes: readonly ts.Node[]): boolean {
  const owner = nodes.findLast(ts.isFunctionLike);
  return owner !== undefined && "asteriskToken" in owner && owner.asteriskToken !== undefined;
}

/** The compiler keeps what it says by file name: each piece has its own. */
let pieces = 0;

/** Parses a piece, without a place. `await` is read as the operator. */
export function parsePiece(text: string, path: string, opening = OPENING): Piece {
  pieces += 1;
  const file = ts.createSourceFile(
    `/${pieces}${extname(path)}`,
    opening + text,
    {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      setExternalModuleIndicator: (each) => {
        (each as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
      },
    },
    true,
  );
  (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = undefined;
  return { file, from: opening.length };
}

/** Whether the parser stumbled, or the block that surrounds the place was closed, before `end` of the file. */
export function isWhole({ file }: Piece, end: number): boolean {
  const [block, ...more] = file.statements;
  if (block === undefined || !ts.isBlock(block) || more.length > 0 || block.end < file.end)
    return false;
  return findSyntaxErrors(file).every(({ start }) => start >= end);
}

const asked = new WeakSet<ts.Node>();

/** Whether pieces were read there: what the compiler says of the text itself may be about them. */
export const hasPieces = ({ cursor }: Pick<OpenText, "cursor">): boolean => asked.has(cursor);

/** Whether a node is a file that stands within another. */
export const isPieceOf = (node: ts.Node | undefined): node is ts.SourceFile =>
  node !== undefined && ts.isSourceFile(node) && node.parent !== undefined;

/** Names are looked up, and control flow is followed, from the place at the end of `open`. */
export function bindPiece(
  { file }: Piece,
  { cursor, options }: Pick<OpenText, "cursor" | "options">,
): void {
  asked.add(cursor);
  bindSourceFile(file, options);
  const flow = flowOf(cursor);
  if (flow !== undefined) continueFlow(file, flow);
  (file as { parent: ts.Node }).parent = cursor.parent.parent;
}

/** Where the flow of `file` starts, it comes from `flow`. */
function continueFlow(file: ts.SourceFile, flow: object): void {
  const visit = (node: ts.Node): void => {
    const start = (node as { flowNode?: FlowStart }).flowNode;
    if (start !== undefined && start.flags & START && start.node === undefined) {
      start.flags = (start.flags & ~START) | BRANCH;
      start.antecedent = [flow];
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}
