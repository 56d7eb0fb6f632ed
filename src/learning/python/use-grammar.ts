import { childOf, textOf } from "../../syntax/nodes.ts";
import { nameOfType, type UseGrammar } from "../uses.ts";

export const PYTHON_USES: UseGrammar = {
  member: { type: "attribute", object: "object", name: "attribute" },
  calls: { call: "function" },
  literals: {
    string: "str",
    list: "list",
    dictionary: "dict",
    set: "set",
    list_comprehension: "list",
  },
  typed(node) {
    const isParameter = node.type === "typed_parameter" || node.type === "typed_default_parameter";
    if (!isParameter && node.type !== "assignment") return undefined;
    const name = isParameter ? (childOf(node, "name") ?? node.children[0]) : childOf(node, "left");
    if (name?.type !== "identifier") return undefined;
    const annotation = childOf(node, "type");
    const value = childOf(node, "right");
    const type =
      annotation === undefined
        ? value && PYTHON_USES.literals[value.type]
        : nameOfType(textOf(annotation));
    return type === undefined ? undefined : [textOf(name), type];
  },
};
