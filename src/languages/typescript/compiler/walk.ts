import ts from "typescript";

/** Every node below and including `root`, parents first, in the order of the text. Comments are not nodes. */
export function* walk(root: ts.Node): Generator<ts.Node, undefined> {
  // A stack of our own: a long chain of operators must not overflow the machine's.
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    stack.push(...children.reverse());
  }
}

/** `expression` without the parentheses, assertions and `!` around it, which mean nothing when it runs. */
export function unwrap(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** The outermost of the parentheses, assertions and `!` around `expression`; itself where there are none. */
export function rewrap(expression: ts.Node): ts.Node {
  let outer = expression;
  while (outer.parent !== undefined && isWrapper(outer.parent)) outer = outer.parent;
  return outer;
}

const isWrapper = (
  node: ts.Node,
): node is
  | ts.ParenthesizedExpression
  | ts.AssertionExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression =>
  ts.isParenthesizedExpression(node) ||
  ts.isAssertionExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isNonNullExpression(node);
