/** How things are called in a Python file. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf, walk } from "../../syntax/nodes.ts";
import { saysYesOrNo, stemOf, styleOfName, styleOfTypeName } from "../name-style.ts";
import { type Observation, type SourceTree, see } from "../observation.ts";

const LITERALS: ReadonlySet<string> = new Set(["integer", "float", "string", "true", "false"]);

export function* observeNames({ path, tree }: SourceTree): Generator<Observation> {
  const fileStyle = styleOfName(stemOf(path));
  if (fileStyle !== undefined) yield see("names/file", fileStyle, 0);
  for (const node of walk(tree.root)) yield* seeDeclaration(node);
}

function* seeDeclaration(node: SyntaxNode): Generator<Observation> {
  const name = childOf(node, "name");
  if (node.type === "function_definition" && name !== undefined) {
    yield* seeStyle("names/function", styleOfName(textOf(name)), name);
    if (node.parent?.parent?.type === "class_definition" && /^_[^_]/.test(textOf(name)))
      yield see("private-members", "_", name);
    else if (node.parent?.parent?.type === "class_definition" && /^__.*[^_]$/.test(textOf(name)))
      yield see("private-members", "__", name);
  } else if (node.type === "class_definition" && name !== undefined)
    yield* seeStyle("names/class", styleOfTypeName(textOf(name)), name);
  else if (node.type === "assignment") yield* seeAssignment(node);
  else if (node.type === "typed_parameter" || node.type === "typed_default_parameter") {
    const parameter = name ?? node.children[0];
    if (parameter === undefined || parameter.type !== "identifier") return;
    yield* seeStyle("names/variable", styleOfName(textOf(parameter)), parameter);
    yield* seeBoolean(node, parameter);
  }
}

function* seeAssignment(node: SyntaxNode): Generator<Observation> {
  const target = childOf(node, "left");
  if (target?.type !== "identifier") return;
  yield* seeBoolean(node, target);
  const name = textOf(target);
  const isTop = node.parent?.parent?.type === "module";
  const value = childOf(node, "right");
  if (isTop && value !== undefined && LITERALS.has(value.type)) {
    // One word in small letters is no capitals.
    const style = /^[a-z][a-z0-9]*$/.test(name) ? "snake_case" : styleOfName(name);
    yield* seeStyle("names/constant", style, target);
  } else if (!isTop) yield* seeStyle("names/variable", styleOfName(name), target);
}

function* seeBoolean(node: SyntaxNode, name: SyntaxNode): Generator<Observation> {
  const type = childOf(node, "type");
  const value = childOf(node, "right")?.type;
  if ((type !== undefined && textOf(type) === "bool") || value === "true" || value === "false")
    yield see("names/boolean", saysYesOrNo(textOf(name)), name);
}

function* seeStyle(
  question: string,
  style: string | undefined,
  node: SyntaxNode,
): Generator<Observation> {
  if (style !== undefined) yield see(question, style, node);
}
