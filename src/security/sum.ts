import type { SyntaxNode } from "../domain/syntax-tree.ts";
import type { Pieces } from "./code.ts";

/** Nobody writes a longer sum by hand; what stands left of it is one unknown value. */
const MOST_OPERANDS = 300;

/**
 * What `a + b + c` puts together, without recursion along the sum; `undefined` where no operand is a text.
 * `sidesOf` gives the two sides of a sum, and nothing for other nodes.
 */
export function piecesOfSum(
  sum: SyntaxNode,
  {
    sidesOf,
    piecesOf,
  }: {
    readonly sidesOf: (node: SyntaxNode) => readonly [SyntaxNode, SyntaxNode] | undefined;
    readonly piecesOf: (operand: SyntaxNode) => Pieces | undefined;
  },
): Pieces | undefined {
  const operands: SyntaxNode[] = [];
  let left = sum;
  for (
    let sides = sidesOf(left);
    sides !== undefined && operands.length < MOST_OPERANDS;
    sides = sidesOf(left)
  ) {
    operands.push(sides[1]);
    left = sides[0];
  }
  const whole = operands.length < MOST_OPERANDS ? piecesOf(left) : undefined;
  const rest = operands.toReversed().map((operand) => ({ operand, pieces: piecesOf(operand) }));
  if (whole === undefined && rest.every(({ pieces }) => pieces === undefined)) return undefined;
  return [...(whole ?? [left]), ...rest.flatMap(({ operand, pieces }) => pieces ?? [operand])];
}
