import type { SyntaxNode } from "../domain/syntax-tree.ts";

/** Takes off everything that `innerOf` knows to be wrapped around a value. */
export const unwrapBy =
  (innerOf: (node: SyntaxNode) => SyntaxNode | undefined) =>
  (node: SyntaxNode): SyntaxNode => {
    let at = node;
    for (let inner = innerOf(at); inner !== undefined; inner = innerOf(at)) at = inner;
    return at;
  };
