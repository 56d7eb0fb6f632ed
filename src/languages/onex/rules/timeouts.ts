/** Whether something that waits has a limit. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { ancestors, childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { classOfMethod, declaredName, functionAround } from "../../../syntax/python/functions.ts";
import { moduleOf } from "../../../syntax/python/module.ts";
import { calledName } from "../../../syntax/python/names.ts";
import { valueTypes } from "../../../syntax/python/value-types.ts";

const LIMITS =
  /^(?:asyncio\.timeout(?:_at)?|async_timeout\.timeout(?:_at)?|anyio\.(?:fail|move_on)_(?:after|at))$/;
const WAITS = /^asyncio\.(?:wait_for|wait)$/;
const IS_TIMEOUT = /timeout|deadline/;

const hasTimeoutArgument = (call: SyntaxNode): boolean =>
  [...argumentsOf(call).keywords].some(
    ([name, value]) => IS_TIMEOUT.test(name) && value.type !== "none",
  );

/**
 * Whether a call is made under a time limit: within `asyncio.timeout` or `wait_for`, with a timeout of its own, on a
 * client that was built with one, or in a method that is only called under one.
 */
export function isLimited(call: SyntaxNode, known: Map<SyntaxNode, boolean> = new Map()): boolean {
  if (hasTimeoutArgument(call) || isOnLimitedClient(call)) return true;
  for (const around of ancestors(call)) {
    if (around.type === "function_definition") break;
    if (around.type === "with_statement" && contextsOf(around).some(isLimit)) return true;
    if (around.type === "call" && isWait(around)) return true;
  }
  return isOnlyCalledLimited(call, known);
}

const isWait = (call: SyntaxNode): boolean =>
  WAITS.test(calledName(call) ?? "") &&
  (hasTimeoutArgument(call) || argumentsOf(call).positional.length > 1);

/** What stands behind `with`. */
export const contextsOf = (statement: SyntaxNode): readonly SyntaxNode[] =>
  statement.children
    .filter(({ type }) => type === "with_clause")
    .flatMap(namedChildren)
    .flatMap((item) => childOf(item, "value") ?? [])
    .map((value) => (value.type === "as_pattern" ? (namedChildren(value)[0] ?? value) : value));

const isLimit = (context: SyntaxNode): boolean =>
  context.type === "call" && LIMITS.test(calledName(context) ?? "");

function isOnLimitedClient(call: SyntaxNode): boolean {
  const callee = calleeOf(call);
  const object = callee?.type === "attribute" ? childOf(callee, "object") : undefined;
  const types = object === undefined ? [] : valueTypes(object);
  return moduleOf(call)
    .all("call")
    .some((made) => types.includes(calledName(made) ?? "") && hasTimeoutArgument(made));
}

/** `known`: what was found out about functions; one that is being looked at is not limited by itself. */
function isOnlyCalledLimited(call: SyntaxNode, known: Map<SyntaxNode, boolean>): boolean {
  const around = functionAround(call);
  if (around?.type !== "function_definition") return false;
  const answer = known.get(around);
  if (answer !== undefined) return answer;
  known.set(around, false);
  const name = declaredName(around);
  const isPrivate = name.startsWith("_") && !name.startsWith("__");
  if (!isPrivate && classOfMethod(around) !== undefined) return false;
  const callers = moduleOf(call)
    .all("call")
    .filter((other) => isCallOf(other, name));
  const isOnly = callers.length > 0 && callers.every((other) => isLimited(other, known));
  known.set(around, isOnly);
  return isOnly;
}

function isCallOf(call: SyntaxNode, name: string): boolean {
  const callee = calleeOf(call);
  const last = callee?.type === "attribute" ? childOf(callee, "attribute") : callee;
  return last?.type === "identifier" && textOf(last) === name;
}
