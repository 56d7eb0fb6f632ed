/** What `except` clauses catch, and what they do about it. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, findAround, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { statementsOf, walkBody } from "../../../syntax/python/functions.ts";
import { qualifiedName, writtenName } from "../../../syntax/python/names.ts";
import { isLogCall } from "./core-calls.ts";

/** The dotted names of what a clause catches; empty for a bare `except:`. */
export function caughtNames(clause: SyntaxNode): readonly string[] {
  const value = childOf(clause, "value");
  if (value === undefined) return [];
  const types = value.type === "as_pattern" ? (value.children[0] ?? value) : value;
  const each = types.type === "tuple" ? namedChildren(types) : [types];
  return each.flatMap((type) => qualifiedName(type) ?? writtenName(type) ?? []);
}

/** The name that a clause gives to what it caught. */
export function caughtAs(clause: SyntaxNode): string | undefined {
  const value = childOf(clause, "value");
  const alias = value?.type === "as_pattern" ? childOf(value, "alias") : undefined;
  return alias === undefined ? undefined : textOf(alias);
}

/** What runs when the clause does, functions declared in it left out. */
export const walkClause = (clause: SyntaxNode): Generator<SyntaxNode> =>
  walkBody(clause.children.find(({ type }) => type === "block") ?? clause);

export const raisesIn = (clause: SyntaxNode): readonly SyntaxNode[] =>
  [...walkClause(clause)].filter(({ type }) => type === "raise_statement");

/** What is raised: the value, and what `from` names. */
export function readRaise(statement: SyntaxNode): {
  readonly value: SyntaxNode | undefined;
  readonly cause: SyntaxNode | undefined;
} {
  return {
    value: namedChildren(statement).find(
      ({ field, type }) => field !== "cause" && type !== "comment",
    ),
    cause: childOf(statement, "cause"),
  };
}

/** The statement is a log call. */
export const isLogStatement = (statement: SyntaxNode): boolean => {
  const inner = statement.type === "expression_statement" ? statement.children[0] : undefined;
  const call = inner?.type === "await" ? namedChildren(inner)[0] : inner;
  return call?.type === "call" && isLogCall(call);
};

/** Whether a clause does nothing about what it caught but to tell of it. */
export const isSwallowing = (clause: SyntaxNode): boolean => statementsOf(clause).every(isIdle);

function isIdle(statement: SyntaxNode): boolean {
  if (/^(?:pass|continue|break)_statement$/.test(statement.type)) return true;
  if (statement.type === "return_statement")
    return namedChildren(statement).every(({ type }) => type === "none");
  const inner = statement.type === "expression_statement" ? statement.children[0] : undefined;
  return inner?.type === "ellipsis" || inner?.type === "string" || isLogStatement(statement);
}

/** The `try` whose body a node stands in, within its function. */
export function tryAround(node: SyntaxNode): SyntaxNode | undefined {
  let inner = node;
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (around.type === "function_definition" || around.type === "lambda") return undefined;
    if (
      around.type === "try_statement" &&
      inner.field === "body" &&
      around.children.some(({ type }) => type === "except_clause")
    )
      return around;
    inner = around;
  }
  return undefined;
}

/** The `except` clause that a node stands in, within its function. */
export function clauseAround(node: SyntaxNode): SyntaxNode | undefined {
  const clause = findAround(node, "except_clause", "function_definition", "lambda");
  return clause?.type === "except_clause" ? clause : undefined;
}
