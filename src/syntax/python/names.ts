/** Names of a Python tree, with imports and their aliases seen through. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf } from "../nodes.ts";
import { calleeOf } from "./calls.ts";
import { importsOf, type PythonImport } from "./imports.ts";
import { moduleOf, once, type PythonModule } from "./module.ts";
import { bindingsOf, scopesOf } from "./scopes.ts";

/** The name as it is written: `self._store.execute`; `undefined` where it does not begin with a name. */
export function writtenName(node: SyntaxNode): string | undefined {
  if (node.type === "identifier") return textOf(node);
  if (node.type === "dotted_name") return textOf(node).replaceAll(/\s/g, "");
  if (node.type !== "attribute") return undefined;
  const object = childOf(node, "object");
  const attribute = childOf(node, "attribute");
  const head = object === undefined ? undefined : writtenName(object);
  return head === undefined || attribute === undefined ? undefined : `${head}.${textOf(attribute)}`;
}

/**
 * The name that a name or attribute stands for, whatever the file calls it: after `import datetime as dt`,
 * `dt.datetime.now` is `datetime.datetime.now`. Built-ins and names that nothing binds stand for themselves;
 * `undefined` for what the file declares itself (variables, parameters, its own functions), and for what is no name.
 */
export function qualifiedName(node: SyntaxNode): string | undefined {
  if (node.type === "attribute") {
    const object = childOf(node, "object");
    const attribute = childOf(node, "attribute");
    const head = object === undefined ? undefined : qualifiedName(object);
    return head === undefined || attribute === undefined
      ? undefined
      : `${head}.${textOf(attribute)}`;
  }
  if (node.type !== "identifier") return undefined;
  const module = moduleOf(node);
  const reference = scopesOf(module).referenceAt(node);
  if (reference === undefined) return undefined;
  const bindings = bindingsOf(reference);
  if (bindings.length === 0) return reference.name;
  const imported = bindings.find(({ kind }) => kind === "import");
  return imported === undefined ? undefined : importAt(module).get(imported.node)?.target;
}

const importAt = once(
  (module: PythonModule): ReadonlyMap<SyntaxNode, PythonImport> =>
    new Map(importsOf(module).map((imported) => [imported.node, imported])),
);

/** What a call calls, imports seen through: `asyncio.timeout`, `print`. */
export const calledName = (call: SyntaxNode): string | undefined => {
  const callee = calleeOf(call);
  return callee === undefined ? undefined : qualifiedName(callee);
};

/** The last part of a dotted name. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/**
 * What a base class or a type is called, without what stands in its brackets, by its last part: `NodeCompute` of
 * `nodes.NodeCompute[In, Out]`. Imported names by what they were before an alias.
 */
export function typeName(node: SyntaxNode): string | undefined {
  const inner = unwrapType(node);
  const name = qualifiedName(inner) ?? writtenName(inner);
  return name === undefined ? undefined : lastPart(name);
}

function unwrapType(node: SyntaxNode): SyntaxNode {
  let at = node;
  for (;;) {
    const inner: SyntaxNode | undefined =
      at.type === "subscript"
        ? childOf(at, "value")
        : at.type === "type" || at.type === "generic_type"
          ? at.children.find(({ isNamed }) => isNamed)
          : undefined;
    if (inner === undefined) return at;
    at = inner;
  }
}

/** All names in a type, by their last parts: `Sequence`, `ModelOrder` of `Sequence["ModelOrder"] | None`. */
export function typeNames(type: SyntaxNode): readonly string[] {
  const names: string[] = [];
  const open = [type];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "identifier" || node.type === "attribute") {
      const name = qualifiedName(node) ?? writtenName(node);
      if (name !== undefined) names.push(lastPart(name));
      continue;
    }
    if (node.type === "string_content") names.push(...(textOf(node).match(/[A-Za-z_]\w*/g) ?? []));
    for (let at = node.children.length - 1; at >= 0; at -= 1)
      open.push(node.children[at] as SyntaxNode);
  }
  return names;
}
