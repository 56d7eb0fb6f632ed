/** ERR001–ERR005, ERR012, ERR013: what is raised, caught, and passed on. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { BUILTIN_EXCEPTIONS } from "../../../syntax/python/builtins.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import {
  clausesOf,
  declaredName,
  decoratorsOf,
  functionAround,
  statementsOf,
  walkBody,
} from "../../../syntax/python/functions.ts";
import { calledName, lastPart, qualifiedName, writtenName } from "../../../syntax/python/names.ts";
import { isErrorCall } from "./core-calls.ts";
import { eachNode, lookAt } from "./each.ts";
import {
  caughtAs,
  caughtNames,
  clauseAround,
  isLogStatement,
  isSwallowing,
  raisesIn,
  readRaise,
} from "./exceptions.ts";
import type { NodeUnit } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

/** The code that says the same as a builtin. */
const FITTING_CODES: Readonly<Record<string, string>> = {
  ValueError: "INVALID_INPUT",
  TypeError: "INVALID_PARAMETER",
  KeyError: "NOT_FOUND",
  IndexError: "NOT_FOUND",
  LookupError: "NOT_FOUND",
  FileNotFoundError: "FILE_NOT_FOUND",
  TimeoutError: "TIMEOUT_ERROR",
  ConnectionError: "NETWORK_ERROR",
  PermissionError: "PERMISSION_DENIED",
  NotImplementedError: "METHOD_NOT_IMPLEMENTED",
  RuntimeError: "OPERATION_FAILED",
};

/** Methods that Python itself asks, and the errors by which it takes "no" for an answer. */
const PROTOCOL_ERRORS: ReadonlyMap<string, readonly string[]> = new Map([
  ["__getattr__", ["AttributeError"]],
  ["__getattribute__", ["AttributeError"]],
  ["__setattr__", ["AttributeError"]],
  ["__delattr__", ["AttributeError"]],
  ["__getitem__", ["KeyError", "IndexError"]],
  ["__missing__", ["KeyError"]],
  ["__next__", ["StopIteration"]],
  ["__anext__", ["StopAsyncIteration"]],
]);

const VALIDATORS =
  /^(?:field_validator|model_validator|validator|root_validator|field_serializer|model_serializer|validate_call|abstractmethod)$/;

function* checkRaised(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "raise_statement")) {
    const { value } = readRaise(node);
    const raised = value?.type === "call" ? calleeOf(value) : value;
    const name = raised === undefined ? undefined : qualifiedName(raised);
    if (name === undefined || !BUILTIN_EXCEPTIONS.has(name) || isExpectedHere(node, name)) continue;
    const code = FITTING_CODES[name] ?? "OPERATION_FAILED";
    yield findingAt(file, node, `Raises ${name}, not ModelOnexError`, {
      help: `Raise ModelOnexError(message=…, error_code=EnumCoreErrorCode.${code})`,
      facts: { raised: name, code },
    });
  }
}

/** Pydantic turns a validator's errors into its own; Python does so for its protocols. */
function isExpectedHere(statement: SyntaxNode, name: string): boolean {
  const callable = functionAround(statement);
  if (callable === undefined) return false;
  if (PROTOCOL_ERRORS.get(declaredName(callable))?.includes(name) === true) return true;
  return decoratorsOf(callable).some((decorator) => {
    const inner = decorator.type === "call" ? (calleeOf(decorator) ?? decorator) : decorator;
    return VALIDATORS.test(lastPart(qualifiedName(inner) ?? writtenName(inner) ?? ""));
  });
}

const EVERYTHING = new Set(["Exception", "BaseException"]);

function* checkSwallowed(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "except_clause"))
    if (caughtNames(node).some((name) => EVERYTHING.has(name)) && isSwallowing(node))
      yield findingAt(file, headOf(node), "The error is caught, and nobody hears of it");
  for (const { file, node } of eachNode(unit, "call"))
    if (
      calledName(node) === "contextlib.suppress" &&
      argumentsOf(node).positional.some((type) => EVERYTHING.has(qualifiedName(type) ?? ""))
    )
      yield findingAt(file, node, "Every error is suppressed, and nobody hears of it");
}

/** `except Exception as error:` without its body. */
const headOf = (clause: SyntaxNode): { readonly start: number; readonly end: number } => ({
  start: clause.start,
  end: (clause.children.find(({ type }) => type === ":") ?? clause).end,
});

function sayLostCause(statement: SyntaxNode): string | undefined {
  const { value, cause } = readRaise(statement);
  const clause = clauseAround(statement);
  if (value === undefined || cause !== undefined || clause === undefined) return undefined;
  const caught = caughtAs(clause);
  const head = writtenName(value.type === "call" ? (calleeOf(value) ?? value) : value);
  // `raise error`, and `raise error.with_traceback(…)`, go on with what was caught.
  if (head !== undefined && caught !== undefined && head.split(".")[0] === caught) return undefined;
  if (value.type === "identifier" && !/^[A-Z]/.test(textOf(value))) return undefined;
  return "The error that was caught is lost: no `from`";
}

function* checkRewrapped(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "try_statement")) {
    const clauses = clausesOf(node, "except_clause");
    const general = clauses.find((clause) => caughtNames(clause).includes("Exception"));
    if (general === undefined) continue;
    const earlier = clauses.slice(0, clauses.indexOf(general)).flatMap(caughtNames);
    if (earlier.some((name) => lastPart(name) === "ModelOnexError")) continue;
    const rewraps = raisesIn(general).some((raised) => {
      const { value } = readRaise(raised);
      return value?.type === "call" && isErrorCall(value);
    });
    if (rewraps && mayRaiseOnexError(node))
      yield findingAt(
        file,
        headOf(general),
        "A ModelOnexError raised in the `try` is wrapped a second time",
      );
  }
}

/** Raised in the body itself, or by a call on `self`: another method, a handler, a port. */
function mayRaiseOnexError(statement: SyntaxNode): boolean {
  const body = childOf(statement, "body");
  if (body === undefined) return false;
  return [...walkBody(body)].some(
    (node) =>
      node.type === "call" &&
      (isErrorCall(node) || writtenName(calleeOf(node) ?? node)?.startsWith("self.") === true),
  );
}

const CANCELLATION = new Set(["BaseException", "asyncio.CancelledError", "CancelledError"]);

function* checkCancelled(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "except_clause")) {
    const caught = caughtNames(node).find((name) => CANCELLATION.has(name));
    if (caught === undefined || raisesIn(node).length > 0 || awaitsCancelled(node)) continue;
    // What catches everything and does nothing about it is ERR003.
    if (caught === "BaseException" && isSwallowing(node)) continue;
    yield findingAt(file, headOf(node), "The cancellation of the task ends here");
  }
}

/** `task.cancel()`, then `try: await task`: the one place where it is expected. */
function awaitsCancelled(clause: SyntaxNode): boolean {
  const statement = clause.parent;
  const [only, second] = statement === undefined ? [] : statementsOf(statement);
  const awaited =
    only?.children[0]?.type === "await" ? namedChildren(only.children[0])[0] : undefined;
  const name = awaited === undefined ? undefined : writtenName(awaited);
  const callable = functionAround(clause);
  if (name === undefined || second !== undefined || callable === undefined) return false;
  return [...walkBody(callable)].some(
    (node) => node.type === "call" && writtenName(calleeOf(node) ?? node) === `${name}.cancel`,
  );
}

/** Calls that only calculate. */
const CALCULATES =
  /^(?:abs|bool|dict|divmod|float|frozenset|int|len|list|max|min|pow|range|round|set|sorted|str|sum|tuple|zip|enumerate|decimal\.\w+|math\.\w+|Decimal)$/;

function sayNoise(statement: SyntaxNode): string | undefined {
  const clauses = clausesOf(statement, "except_clause");
  const body = childOf(statement, "body");
  if (clauses.length === 0 || body === undefined || !clauses.every(onlyLogs)) return undefined;
  const calculates = [...walkBody(body)].every(
    (node) =>
      !["await", "yield", "raise_statement", "with_statement"].includes(node.type) &&
      (node.type !== "call" || CALCULATES.test(calledName(node) ?? "")),
  );
  return calculates ? "A pure calculation is guarded only to be logged" : undefined;
}

function onlyLogs(clause: SyntaxNode): boolean {
  const statements = statementsOf(clause);
  return (
    statements.some(isLogStatement) &&
    statements.every(
      (statement) =>
        isLogStatement(statement) ||
        (statement.type === "raise_statement" && readRaise(statement).value === undefined),
    )
  );
}

const isBare = (clause: SyntaxNode): boolean => childOf(clause, "value") === undefined;

export const RAISING_RULES: readonly Rule[] = [
  defineRule({
    id: "ERR001",
    title: "Raise ModelOnexError with a fitting code, never a builtin exception",
    fix: "Raise ModelOnexError(message=…, error_code=EnumCoreErrorCode.…)",
    escape: "error-ok",
    check: checkRaised,
  }),
  defineRule({
    id: "ERR002",
    title: "Name what is caught: never a bare `except:`",
    fix: "Write `except Exception as error:`",
    escape: "error-ok",
    check: function* check(unit) {
      for (const { file, node } of eachNode(unit, "except_clause"))
        if (isBare(node))
          yield findingAt(file, headOf(node), "Bare `except:` catches even the end of the program");
    },
  }),
  defineRule({
    id: "ERR003",
    title: "Never swallow an error: raise it anew, or return a value that says so",
    fix: "Raise a ModelOnexError `from` it",
    escape: "error-ok",
    check: checkSwallowed,
  }),
  defineRule({
    id: "ERR004",
    title: "Keep the cause: `raise … from error` inside `except`",
    fix: "Write `raise … from error`",
    escape: "error-ok",
    check: lookAt(["raise_statement"], sayLostCause),
  }),
  defineRule({
    id: "ERR005",
    severity: "warning",
    title: "Let a ModelOnexError pass: `except ModelOnexError: raise` before `except Exception`",
    fix: "Add `except ModelOnexError: raise` before it",
    check: checkRewrapped,
  }),
  defineRule({
    id: "ERR012",
    kinds: ["effect", "orchestrator"],
    title: "Pass cancellation on: never catch CancelledError or BaseException without raising",
    fix: "Clean up, then `raise`",
    escape: "error-ok",
    check: checkCancelled,
  }),
  defineRule({
    id: "ERR013",
    kinds: ["compute", "reducer"],
    severity: "information",
    title: "No try/except around a pure calculation only to log",
    fix: "Remove the try; let the error pass",
    check: function* check(unit) {
      for (const { file, node } of eachNode(unit, "try_statement")) {
        const message = sayNoise(node);
        const [keyword] = node.children;
        if (message !== undefined && keyword !== undefined) yield findingAt(file, keyword, message);
      }
    },
  }),
];
