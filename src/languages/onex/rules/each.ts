/** Ways over the files of a node that many rules share. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { importsOf } from "../../../syntax/python/imports.ts";
import { qualifiedName } from "../../../syntax/python/names.ts";
import { nodeClassesOf } from "./node-classes.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { findingAt, type Rule, type RuleFinding } from "./rule.ts";

/** A node of a tree with the file that it stands in. */
export interface Placed {
  readonly file: PythonFile;
  readonly node: SyntaxNode;
}

/** Every node of these types, file by file. */
export function* eachNode(unit: NodeUnit, ...types: readonly string[]): Generator<Placed> {
  for (const file of unit.files) for (const node of file.module.all(...types)) yield { file, node };
}

/** Functions and classes that the code declares, without what was put around a fragment. */
export function* eachDeclared(
  unit: NodeUnit,
  type: "function_definition" | "class_definition",
): Generator<Placed & { readonly name: SyntaxNode }> {
  for (const { file, node } of eachNode(unit, type)) {
    const name = childOf(node, "name");
    if (name !== undefined && isGiven(file, name)) yield { file, node, name };
  }
}

/** Whether a node comes from the file itself: what was put around a fragment has no place there. */
export const isGiven = (file: PythonFile, node: SyntaxNode): boolean =>
  !file.isFragment || file.toOriginal(node.end) > file.toOriginal(node.start);

/** A check that looks at nodes of these types one by one: what it says of one is a finding that covers it. */
export const lookAt = (
  types: readonly string[],
  say: (node: SyntaxNode, file: PythonFile, unit: NodeUnit) => string | undefined,
): Rule["check"] =>
  function* check(unit: NodeUnit): Generator<RuleFinding> {
    for (const { file, node } of eachNode(unit, ...types)) {
      const message = say(node, file, unit);
      if (message !== undefined) yield findingAt(file, node, message);
    }
  };

/** Where the line of a place begins. */
export const lineStart = (file: PythonFile, at: number): number =>
  file.module.text.lastIndexOf("\n", at - 1) + 1;

/** Every place that uses an imported thing of one of these names, whatever the file calls it: `os.getenv`, `read`. */
export function* eachUse({ module }: PythonFile, names: RegExp): Generator<SyntaxNode> {
  const bound = new Set<string>();
  for (const { target, boundName } of importsOf(module))
    if (boundName !== undefined && names.test(target)) bound.add(boundName);
  for (const node of module.all("attribute")) if (names.test(qualifiedName(node) ?? "")) yield node;
  if (bound.size > 0)
    for (const node of module.all("identifier"))
      if (bound.has(textOf(node)) && names.test(qualifiedName(node) ?? "")) yield node;
}

/** Every class that is a node. */
export function* eachNodeClass(unit: NodeUnit): Generator<Placed & { readonly name: SyntaxNode }> {
  for (const file of unit.files)
    for (const node of nodeClassesOf(file.module))
      yield { file, node, name: childOf(node, "name") ?? node };
}

/** A function up to the end of its parameters. */
export const headOf = (callable: SyntaxNode): { readonly start: number; readonly end: number } => ({
  start: callable.start,
  end: (childOf(callable, "parameters") ?? callable).end,
});
