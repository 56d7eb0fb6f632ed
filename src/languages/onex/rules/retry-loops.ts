/** Loops that try something again until it works. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { calleeOf } from "../../../syntax/python/calls.ts";
import { clausesOf } from "../../../syntax/python/functions.ts";
import { calledName } from "../../../syntax/python/names.ts";

export interface RetryLoop {
  readonly isBounded: boolean;
  /** It waits before it tries again. */
  readonly hasPause: boolean;
  /** What it waits for grows from try to try. */
  readonly hasGrowingPause: boolean;
}

const LEAVES = ["return_statement", "break_statement", "raise_statement"];

/** What a loop is as a retry; `undefined` for a loop that is none. */
export function readRetryLoop(loop: SyntaxNode): RetryLoop | undefined {
  const body = childOf(loop, "body");
  const attempt = body && within(body).find(({ type }) => type === "try_statement");
  if (body === undefined || attempt === undefined || !mayTryAgain(loop)) return undefined;
  const handlers = clausesOf(attempt, "except_clause");
  // A handler that always leaves tries nothing again.
  if (!handlers.some((handler) => !alwaysLeaves(handler))) return undefined;
  const inHandlers = new Set(handlers.flatMap(within));
  const succeeds = within(body).some(
    (node) => LEAVES.slice(0, 2).includes(node.type) && !inHandlers.has(node),
  );
  if (!succeeds && !endsByFlag(loop, attempt)) return undefined;
  const pauses = within(body).filter(isPause);
  return {
    isBounded:
      isBoundedLoop(loop) ||
      [...inHandlers].some(({ type }) => LEAVES.includes(type)) ||
      within(body).some(({ type }) => type === "raise_statement"),
    hasPause: pauses.length > 0,
    hasGrowingPause: pauses.some((pause) => grows(pause, loop)),
  };
}

/** A `for` over things is one try for each; only one over numbers of attempts is a retry. */
function mayTryAgain(loop: SyntaxNode): boolean {
  if (loop.type === "while_statement") return true;
  const [left, right] = [childOf(loop, "left"), childOf(loop, "right")];
  if (left === undefined || right === undefined) return false;
  return (
    /^(?:range|itertools\.count|count)\b/.test(textOf(right)) ||
    /attempt|retry|tries/.test(textOf(left))
  );
}

function isBoundedLoop(loop: SyntaxNode): boolean {
  if (loop.type === "for_statement")
    return !/\bcount\(/.test(textOf(childOf(loop, "right") ?? loop));
  const condition = childOf(loop, "condition");
  return (
    condition !== undefined && within(condition).some(({ type }) => type === "comparison_operator")
  );
}

/** Everything in a node that runs with it: nothing in functions that it declares. */
function within(root: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    if (node.type !== "function_definition" && node.type !== "lambda")
      open.push(...node.children.toReversed());
  }
  return found;
}

const alwaysLeaves = (handler: SyntaxNode): boolean => {
  const block = handler.children.find(({ type }) => type === "block");
  const last = block && namedChildren(block).findLast(({ type }) => type !== "comment");
  return last !== undefined && LEAVES.includes(last.type);
};

/** `while not done: try: …; done = True`. */
function endsByFlag(loop: SyntaxNode, attempt: SyntaxNode): boolean {
  const condition = childOf(loop, "condition");
  const body = childOf(attempt, "body");
  if (condition === undefined || body === undefined) return false;
  const names = new Set(
    within(condition)
      .filter(({ type }) => type === "identifier")
      .map(textOf),
  );
  return within(body).some(
    (node) => node.type === "assignment" && names.has(textOf(childOf(node, "left") ?? node)),
  );
}

const isPause = (node: SyntaxNode): boolean => {
  if (node.type !== "call") return false;
  const name = calledName(node) ?? textOf(calleeOf(node) ?? node);
  return /(?:^|[._])(?:sleep|backoff|back_off|pause|delay|wait)$/.test(name);
};

/** Whether its length depends on something that the loop changes: the attempt's number, or a delay that is multiplied. */
function grows(pause: SyntaxNode, loop: SyntaxNode): boolean {
  const left = childOf(loop, "left");
  const changed = new Set([
    ...(left === undefined ? [] : [textOf(left)]),
    ...within(loop)
      .filter(({ type }) => type === "assignment" || type === "augmented_assignment")
      .map((node) => textOf(childOf(node, "left") ?? node)),
  ]);
  return within(pause).some((node) => changed.has(textOf(node)));
}
