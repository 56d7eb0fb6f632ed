/** A Python file's tree, opened for reading: one walk sorts its nodes by type, and what readers find out is kept. */

import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import type { Grammar } from "../../ports/syntax-parser.ts";

export const PYTHON_GRAMMAR: Grammar = {
  file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
};

export interface PythonModule {
  readonly root: SyntaxNode;
  readonly hasError: boolean;
  readonly text: string;
  /** How many nodes stand in each other at most. */
  readonly depth: number;
  /** Every node of these types: each type in the order of the text. */
  all(...types: readonly string[]): readonly SyntaxNode[];
}

const opened = new WeakMap<SyntaxNode, PythonModule>();

/** The same module for the same tree. */
export function openModule({ root, hasError }: SyntaxTree): PythonModule {
  const known = opened.get(root);
  if (known !== undefined) return known;
  const { byType, depth } = sortByType(root);
  const module: PythonModule = {
    root,
    hasError,
    text: root.source,
    depth,
    all: (first, ...others) =>
      others.length === 0
        ? (byType.get(first ?? "") ?? [])
        : [first ?? "", ...others].flatMap((type) => byType.get(type) ?? []),
  };
  opened.set(root, module);
  return module;
}

/** The module that a node of an opened tree stands in. */
export function moduleOf(node: SyntaxNode): PythonModule {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return opened.get(root) ?? openModule({ root, hasError: false });
}

/** `read`, asked at most once for each node or module. */
export function once<Key extends object, Value>(read: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const kept = known.get(key);
    if (kept !== undefined) return kept.value;
    const value = read(key);
    known.set(key, { value });
    return value;
  };
}

function sortByType(root: SyntaxNode) {
  const byType = new Map<string, SyntaxNode[]>();
  const open = [root];
  const depths = [1];
  let depth = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const own = depths.pop() ?? 1;
    if (own > depth) depth = own;
    const same = byType.get(node.type);
    if (same === undefined) byType.set(node.type, [node]);
    else same.push(node);
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      open.push(node.children[at] as SyntaxNode);
      depths.push(own + 1);
    }
  }
  return { byType, depth };
}
