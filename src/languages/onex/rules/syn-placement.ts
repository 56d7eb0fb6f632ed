/** SYN002: what Python's compiler refuses although it can be parsed. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { functionAround, isAsync, parametersOf } from "../../../syntax/python/functions.ts";
import { moduleOf } from "../../../syntax/python/module.ts";
import { scopesOf } from "../../../syntax/python/scopes.ts";
import { eachNode } from "./each.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type RuleFinding } from "./rule.ts";

const PLACED = [
  "await",
  "return_statement",
  "yield",
  "break_statement",
  "continue_statement",
  "with_statement",
  "for_statement",
  "nonlocal_statement",
];

function* checkPlacement(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, ...PLACED)) {
    // `await` and `yield` are also what their key words are called.
    const message = node.isNamed ? sayMisplaced(node) : undefined;
    if (message !== undefined) yield findingAt(file, node.children[0] ?? node, message);
  }
  for (const file of unit.files) {
    yield* checkParameters(file);
    yield* checkArguments(file);
  }
}

function sayMisplaced(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case "await":
      return isInAsync(node) ? undefined : "`await` outside an async function";
    case "with_statement":
    case "for_statement":
      return !isAsync(node) || isInAsync(node)
        ? undefined
        : `\`async ${node.type === "for_statement" ? "for" : "with"}\` outside an async function`;
    case "return_statement":
      return functionAround(node) === undefined || isDirectlyInClass(node)
        ? "`return` outside a function"
        : undefined;
    case "yield":
      return functionAround(node) === undefined ? "`yield` outside a function" : undefined;
    case "nonlocal_statement":
      return sayNonlocal(node);
    default:
      return isInLoop(node) ? undefined : `\`${textOf(node)}\` outside a loop`;
  }
}

function isInAsync(node: SyntaxNode): boolean {
  const callable = functionAround(node);
  if (callable?.type === "function_definition" && isAsync(callable)) return true;
  // A generator that waits is run by somebody else, wherever it is written.
  return (
    callable !== undefined &&
    [...ancestors(node)].some(
      ({ type, start }) => type === "generator_expression" && start >= callable.start,
    )
  );
}

function isDirectlyInClass(node: SyntaxNode): boolean {
  for (const { type } of ancestors(node)) {
    if (type === "function_definition" || type === "lambda") return false;
    if (type === "class_definition") return true;
  }
  return false;
}

function isInLoop(node: SyntaxNode): boolean {
  let inner = node;
  for (const around of ancestors(node)) {
    if (/^(?:for|while)_statement$/.test(around.type) && inner.field === "body") return true;
    if (/^(?:function|class)_definition$/.test(around.type)) return false;
    inner = around;
  }
  return false;
}

function sayNonlocal(node: SyntaxNode): string | undefined {
  const callable = functionAround(node);
  if (callable === undefined) return "`nonlocal` outside a function";
  for (const name of namedChildren(node).map(textOf)) {
    // A class in the function sees the function's own names as those around it.
    const outside = [...ancestors(callable)];
    const around = isDirectlyInClass(node) ? [callable, ...outside] : outside;
    if (!around.some((outer) => bindsIn(outer, name))) return `No function around binds ${name}`;
  }
  return undefined;
}

const bindsIn = (callable: SyntaxNode, name: string): boolean =>
  scopesOf(moduleOf(callable)).all.some(
    ({ node, bindings }) => node === callable && bindings.has(name),
  );

function* checkParameters(file: PythonFile): Generator<RuleFinding> {
  for (const callable of file.module.all("function_definition", "lambda")) {
    const seen = new Set<string>();
    let hasDefault = false;
    for (const { name, kind, isKeywordOnly, default: value, node } of parametersOf(callable)) {
      if (seen.has(name)) yield findingAt(file, node, `Two parameters are called ${name}`);
      seen.add(name);
      if (kind !== "plain" || isKeywordOnly) continue;
      if (hasDefault && value === undefined)
        yield findingAt(file, node, `${name} has no default, and follows one that has`);
      hasDefault ||= value !== undefined;
    }
  }
}

function* checkArguments(file: PythonFile): Generator<RuleFinding> {
  for (const list of file.module.all("argument_list")) {
    const seen = new Set<string>();
    for (const given of namedChildren(list)) {
      const name = given.type === "keyword_argument" ? childOf(given, "name") : undefined;
      if (name !== undefined && seen.has(textOf(name)))
        yield findingAt(file, given, `${textOf(name)} is given twice`);
      if (name !== undefined) seen.add(textOf(name));
      else if (seen.size > 0 && !/^(?:comment|list_splat|dictionary_splat)$/.test(given.type))
        yield findingAt(file, given, "An argument without a name follows one that has a name");
    }
  }
}

export const PLACEMENT_RULE = defineRule({
  id: "SYN002",
  category: "syntax",
  title: "await stands in async functions, return and yield in functions",
  fix: "Move it into a function of the right kind",
  check: checkPlacement,
});
