/** How things are called in a TypeScript or JavaScript file. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf, walk } from "../../syntax/nodes.ts";
import { saysYesOrNo, stemOf, styleOfName, styleOfTypeName } from "../name-style.ts";
import { type Observation, type SourceTree, see } from "../observation.ts";

const FUNCTIONS: ReadonlySet<string> = new Set([
  "arrow_function",
  "function_expression",
  "generator_function",
]);
const LITERALS: ReadonlySet<string> = new Set(["number", "string", "true", "false", "regex"]);

export function* observeNames({ path, tree }: SourceTree): Generator<Observation> {
  const fileStyle = styleOfName(stemOf(path));
  if (fileStyle !== undefined) yield see("names/file", fileStyle, 0);
  for (const node of walk(tree.root)) yield* seeDeclaration(node);
}

function* seeDeclaration(node: SyntaxNode): Generator<Observation> {
  const name = childOf(node, "name") ?? childOf(node, "pattern");
  if (name === undefined) return;
  const text = textOf(name);
  switch (node.type) {
    case "function_declaration":
    case "generator_function_declaration":
    case "method_definition":
      if (text !== "constructor" && name.type !== "computed_property_name")
        yield* seeStyle("names/function", styleOfName(text), name);
      return;
    case "class_declaration":
    case "abstract_class_declaration":
      return yield* seeStyle("names/class", styleOfTypeName(text), name);
    case "interface_declaration":
      yield see("names/interface-prefix", /^I[A-Z][a-z]/.test(text) ? "I" : "none", name);
      return yield* seeStyle("names/type", styleOfTypeName(text), name);
    case "type_alias_declaration":
      return yield* seeStyle("names/type", styleOfTypeName(text), name);
    case "variable_declarator":
      return yield* seeVariable(node, name);
    case "required_parameter":
    case "optional_parameter":
      if (name.type === "identifier") yield* seeStyle("names/variable", styleOfName(text), name);
      return yield* seeBoolean(node, name);
    case "property_signature":
    case "public_field_definition":
      yield* seePrivate(node, name);
      return yield* seeBoolean(node, name);
  }
}

function* seeVariable(node: SyntaxNode, name: SyntaxNode): Generator<Observation> {
  if (name.type !== "identifier") return;
  const value = childOf(node, "value");
  const style = styleOfName(textOf(name));
  yield* seeBoolean(node, name);
  if (value !== undefined && FUNCTIONS.has(value.type))
    return yield* seeStyle("names/function", style, name);
  const isTop =
    node.parent?.parent?.type === "program" || node.parent?.parent?.type === "export_statement";
  const isConstant = isTop && value !== undefined && LITERALS.has(value.type);
  if (isConstant) yield* seeStyle("names/constant", styleOfConstant(textOf(name)), name);
  else if (!isTop) yield* seeStyle("names/variable", style, name);
}

/** One word in small letters is no capitals. */
const styleOfConstant = (name: string): string | undefined =>
  /^[a-z][a-z0-9]*$/.test(name) ? "camelCase" : styleOfName(name);

function* seeStyle(
  question: string,
  style: string | undefined,
  node: SyntaxNode,
): Generator<Observation> {
  if (style !== undefined) yield see(question, style, node);
}

function* seeBoolean(node: SyntaxNode, name: SyntaxNode): Generator<Observation> {
  const type = childOf(node, "type");
  const value = childOf(node, "value")?.type;
  const isBoolean =
    (type !== undefined && /^:\s*boolean$/.test(textOf(type))) ||
    value === "true" ||
    value === "false";
  if (isBoolean) yield see("names/boolean", saysYesOrNo(textOf(name)), name);
}

function* seePrivate(node: SyntaxNode, name: SyntaxNode): Generator<Observation> {
  const modifier = node.children.find(({ type }) => type === "accessibility_modifier");
  if (name.type === "private_property_identifier") yield see("private-members", "#", name);
  else if (modifier !== undefined && textOf(modifier) === "private")
    yield see("private-members", "private", name);
}
