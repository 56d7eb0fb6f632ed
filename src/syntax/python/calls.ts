/** What a Python call gives to what it calls. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../nodes.ts";

export interface CallArguments {
  readonly positional: readonly SyntaxNode[];
  /** Values by their names. */
  readonly keywords: ReadonlyMap<string, SyntaxNode>;
  /** Whether `*list` or `**dictionary` may give more than is seen. */
  readonly hasMore: boolean;
}

export function argumentsOf(call: SyntaxNode): CallArguments {
  const list = childOf(call, "arguments");
  const positional: SyntaxNode[] = [];
  const keywords = new Map<string, SyntaxNode>();
  let hasMore = false;
  // `sum(x for x in y)` has its generator where other calls have their list.
  const given = list?.type === "argument_list" ? namedChildren(list) : list ? [list] : [];
  for (const node of given) {
    if (node.type === "comment") continue;
    if (node.type === "list_splat" || node.type === "dictionary_splat") hasMore = true;
    else if (node.type === "keyword_argument") {
      const name = childOf(node, "name");
      const value = childOf(node, "value");
      if (name !== undefined && value !== undefined) keywords.set(textOf(name), value);
    } else positional.push(node);
  }
  return { positional, keywords, hasMore };
}

/** What is called: `self._store.execute` of `self._store.execute(1)`. */
export const calleeOf = (call: SyntaxNode): SyntaxNode | undefined => childOf(call, "function");

/** The value of the argument, given by name or at this place. */
export function argumentOf(
  call: SyntaxNode,
  name: string,
  position?: number | undefined,
): SyntaxNode | undefined {
  const { positional, keywords } = argumentsOf(call);
  return keywords.get(name) ?? (position === undefined ? undefined : positional[position]);
}
