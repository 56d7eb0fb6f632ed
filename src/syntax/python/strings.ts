/** Strings of a Python tree: constants, implicit joining, and f-strings. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf } from "../nodes.ts";

/** The text between the quotes as it is written, joined strings together; `undefined` for what is no constant string. */
export function constantText(node: SyntaxNode): string | undefined {
  if (node.type === "concatenated_string") {
    const parts = node.children.filter(({ type }) => type === "string").map(constantText);
    return parts.includes(undefined) ? undefined : parts.join("");
  }
  if (node.type === "parenthesized_expression") {
    const inner = node.children.find(({ isNamed, type }) => isNamed && type !== "comment");
    return inner === undefined ? undefined : constantText(inner);
  }
  if (node.type !== "string" || interpolationsOf(node).length > 0) return undefined;
  const start = node.children.find(({ type }) => type === "string_start");
  const end = node.children.findLast(({ type }) => type === "string_end");
  if (start === undefined || end === undefined) return undefined;
  return node.source.slice(start.end, end.start);
}

/** The expressions put into an f-string, of joined strings too. */
export function interpolationsOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === "concatenated_string") return node.children.flatMap(interpolationsOf);
  return node.children
    .filter(({ type }) => type === "interpolation")
    .flatMap((hole) => childOf(hole, "expression") ?? []);
}
