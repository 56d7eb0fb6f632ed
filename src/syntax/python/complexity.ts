/** How tangled a Python function is. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, namedChildren } from "../nodes.ts";

const BRANCHES = new Set([
  "if_statement",
  "elif_clause",
  "for_statement",
  "while_statement",
  "except_clause",
  "except_group_clause",
]);

/** Cyclomatic complexity as McCabe counts statements: 1, and 1 for every way the run may fork; inner functions count too. */
export function complexityOf(callable: SyntaxNode): number {
  const body = childOf(callable, "body");
  if (body === undefined) return 1;
  let complexity = 1;
  const open = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (BRANCHES.has(node.type) || forksInMatch(node) || isExtraPath(node)) complexity += 1;
    open.push(...node.children);
  }
  return complexity;
}

/** A case that everything fits is the way on, not a fork. */
const forksInMatch = (node: SyntaxNode): boolean =>
  node.type === "case_clause" && !isIrrefutable(node);

function isIrrefutable(clause: SyntaxNode): boolean {
  if (childOf(clause, "guard") !== undefined) return false;
  const patterns = clause.children.filter(({ type }) => type === "case_pattern");
  const only = patterns.length === 1 ? patterns[0] : undefined;
  if (only === undefined) return false;
  const inner = namedChildren(only);
  const name = inner[0];
  return inner.length === 0 || (inner.length === 1 && name !== undefined && isCapture(name));
}

/** A bare name takes whatever comes; a dotted one is a constant. */
const isCapture = ({ type, children }: SyntaxNode): boolean =>
  type === "identifier" || (type === "dotted_name" && children.length === 1);

/** What `try` or a loop does when nothing went wrong, and a function within. */
const isExtraPath = (node: SyntaxNode): boolean =>
  node.type === "function_definition" ||
  (node.type === "else_clause" && node.parent?.type !== "if_statement");
