import type { SyntaxNode } from "../domain/syntax-tree.ts";

/** Gives every node of these types, each type in the order of the text; one walk sorts them all. */
export function sortByType(
  root: SyntaxNode,
): (...types: readonly string[]) => readonly SyntaxNode[] {
  const byType = new Map<string, SyntaxNode[]>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const same = byType.get(node.type);
    if (same === undefined) byType.set(node.type, [node]);
    else same.push(node);
    for (let at = node.children.length - 1; at >= 0; at -= 1)
      open.push(node.children[at] as SyntaxNode);
  }
  return (...types) => types.flatMap((type) => byType.get(type) ?? []);
}
