/** One walk through a Python tree that follows the language's rules of scope. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, childrenOf, namedChildren, textOf } from "../nodes.ts";
import { parametersOf } from "./functions.ts";
import type { Binding, BindingKind, ModuleScopes, Reference, Scope } from "./scope.ts";

interface GrowingScope extends Scope {
  readonly parent: GrowingScope | undefined;
  readonly bindings: Map<string, Binding[]>;
  readonly globals: Set<string>;
}

interface Work {
  readonly node: SyntaxNode;
  readonly scope: GrowingScope;
  /** `binds` for what is assigned to. */
  readonly role: "reads" | "binds" | "matches";
}

export function readScopes(root: SyntaxNode): ModuleScopes {
  const references = new Map<SyntaxNode, Reference>();
  const quotedNames = new Set<string>();
  const all: GrowingScope[] = [];
  // A list instead of recursion: a hostile text is nested deeper than any stack.
  const open: Work[] = [];

  const openScope = (kind: Scope["kind"], node: SyntaxNode, parent: GrowingScope | undefined) => {
    const scope: GrowingScope = {
      kind,
      node,
      parent,
      bindings: new Map(),
      globals: new Set(),
    };
    all.push(scope);
    return scope;
  };
  const later = (
    nodes: readonly (SyntaxNode | undefined)[],
    scope: GrowingScope,
    role: Work["role"] = "reads",
  ) => {
    // The last one in is the first one out.
    for (const node of nodes.toReversed()) if (node !== undefined) open.push({ node, scope, role });
  };
  const module = openScope("module", root, undefined);

  const visit = ({ node, scope, role }: Work): void => {
    switch (node.type) {
      case "identifier":
        if (role === "reads") references.set(node, { name: textOf(node), node, scope });
        else bind(scope, textOf(node), "variable", node);
        return;
      case "attribute":
        return later([childOf(node, "object")], scope);
      case "subscript":
        return later(node.children, scope);
      case "call":
        for (const name of quotedInCast(node)) quotedNames.add(name);
        return later(node.children, scope);
      case "keyword_argument":
        return later([childOf(node, "value")], scope);
      case "member_type":
        return later(namedChildren(node).slice(0, 1), scope);
      case "function_definition":
        return visitFunction(node, scope);
      case "lambda":
        return visitLambda(node, scope);
      case "class_definition":
        return visitClass(node, scope);
      case "type_alias_statement":
        return visitTypeAlias(node, scope);
      case "list_comprehension":
      case "set_comprehension":
      case "dictionary_comprehension":
      case "generator_expression":
        return visitComprehension(node, scope);
      case "assignment":
        later(childrenOf(node, "left"), scope, "binds");
        return later([childOf(node, "type"), childOf(node, "right")], scope);
      case "augmented_assignment":
        later(childrenOf(node, "left"), scope, "binds");
        return later([childOf(node, "left"), childOf(node, "right")], scope);
      case "named_expression":
        later(childrenOf(node, "name"), outOfComprehensions(scope), "binds");
        return later([childOf(node, "value")], scope);
      case "for_statement":
      case "for_in_clause":
        later(childrenOf(node, "left"), scope, "binds");
        return later(
          node.children.filter(({ field }) => field !== "left"),
          scope,
        );
      case "as_pattern_target":
        return later(node.children, scope, "binds");
      case "import_statement":
      case "import_from_statement":
        return bindImports(node, scope);
      case "future_import_statement":
      case "nonlocal_statement":
        return;
      case "global_statement":
        for (const name of namedChildren(node)) scope.globals.add(textOf(name));
        return;
      case "case_pattern":
        return later(node.children, scope, "matches");
      case "type":
        for (const name of quotedIn(node)) quotedNames.add(name);
        return later(node.children, scope);
    }
    if (role === "matches") return visitPattern(node, scope);
    later(node.children, scope, role === "binds" ? "binds" : "reads");
  };

  const visitPattern = (node: SyntaxNode, scope: GrowingScope): void => {
    const named = namedChildren(node);
    switch (node.type) {
      case "dotted_name": {
        const only = named.length === 1 && node.parent?.type !== "class_pattern";
        return later(named.slice(0, 1), scope, only ? "binds" : "reads");
      }
      case "keyword_pattern":
        return later(named.slice(1), scope, "matches");
      case "splat_pattern":
        return later(named, scope, "binds");
    }
    later(node.children, scope, "matches");
  };

  const withTypeParameters = (node: SyntaxNode, scope: GrowingScope): GrowingScope => {
    const parameters = childOf(node, "type_parameters");
    if (parameters === undefined) return scope;
    const types = openScope("types", node, scope);
    bindTypeParameters(parameters, types, later);
    return types;
  };

  const visitFunction = (node: SyntaxNode, scope: GrowingScope): void => {
    const name = childOf(node, "name");
    if (name !== undefined) bind(scope, textOf(name), "function", name);
    const around = withTypeParameters(node, scope);
    later([childOf(node, "return_type")], around);
    openBody(node, around);
  };

  const visitLambda = (node: SyntaxNode, scope: GrowingScope): void => openBody(node, scope);

  const openBody = (callable: SyntaxNode, around: GrowingScope): void => {
    const inner = openScope("function", callable, around);
    for (const parameter of parametersOf(callable)) {
      bind(inner, parameter.name, "parameter", parameter.node);
      later([parameter.annotation, parameter.default], around);
    }
    later([childOf(callable, "body")], inner);
  };

  const visitClass = (node: SyntaxNode, scope: GrowingScope): void => {
    const name = childOf(node, "name");
    if (name !== undefined) bind(scope, textOf(name), "class", name);
    const around = withTypeParameters(node, scope);
    later([childOf(node, "superclasses")], around);
    later([childOf(node, "body")], openScope("class", node, around));
  };

  const visitTypeAlias = (node: SyntaxNode, scope: GrowingScope): void => {
    const left = childOf(node, "left")?.children[0];
    const name = left?.type === "identifier" ? left : left?.children[0];
    if (name !== undefined) bind(scope, textOf(name), "variable", name);
    const types = openScope("types", node, scope);
    const parameters = left?.children.find(({ type }) => type === "type_parameter");
    if (parameters !== undefined) bindTypeParameters(parameters, types, later);
    later([childOf(node, "right")], types);
  };

  const visitComprehension = (node: SyntaxNode, scope: GrowingScope): void => {
    const inner = openScope("comprehension", node, scope);
    const first = node.children.find(({ type }) => type === "for_in_clause");
    for (const child of node.children) {
      if (child !== first) later([child], inner);
      else {
        later(childrenOf(child, "left"), inner, "binds");
        later(childrenOf(child, "right"), scope);
      }
    }
  };

  later([...root.children], module);
  for (let work = open.pop(); work !== undefined; work = open.pop()) visit(work);
  return {
    module,
    all,
    quotedNames,
    references: [...references.values()].sort((one, other) => one.node.start - other.node.start),
    referenceAt: (identifier) => references.get(identifier),
  };
}

function bind(scope: GrowingScope, name: string, kind: BindingKind, node: SyntaxNode): void {
  const target = scope.globals.has(name) ? outermost(scope) : scope;
  const known = target.bindings.get(name);
  if (known === undefined) target.bindings.set(name, [{ name, kind, node }]);
  else known.push({ name, kind, node });
}

function bindImports(statement: SyntaxNode, scope: GrowingScope): void {
  for (const node of childrenOf(statement, "name")) {
    const alias = childOf(node, "alias");
    const path = node.type === "aliased_import" ? childOf(node, "name") : node;
    const first = alias ?? path?.children[0];
    if (first !== undefined) bind(scope, textOf(first), "import", node);
  }
}

/** `[T, *Ts, K: Bound]`: binds the names, leaves the bounds for later. */
function bindTypeParameters(
  list: SyntaxNode,
  scope: GrowingScope,
  later: (nodes: readonly SyntaxNode[], scope: GrowingScope) => void,
): void {
  for (const { children } of namedChildren(list)) {
    const [first] = children;
    if (first === undefined) continue;
    const constrained = first.type === "constrained_type" ? namedChildren(first) : [first];
    const name = deepestIdentifier(constrained[0]);
    if (name !== undefined) bind(scope, textOf(name), "type-parameter", name);
    later(constrained.slice(1), scope);
  }
}

function deepestIdentifier(node: SyntaxNode | undefined): SyntaxNode | undefined {
  let at = node;
  while (at !== undefined && at.type !== "identifier")
    at = at.children.find(({ isNamed }) => isNamed);
  return at;
}

function outOfComprehensions(scope: GrowingScope): GrowingScope {
  let at = scope;
  while (at.kind === "comprehension" && at.parent !== undefined) at = at.parent;
  return at;
}

function outermost(scope: GrowingScope): GrowingScope {
  let at = scope;
  while (at.parent !== undefined) at = at.parent;
  return at;
}

/** Of `cast("Order", value)`. */
function quotedInCast(call: SyntaxNode): readonly string[] {
  const callee = childOf(call, "function");
  const first = namedChildren(childOf(call, "arguments") ?? call)[0];
  const isCast = callee !== undefined && /^(?:\w+\.)?cast$/.test(textOf(callee));
  return isCast && first !== undefined ? quotedIn(first) : [];
}

/** Words of the strings in a type: `"list[Order]"` → list, Order. */
function quotedIn(type: SyntaxNode): readonly string[] {
  const words: string[] = [];
  const open = [type];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "string_content")
      words.push(...(textOf(node).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []));
    open.push(...node.children);
  }
  return words;
}
