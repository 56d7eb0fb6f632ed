import ts from "typescript";
import type { Part } from "../../../ports/type-graph.ts";
import { type FoundHole, isAssignment, OPEN } from "./find-holes.ts";

/** The text with answers in its first holes; what stands in the others is `open`'s to say. */
export interface Composed {
  readonly text: string;
  /** Where each hole's answer begins. */
  readonly starts: readonly number[];
}

/** Puts answers in the place of holes. */
export function compose(
  text: string,
  holes: readonly FoundHole[],
  filled: readonly (string | undefined)[],
  open: (hole: FoundHole) => string,
): Composed {
  let composed = "";
  let from = 0;
  const starts: number[] = [];
  for (const [at, hole] of holes.entries()) {
    const answer = filled[at];
    composed += text.slice(from, hole.start) + (answer === undefined ? "" : hole.before);
    const written = answer ?? open(hole);
    starts.push(composed.length + (answer === undefined ? written.indexOf(OPEN) : 0));
    composed += written + (answer === undefined ? "" : hole.after);
    from = hole.end;
  }
  return { text: composed + text.slice(from), starts };
}

/** An open hole where the compiler reads: a value that fits anywhere, and asks for the type that it names. */
export const openForCompiler = ({ before, after, wanted }: FoundHole): string =>
  wanted === undefined ? `${before}${OPEN}${after}` : `(${OPEN} satisfies ${wanted})`;

/** The answer as it stands in its hole: in parentheses where what is around it would take it apart. */
export function placeAnswer({ text, binding }: Part, hole: ts.Node): string {
  if (binding === "primary" && !text.startsWith("{")) return text;
  return isAlone(hole) && !(text.startsWith("{") && ts.isArrowFunction(hole.parent))
    ? text
    : `(${text})`;
}

/** Whether a whole expression may stand there as it is. */
function isAlone(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) return true;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return true;
  if (ts.isPropertyDeclaration(parent) || ts.isParameter(parent)) return true;
  if (ts.isParenthesizedExpression(parent) || ts.isTemplateSpan(parent)) return true;
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) return true;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  return ts.isBinaryExpression(parent) && isAssignment(parent);
}
