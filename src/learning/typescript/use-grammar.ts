import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../syntax/nodes.ts";
import { nameOfType, type UseGrammar } from "../uses.ts";

export const SCRIPT_USES: UseGrammar = {
  member: { type: "member_expression", object: "object", name: "property" },
  calls: { call_expression: "function", new_expression: "constructor" },
  literals: {
    string: "String",
    template_string: "String",
    number: "Number",
    array: "Array",
    regex: "RegExp",
  },
  typed(node) {
    const name = childOf(node, "name") ?? childOf(node, "pattern");
    if (name?.type !== "identifier") return undefined;
    const type = declaredType(node) ?? madeType(childOf(node, "value"));
    return type === undefined ? undefined : [textOf(name), type];
  },
};

const declaredType = (node: SyntaxNode): string | undefined => {
  const type = childOf(node, "type");
  return type?.type === "type_annotation" ? nameOfType(textOf(type)) : undefined;
};

function madeType(value: SyntaxNode | undefined): string | undefined {
  if (value === undefined) return undefined;
  const made = value.type === "new_expression" ? childOf(value, "constructor") : undefined;
  if (made?.type === "identifier") return nameOfType(textOf(made));
  return SCRIPT_USES.literals[value.type];
}
