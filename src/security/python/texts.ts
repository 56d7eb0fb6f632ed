/** What texts of Python are made of. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../syntax/python/calls.ts";
import type { Pieces } from "../code.ts";
import { piecesOfSum } from "../sum.ts";
import { unwrapBy } from "../unwrap.ts";

/** Give back the same text, as far as anybody who reads it cares. */
const SAME_TEXT = new Set([
  "encode",
  "decode",
  "strip",
  "lstrip",
  "rstrip",
  "lower",
  "upper",
  "dedent",
  "hexdigest",
  "resolve",
  "expanduser",
]);

/** The value behind parentheses, and behind calls that give back the same text. */
export const unwrap = unwrapBy(innerOf);

function innerOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === "parenthesized_expression" || node.type === "await")
    return namedChildren(node).find(({ type }) => type !== "comment");
  if (node.type !== "call") return undefined;
  const callee = calleeOf(node);
  const name = callee?.type === "attribute" ? childOf(callee, "attribute") : undefined;
  if (callee !== undefined && name !== undefined && SAME_TEXT.has(textOf(name))) {
    const [first] = argumentsOf(node).positional;
    return textOf(name) === "dedent" ? first : childOf(callee, "object");
  }
  return undefined;
}

/** Texts in texts in texts: deeper ones are not followed. */
const DEEPEST = 50;

/** The literal texts and the values of an expression; `undefined` for what is no text as far as can be seen. */
export function piecesOf(node: SyntaxNode, depth = 0): Pieces | undefined {
  if (depth > DEEPEST) return undefined;
  switch (node.type) {
    case "string":
      return piecesOfString(node);
    case "concatenated_string":
      return node.children.flatMap((part) => (part.type === "string" ? piecesOfString(part) : []));
    case "binary_operator":
      return piecesOfOperator(node, depth);
    case "call":
      return piecesOfCall(node, depth);
  }
  return undefined;
}

function piecesOfString(node: SyntaxNode): Pieces {
  return node.children.flatMap((part): Pieces => {
    if (part.type === "string_content") return [textOf(part)];
    const value = part.type === "interpolation" ? childOf(part, "expression") : undefined;
    return value === undefined ? [] : [value];
  });
}

function piecesOfOperator(node: SyntaxNode, depth: number): Pieces | undefined {
  const [left, right] = [childOf(node, "left"), childOf(node, "right")];
  const sign = childOf(node, "operator")?.type;
  if (left === undefined || right === undefined) return undefined;
  const inner = (operand: SyntaxNode) => piecesOf(unwrap(operand), depth + 1);
  if (sign === "+") return piecesOfSum(node, { sidesOf, piecesOf: inner });
  const text = sign === "*" || sign === "%" ? inner(left) : undefined;
  return text === undefined || sign === "*" ? text : fillPercents(text, right);
}

/** The two sides of a `+`, what only wraps the left one taken off. */
function sidesOf(node: SyntaxNode): readonly [SyntaxNode, SyntaxNode] | undefined {
  if (node.type !== "binary_operator" || childOf(node, "operator")?.type !== "+") return undefined;
  const [left, right] = [childOf(node, "left"), childOf(node, "right")];
  return left === undefined || right === undefined ? undefined : [unwrap(left), right];
}

function fillPercents(text: Pieces, values: SyntaxNode): Pieces {
  const given = values.type === "tuple" ? namedChildren(values) : [values];
  return fill(
    text,
    /%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdrifxa]/g,
    (count) => given[count] ?? values,
  );
}

/** Each place in the literal texts becomes the value that goes there. */
function fill(
  text: Pieces,
  places: RegExp,
  valueAt: (count: number, place: string) => SyntaxNode,
): Pieces {
  let count = 0;
  return text.flatMap((piece): Pieces => {
    if (typeof piece !== "string") return [piece];
    const filled: (string | SyntaxNode)[] = [];
    let from = 0;
    for (const { index, 0: place } of piece.matchAll(places)) {
      filled.push(piece.slice(from, index), valueAt(count, place));
      count += 1;
      from = index + place.length;
    }
    return [...filled, piece.slice(from)];
  });
}

function piecesOfCall(node: SyntaxNode, depth: number): Pieces | undefined {
  const callee = calleeOf(node);
  const name = callee?.type === "attribute" ? childOf(callee, "attribute") : undefined;
  const object = callee === undefined ? undefined : childOf(callee, "object");
  const text = object === undefined ? undefined : piecesOf(unwrap(object), depth + 1);
  if (name === undefined || text === undefined) return undefined;
  const { positional, keywords } = argumentsOf(node);
  if (textOf(name) === "format") {
    return fill(text, /\{[^{}]*\}/g, (count, place) => {
      const key = place.slice(1, -1).split(/[!:.[]/)[0] ?? "";
      return keywords.get(key) ?? positional[Number(key) || count] ?? node;
    });
  }
  return textOf(name) === "join" ? piecesOfJoin(text, positional[0], depth) : undefined;
}

function piecesOfJoin(
  between: Pieces,
  list: SyntaxNode | undefined,
  depth: number,
): Pieces | undefined {
  if (list === undefined) return undefined;
  if (/^(?:list|generator|set)_?(?:comprehension|expression)$/.test(list.type)) {
    const body = childOf(list, "body");
    const text = body === undefined ? undefined : piecesOf(unwrap(body), depth + 1);
    return text ?? (body === undefined ? [list] : [body]);
  }
  if (list.type !== "list" && list.type !== "tuple") return [list];
  return namedChildren(list).flatMap(
    (part, at): Pieces => [
      ...(at === 0 ? [] : between),
      ...(piecesOf(unwrap(part), depth + 1) ?? [part]),
    ],
  );
}
