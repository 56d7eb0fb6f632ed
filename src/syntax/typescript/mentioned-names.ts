import type { Unit } from "../../domain/reference.ts";
import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf, walk } from "../nodes.ts";
import { uniqueNames } from "../outline-text.ts";

/** What a declaration calls, constructs and renders, and the types that it refers to. */
export function mentionedIn(node: SyntaxNode): Pick<Unit, "calls" | "types"> {
  const calls: string[] = [];
  const types: string[] = [];
  for (const inside of walk(node)) {
    const called = calledIn(inside);
    if (called !== undefined) calls.push(lastName(called));
    else if (inside.type === "extends_clause") types.push(...baseIn(inside));
    else if (inside.type === "type_identifier" && !isDeclaredName(inside))
      types.push(textOf(inside));
  }
  return { calls: uniqueNames(calls), types: uniqueNames(types) };
}

function calledIn(node: SyntaxNode): SyntaxNode | undefined {
  const called =
    node.type === "call_expression"
      ? childOf(node, "function")
      : node.type === "new_expression"
        ? childOf(node, "constructor")
        : isElement(node)
          ? childOf(node, "name")
          : undefined;
  return called !== undefined && ["identifier", "member_expression"].includes(called.type)
    ? called
    : undefined;
}

const isElement = ({ type }: SyntaxNode): boolean =>
  type === "jsx_opening_element" || type === "jsx_self_closing_element";

const baseIn = (clause: SyntaxNode): readonly string[] => {
  const base = childOf(clause, "value");
  return base !== undefined && ["identifier", "member_expression"].includes(base.type)
    ? [lastName(base)]
    : [];
};

const lastName = (node: SyntaxNode): string => textOf(childOf(node, "property") ?? node);

/** Names of the declarations themselves, and of their type parameters. */
const DECLARERS: ReadonlySet<string> = new Set([
  "class_declaration",
  "abstract_class_declaration",
  "class",
  "interface_declaration",
  "type_alias_declaration",
  "type_parameter",
]);

const isDeclaredName = ({ field, parent }: SyntaxNode): boolean =>
  field === "name" && parent !== undefined && DECLARERS.has(parent.type);
