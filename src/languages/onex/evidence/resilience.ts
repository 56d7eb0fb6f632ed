/** Evidence of patterns that keep a node working when others fail. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, findAll, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf } from "../../../syntax/python/calls.ts";
import { clausesOf } from "../../../syntax/python/functions.ts";
import { lastPart, typeName } from "../../../syntax/python/names.ts";
import { eachNode } from "../rules/each.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { readRetryLoop } from "../rules/retry-loops.ts";
import { isLimited } from "../rules/timeouts.ts";
import { cluesOf, inContract, isCalled, isEntered, isNamed, isSaid } from "./clues.ts";
import { type Recogniser, recognise } from "./recogniser.ts";

/** Classes that a clause catches: of `except (A, B) as error`, A and B. */
function caughtBy(clause: SyntaxNode): readonly string[] {
  const value = childOf(clause, "value");
  const caught = value?.type === "as_pattern" ? namedChildren(value)[0] : value;
  if (caught === undefined) return [];
  return (caught.type === "tuple" ? namedChildren(caught) : [caught]).map(
    (node) => typeName(node) ?? "",
  );
}

const raisesIn = (clause: SyntaxNode): readonly SyntaxNode[] => findAll(clause, "raise_statement");

/** `except ModelOnexError: raise`, and another clause that raises ModelOnexError from what it caught. */
function wrapsErrors(attempt: SyntaxNode): boolean {
  const clauses = clausesOf(attempt, "except_clause");
  const isPassedOn = clauses.some(
    (clause) =>
      caughtBy(clause).includes("ModelOnexError") &&
      raisesIn(clause).some(({ children }) => children.length === 1),
  );
  const isWrapped = clauses.some(
    (clause) =>
      !caughtBy(clause).includes("ModelOnexError") &&
      raisesIn(clause).some(
        (raise) =>
          childOf(raise, "cause") !== undefined && /^raise\s+ModelOnexError\b/.test(textOf(raise)),
      ),
  );
  return isPassedOn && isWrapped;
}

const some = (unit: NodeUnit, type: string, holds: (node: SyntaxNode) => boolean): boolean =>
  [...eachNode(unit, type)].some(({ node }) => holds(node));

const returnsDegraded = (clause: SyntaxNode): boolean =>
  findAll(clause, "return_statement").some((statement) =>
    findAll(statement, "call").some((call) =>
      [...argumentsOf(call).keywords.keys()].some((name) =>
        /degraded|stale|fallback|default|cached|partial/.test(name),
      ),
    ),
  );

const reachesOut = (unit: NodeUnit): boolean => cluesOf(unit).portCalls.length > 0;

export const RESILIENCE: Readonly<Record<string, Recogniser>> = {
  error_wrapping: recognise(
    "Write `except ModelOnexError: raise`, and after it `except Exception as error: raise ModelOnexError(…) from error`",
    (unit) => some(unit, "try_statement", wrapsErrors),
    reachesOut,
  ),
  retry_backoff: recognise(
    "Give the contract retry_policies, or try at most n times with a sleep that grows",
    (unit) =>
      inContract(unit, "retry_policies") !== undefined ||
      ["for_statement", "while_statement"].some((type) =>
        some(unit, type, (loop) => {
          const retry = readRetryLoop(loop);
          return retry?.isBounded === true && retry.hasGrowingPause;
        }),
      ),
  ),
  circuit_breaker: recognise(
    "Ask a ModelCircuitBreaker before the call and tell it the outcome, or switch it on in the contract",
    (unit) =>
      inContract(unit, "retry_policies", "circuit_breaker_enabled") === true ||
      isCalled(unit, /circuit_?breaker/i, "name") ||
      cluesOf(unit).calls.some(({ name }) => /breaker\.\w+$/i.test(name)),
  ),
  timeout: recognise(
    "Wait under `async with asyncio.timeout(seconds):`",
    (unit) =>
      isCalled(unit, /^asyncio\.(?:timeout(?:_at)?|wait_for)$/, "name") ||
      cluesOf(unit).portCalls.some((call) => isLimited(call)),
    reachesOut,
  ),
  bulkhead: recognise("Make calls under an asyncio.Semaphore of their own", (unit) =>
    isEntered(unit, /sem(?:aphore)?s?\b|slots?\b|bulkhead/i),
  ),
  fallback_value: recognise(
    "Return a model that says so from the except branch: `is_degraded=True`",
    (unit) => some(unit, "except_clause", returnsDegraded),
  ),
  dead_letter: recognise(
    "Publish what cannot be processed to its dead letter topic",
    (unit) =>
      isCalled(unit, /dlq|dead_letter/i) ||
      cluesOf(unit).calls.some(
        ({ node, last }) =>
          /^(?:publish|send|emit)/.test(last) &&
          /onex\.dlq\.|dlq|dead_letter/i.test(textOf(childOf(node, "arguments") ?? node)),
      ),
  ),
  idempotency: recognise(
    "Check and keep a key in one statement (ON CONFLICT), or a set of ids that were seen",
    (unit) =>
      isSaid(unit, /\bON\s+CONFLICT\b|\bON\s+DUPLICATE\s+KEY\b/i) ||
      isNamed(unit, /^(?:idempotency_key|dedup(?:e|lication)?_\w+|seen(?:_\w+)?|processed_ids)$/),
  ),
  saga: recognise(
    'Give each step an undo: `error_action="compensate"`',
    (unit) =>
      cluesOf(unit).calls.some(
        ({ node, name }) =>
          lastPart(name) === "ModelWorkflowStep" &&
          /compensate/.test(textOf(argumentsOf(node).keywords.get("error_action") ?? node)),
      ) || isCalled(unit, /compensat|^undo/),
  ),
  rate_limit: recognise(
    "Acquire from a limiter before the call",
    (unit) =>
      isEntered(unit, /limiter|rate_limit|bucket|throttle/i) ||
      cluesOf(unit).calls.some(({ name }) =>
        /(?:limiter|bucket|throttle)\w*\.(?:acquire|wait|take|consume)$/i.test(name),
      ),
  ),
};
