/** A TypeScript or JavaScript tree, opened for reading: its nodes by type, its imports, and what its names stand for. */

import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import type { Grammar } from "../../ports/syntax-parser.ts";
import { ancestors, childOf, namedChildren, textOf } from "../nodes.ts";
import { sortByType } from "../sort-by-type.ts";

export const TYPESCRIPT_GRAMMAR: Grammar = {
  file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm",
};
export const TSX_GRAMMAR: Grammar = {
  file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm",
};

export interface ScriptImport {
  /** As it is written: `node:fs`, `./orders.js`. */
  readonly module: string;
  /** What the file calls it, and what that stands for: `readFile` → `fs.readFile`. */
  readonly names: readonly { readonly bound: string; readonly target: string }[];
  readonly node: SyntaxNode;
}

export interface Script {
  readonly root: SyntaxNode;
  all(...types: readonly string[]): readonly SyntaxNode[];
  readonly imports: readonly ScriptImport[];
  /**
   * The dotted name an expression stands for, imports seen through: `fs.readFile`, without `node:`. Global names stand
   * for themselves; `undefined` for what the file declares itself.
   */
  nameOf(node: SyntaxNode): string | undefined;
}

export function openScript({ root }: SyntaxTree): Script {
  const all = sortByType(root);
  const imports = [...importsIn(all), ...requiresIn(all)];
  const targets = new Map(
    imports.flatMap(({ names }) => names.map(({ bound, target }) => [bound, target] as const)),
  );
  const declared = declarationsIn(all, root);
  const isDeclared = (node: SyntaxNode, name: string): boolean => {
    for (const around of ancestors(node)) if (declared.get(around)?.has(name) === true) return true;
    return false;
  };
  const nameOf = (node: SyntaxNode): string | undefined => {
    switch (node.type) {
      case "identifier": {
        const name = textOf(node);
        // What is declared again inside hides the import.
        return isDeclared(node, name) ? undefined : (targets.get(name) ?? name);
      }
      case "import":
        return "import";
      case "member_expression": {
        const [object, property] = [childOf(node, "object"), childOf(node, "property")];
        const head = object === undefined ? undefined : nameOf(object);
        return head === undefined || property === undefined
          ? undefined
          : `${head}.${textOf(property)}`;
      }
      case "parenthesized_expression":
      case "non_null_expression": {
        const inner = node.children.find(({ isNamed }) => isNamed);
        return inner === undefined ? undefined : nameOf(inner);
      }
      // `(0, eval)` is `eval`, called from outside of any scope.
      case "sequence_expression": {
        const last = node.children.findLast(({ isNamed }) => isNamed);
        return last === undefined ? undefined : nameOf(last);
      }
    }
    return undefined;
  };
  return { root, all, imports, nameOf };
}

type All = Script["all"];

const moduleName = (source: SyntaxNode): string => textOf(source).slice(1, -1);
const withoutScheme = (module: string): string => module.replace(/^node:/, "");

const importsIn = (all: All): readonly ScriptImport[] =>
  all("import_statement", "export_statement").flatMap((node) => {
    const source =
      childOf(node, "source") ??
      node.children.flatMap((clause) => childOf(clause, "source") ?? []).at(0);
    if (source === undefined) return [];
    const module = moduleName(source);
    const clause = node.children.find(({ type }) => /^import_(?:require_)?clause$/.test(type));
    const names =
      clause === undefined
        ? []
        : namedChildren(clause).flatMap((part) => bound(part, withoutScheme(module)));
    return [{ module, names, node }];
  });

function bound(part: SyntaxNode, module: string): ScriptImport["names"] {
  if (part.type === "identifier") return [{ bound: textOf(part), target: module }];
  if (part.type === "namespace_import")
    return namedChildren(part).map((name) => ({ bound: textOf(name), target: module }));
  if (part.type !== "named_imports") return [];
  return namedChildren(part).flatMap((specifier) => {
    const name = childOf(specifier, "name");
    if (name === undefined) return [];
    const alias = childOf(specifier, "alias") ?? name;
    const target = textOf(name) === "default" ? module : `${module}.${textOf(name)}`;
    return [{ bound: textOf(alias), target }];
  });
}

/** `const fs = require("fs")`, `const { readFile: read } = require("fs")`, and the same with `await import`. */
const requiresIn = (all: All): readonly ScriptImport[] =>
  all("variable_declarator").flatMap((node) => {
    const module = requiredModule(node);
    const name = childOf(node, "name");
    if (module === undefined || name === undefined) return [];
    const head = withoutScheme(module);
    if (name.type === "identifier")
      return [{ module, names: [{ bound: textOf(name), target: head }], node }];
    const names = namedChildren(name).flatMap((part) => {
      const [key, value] = [childOf(part, "key") ?? part, childOf(part, "value") ?? part];
      return /identifier/.test(value.type)
        ? [{ bound: textOf(value), target: `${head}.${textOf(key)}` }]
        : [];
    });
    return [{ module, names, node }];
  });

function requiredModule(declarator: SyntaxNode): string | undefined {
  const value = childOf(declarator, "value");
  const call =
    value?.type === "await_expression" ? value.children.findLast(({ isNamed }) => isNamed) : value;
  if (call?.type !== "call_expression") return undefined;
  const callee = childOf(call, "function");
  if (callee === undefined || !/^(?:require|import)$/.test(textOf(callee))) return undefined;
  const given = childOf(call, "arguments")?.children.find(({ isNamed }) => isNamed);
  return given?.type === "string" ? moduleName(given) : undefined;
}

const FUNCTION =
  /^(?:function_declaration|function_expression|arrow_function|method_definition|generator_function|generator_function_declaration)$/;

export const isScriptFunction = ({ type }: SyntaxNode): boolean => FUNCTION.test(type);

/** Names that each function, and the file, declares; blocks count as part of what they stand in. */
function declarationsIn(all: All, root: SyntaxNode): ReadonlyMap<SyntaxNode, ReadonlySet<string>> {
  const declared = new Map<SyntaxNode, Set<string>>();
  const add = (name: SyntaxNode, from: SyntaxNode): void => {
    const scope = [...ancestors(from)].find(isScriptFunction) ?? root;
    const names = declared.get(scope) ?? new Set();
    declared.set(scope, names.add(textOf(name)));
  };
  for (const node of all("variable_declarator")) {
    const name = childOf(node, "name");
    if (name === undefined || requiredModule(node) !== undefined) continue;
    for (const bindings of namesIn(name)) add(bindings, node);
  }
  for (const node of all("required_parameter", "optional_parameter"))
    for (const name of namesIn(childOf(node, "pattern"))) add(name, node);
  for (const node of all("arrow_function")) {
    const only = childOf(node, "parameter");
    if (only !== undefined) add(only, only);
  }
  for (const node of all(
    "function_declaration",
    "class_declaration",
    "enum_declaration",
    "generator_function_declaration",
  )) {
    const name = childOf(node, "name");
    if (name !== undefined) add(name, node);
  }
  for (const node of all("catch_clause", "for_in_statement"))
    for (const name of namesIn(childOf(node, "parameter") ?? childOf(node, "left")))
      add(name, node);
  return declared;
}

/** The names that a pattern binds. */
export function namesIn(pattern: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (pattern === undefined) return [];
  if (pattern.type === "identifier" || pattern.type === "shorthand_property_identifier_pattern")
    return [pattern];
  if (pattern.type === "pair_pattern") return namesIn(childOf(pattern, "value"));
  if (/^(?:object_)?assignment_pattern$/.test(pattern.type))
    return namesIn(childOf(pattern, "left"));
  return pattern.type.endsWith("_pattern") ? namedChildren(pattern).flatMap(namesIn) : [];
}
