/** What texts of Rust are made of, and what macros are given. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../syntax/nodes.ts";
import type { Pieces } from "../code.ts";
import { piecesOfSum } from "../sum.ts";
import { unwrapBy } from "../unwrap.ts";

const SAME_TEXT =
  /^(?:to_string|to_owned|into|as_str|as_bytes|as_ref|clone|trim|to_lowercase|to_uppercase|unwrap|expect|to_vec|as_deref|into_boxed_str)$/;

/** The value behind parentheses, and behind calls that give back the same text. */
export const unwrap = unwrapBy(innerOf);

function innerOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === "reference_expression" || node.type === "type_cast_expression")
    return childOf(node, "value");
  if (
    /^(?:parenthesized_expression|await_expression|try_expression|unary_expression)$/.test(
      node.type,
    )
  )
    return node.children[0]?.type === "!" || node.children[0]?.type === "-"
      ? undefined
      : namedChildren(node)[0];
  if (node.type === "macro_argument") {
    const rest = node.children.filter(({ type }) => type !== "&");
    return rest.length === 1 && rest.length < node.children.length ? rest[0] : undefined;
  }
  if (node.type !== "call_expression") return undefined;
  const callee = childOf(node, "function");
  if (callee === undefined) return undefined;
  if (
    callee.type === "field_expression" &&
    SAME_TEXT.test(textOf(childOf(callee, "field") ?? callee))
  )
    return childOf(callee, "value");
  if (/^(?:String|Cow|Box|Arc)::(?:from|new|Borrowed)$/.test(textOf(callee)))
    return childOf(node, "arguments")?.children.find(({ isNamed }) => isNamed);
  return undefined;
}

/** What stands between the commas of a macro's brackets: a single token, or all of them as one node. */
export function macroArguments(invocation: SyntaxNode): readonly SyntaxNode[] {
  const tree = invocation.children.find(({ type }) => type === "token_tree");
  if (tree === undefined) return [];
  const groups: SyntaxNode[][] = [[]];
  for (const token of tree.children.slice(1, -1)) {
    if (token.type === ",") groups.push([]);
    else groups.at(-1)?.push(token);
  }
  return groups.flatMap((tokens) => {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first === undefined || last === undefined) return [];
    if (tokens.length === 1) return [first];
    const { source } = first;
    return [
      {
        ...first,
        type: "macro_argument",
        field: undefined,
        end: last.end,
        parent: tree,
        children: tokens,
        source,
      },
    ];
  });
}

/** `format`, `println`: the macro's own name. */
export const macroName = (invocation: SyntaxNode): string =>
  textOf(childOf(invocation, "macro") ?? invocation);

/** Texts in texts in texts: deeper ones are not followed. */
const DEEPEST = 50;

/** The literal texts and the values of an expression; `undefined` for what is no text as far as can be seen. */
export function piecesOf(node: SyntaxNode, depth = 0): Pieces | undefined {
  if (depth > DEEPEST) return undefined;
  switch (node.type) {
    case "string_literal":
    case "raw_string_literal":
      return node.children.flatMap((part) => (part.isNamed ? [textOf(part)] : []));
    case "binary_expression":
      return piecesOfSum(node, {
        sidesOf,
        piecesOf: (operand) => piecesOf(unwrap(operand), depth + 1),
      });
    case "macro_invocation":
      return /^(?:std::)?(?:format|concat|format_args)$/.test(macroName(node))
        ? formatPieces(macroArguments(node))
        : undefined;
  }
  return undefined;
}

/** The two sides of a `+`, what only wraps the left one taken off. */
function sidesOf(node: SyntaxNode): readonly [SyntaxNode, SyntaxNode] | undefined {
  if (node.type !== "binary_expression" || childOf(node, "operator")?.type !== "+")
    return undefined;
  const [left, right] = [childOf(node, "left"), childOf(node, "right")];
  return left === undefined || right === undefined ? undefined : [unwrap(left), right];
}

/** `"a {} {name}", x`: literal texts, and what goes between. */
export function formatPieces([format, ...values]: readonly SyntaxNode[]): Pieces | undefined {
  const text = format?.children.find(({ type }) => type === "string_content");
  if (format === undefined || !format.type.endsWith("string_literal")) return undefined;
  if (text === undefined) return [];
  const literal = textOf(text);
  const pieces: (string | SyntaxNode)[] = [];
  let from = 0;
  let count = 0;
  for (const { index, 0: place } of literal.matchAll(/\{\{|\}\}|\{([^{}]*)\}/g)) {
    if (place === "{{" || place === "}}") continue;
    const key = place.slice(1, -1).split(":")[0]?.trim() ?? "";
    const value = /^\d*$/.test(key)
      ? values[key === "" ? count++ : Number(key)]
      : (named(values, key) ?? inlineName(text, index + 1, key));
    pieces.push(literal.slice(from, index));
    if (value !== undefined) pieces.push(value);
    from = index + place.length;
  }
  return [...pieces, literal.slice(from)];
}

/** `name = value` behind the text. */
function named(values: readonly SyntaxNode[], key: string): SyntaxNode | undefined {
  const given = values.find(
    ({ type, children }) =>
      type === "macro_argument" &&
      children[1]?.type === "=" &&
      textOf(children[0] as SyntaxNode) === key,
  );
  return given?.children[2];
}

/** A name in the text itself stands for the variable. */
const inlineName = (text: SyntaxNode, offset: number, key: string): SyntaxNode => ({
  ...text,
  type: "identifier",
  start: text.start + offset,
  end: text.start + offset + key.length,
  children: [],
  field: undefined,
  parent: text.parent,
});
