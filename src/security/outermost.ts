import type { SyntaxNode } from "../domain/syntax-tree.ts";

/** Those of `nodes` for which `isOne` holds, and that stand in no other such node. */
export function outermost(
  nodes: readonly SyntaxNode[],
  isOne: (node: SyntaxNode) => boolean,
): readonly SyntaxNode[] {
  const found = new Set(nodes.filter(isOne));
  return [...found]
    .filter((node) => {
      // A text in the arguments of another call stands for itself.
      for (let at = node.parent; at !== undefined && isExpression(at); at = at.parent)
        if (found.has(at)) return false;
      return true;
    })
    .sort((one, other) => one.start - other.start);
}

const isExpression = ({ type }: SyntaxNode): boolean =>
  !/statement|declaration|_item|^block$|^module$|^program$|^source_file$/.test(type);
