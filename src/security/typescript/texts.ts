/** What texts of TypeScript and JavaScript are made of. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import type { Pieces } from "../code.ts";
import { piecesOfSum } from "../sum.ts";
import { unwrapBy } from "../unwrap.ts";

const SAME_TEXT = /^(?:toString|trim|trimStart|trimEnd|toLowerCase|toUpperCase|normalize|slice)$/;
const WRAPPERS =
  /^(?:parenthesized_expression|await_expression|as_expression|satisfies_expression|non_null_expression)$/;

/** The value behind parentheses, and behind calls that give back the same text. */
export const unwrap = unwrapBy(innerOf);

function innerOf(node: SyntaxNode): SyntaxNode | undefined {
  if (WRAPPERS.test(node.type)) return namedChildren(node).find(({ type }) => type !== "comment");
  if (node.type !== "call_expression") return undefined;
  const callee = childOf(node, "function");
  const property = callee?.type === "member_expression" ? childOf(callee, "property") : undefined;
  return callee !== undefined && property !== undefined && SAME_TEXT.test(textOf(property))
    ? childOf(callee, "object")
    : undefined;
}

/** Texts in texts in texts: deeper ones are not followed. */
const DEEPEST = 50;

/** The literal texts and the values of an expression; `undefined` for what is no text as far as can be seen. */
export function piecesOf(node: SyntaxNode, depth = 0): Pieces | undefined {
  if (depth > DEEPEST) return undefined;
  switch (node.type) {
    case "string":
      return node.children.flatMap((part) => (part.isNamed ? [textOf(part)] : []));
    case "template_string":
      return isTagged(node) ? undefined : node.children.flatMap(pieceOfTemplate);
    case "binary_expression":
      return piecesOfSum(node, {
        sidesOf,
        piecesOf: (operand) => piecesOf(unwrap(operand), depth + 1),
      });
    case "call_expression":
      return piecesOfJoin(node, depth);
  }
  return undefined;
}

function pieceOfTemplate(part: SyntaxNode): Pieces {
  if (part.type !== "template_substitution") return part.isNamed ? [textOf(part)] : [];
  return namedChildren(part).slice(0, 1);
}

/** What stands behind a tag is the tag's to put together. */
export const isTagged = (template: SyntaxNode): boolean =>
  template.parent?.type === "call_expression" && template.field === "arguments";

/** The two sides of a `+`, what only wraps the left one taken off. */
function sidesOf(node: SyntaxNode): readonly [SyntaxNode, SyntaxNode] | undefined {
  if (node.type !== "binary_expression" || childOf(node, "operator")?.type !== "+")
    return undefined;
  const [left, right] = [childOf(node, "left"), childOf(node, "right")];
  return left === undefined || right === undefined ? undefined : [unwrap(left), right];
}

/** `[a, "b"].join(" ")` */
function piecesOfJoin(node: SyntaxNode, depth: number): Pieces | undefined {
  const callee = childOf(node, "function");
  const list = callee === undefined ? undefined : childOf(callee, "object");
  const method = callee === undefined ? undefined : childOf(callee, "property");
  if (list?.type !== "array" || method === undefined || textOf(method) !== "join") return undefined;
  const between = childOf(node, "arguments")?.children.find(({ type }) => type === "string");
  const gap = between === undefined ? [","] : (piecesOf(between) ?? []);
  return namedChildren(list).flatMap(
    (part, at): Pieces => [
      ...(at === 0 ? [] : gap),
      ...(piecesOf(unwrap(part), depth + 1) ?? [part]),
    ],
  );
}
