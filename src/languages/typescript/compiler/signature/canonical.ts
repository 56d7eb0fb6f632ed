import ts from "typescript";

const CLOSERS = new Set([")", "]", "}", ">"]);

/**
 * A node's tokens with one space between them, without the parts that are left out: equal text means equal
 * declarations, whatever their layout, quotes, comments, separators and trailing commas.
 */
export function renderCanonical(
  node: ts.Node,
  file: ts.SourceFile,
  isLeftOut: (part: ts.Node) => boolean = () => false,
): string {
  const tokens = [...tokensOf(node, file, isLeftOut)];
  return tokens
    .filter((token, at) => !(token === "," && CLOSERS.has(tokens[at + 1] ?? ",")))
    .join(" ");
}

function* tokensOf(
  node: ts.Node,
  file: ts.SourceFile,
  isLeftOut: (part: ts.Node) => boolean,
): Generator<string, undefined> {
  if (isLeftOut(node) || ts.isJSDoc(node) || isIdle(node)) return;
  const children = node.getChildren(file);
  if (children.length === 0) {
    const text = ts.isStringLiteral(node) ? JSON.stringify(node.text) : node.getText(file);
    if (text !== "") yield text;
    return;
  }
  for (const child of children) yield* tokensOf(child, file, isLeftOut);
  // Members of a type may be parted by `;`, by `,` or by a line's end.
  if (ts.isTypeElement(node)) yield ",";
}

/** Separators that say nothing: `;`, the comma after a type's member, and the `|` before a union's first part. */
function isIdle(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.SemicolonToken) return true;
  const { parent } = node;
  if (node.kind === ts.SyntaxKind.CommaToken) return ts.isTypeElement(parent);
  const isOperator =
    node.kind === ts.SyntaxKind.BarToken || node.kind === ts.SyntaxKind.AmpersandToken;
  const isType = ts.isUnionTypeNode(parent) || ts.isIntersectionTypeNode(parent);
  return isOperator && isType && node.getEnd() <= (parent.types[0]?.getStart() ?? 0);
}
