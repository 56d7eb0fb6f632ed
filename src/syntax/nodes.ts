/** Ways through a syntax tree that every grammar shares. */

import type { SyntaxNode } from "../domain/syntax-tree.ts";

export const textOf = ({ source, start, end }: SyntaxNode): string => source.slice(start, end);

/** The child that its parent calls `field`. */
export const childOf = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

/** All children that their parent calls `field`. */
export const childrenOf = (node: SyntaxNode, field: string): readonly SyntaxNode[] =>
  node.children.filter((child) => child.field === field);

/** The children that are more than a bracket, a comma or a key word; comments too. */
export const namedChildren = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.children.filter(({ isNamed }) => isNamed);

/** The node and everything in it, in the order of the text; nothing inside nodes for which `isClosed` holds. */
export function* walk(
  root: SyntaxNode,
  isClosed: (node: SyntaxNode) => boolean = () => false,
): Generator<SyntaxNode> {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (node !== root && isClosed(node)) continue;
    for (let at = node.children.length - 1; at >= 0; at -= 1)
      open.push(node.children[at] as SyntaxNode);
  }
}

/** Everything of these types in the tree, in the order of the text. */
export const findAll = (root: SyntaxNode, ...types: readonly string[]): readonly SyntaxNode[] =>
  [...walk(root)].filter(({ type }) => types.includes(type));

/** The nodes around `node`, innermost first. */
export function* ancestors(node: SyntaxNode): Generator<SyntaxNode> {
  for (let around = node.parent; around !== undefined; around = around.parent) yield around;
}

/** The nearest node around `node` of one of these types. */
export function findAround(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  for (const around of ancestors(node)) if (types.includes(around.type)) return around;
  return undefined;
}
