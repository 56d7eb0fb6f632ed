/** LOG001–LOG008: logging and time. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { declaredName, findMethod, walkBody } from "../../../syntax/python/functions.ts";
import { importsOf } from "../../../syntax/python/imports.ts";
import { once, type PythonModule } from "../../../syntax/python/module.ts";
import { calledName, writtenName } from "../../../syntax/python/names.ts";
import { constantText } from "../../../syntax/python/strings.ts";
import { givenFor, logSignatureOf } from "./core-calls.ts";
import { lookAt } from "./each.ts";
import { SECRET_RULE } from "./log-secrets.ts";
import { handlerClassesOf, nodeClassesOf, primaryMethod } from "./node-classes.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const PRINTS = /^(?:print|builtins\.print|pprint\.pprint|pprint\.pp|sys\.std(?:out|err)\.write)$/;
const LOGGERS = /^(?:logging|loguru|structlog)(?:\.|$)/;

function* checkLogger(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    const imported = importsOf(file.module).filter(
      ({ module, isTypeCheckingOnly }) => LOGGERS.test(module) && !isTypeCheckingOnly,
    );
    for (const { node, module } of imported)
      yield findingAt(file, node, `Logs by ${module}, past the log of the core package`);
    // A fragment's imports stand elsewhere.
    if (imported.length > 0) continue;
    for (const call of file.module.all("call"))
      if (LOGGERS.test(calledName(call) ?? ""))
        yield findingAt(file, call, "Logs past the log of the core package");
  }
}

const isLogging = (call: SyntaxNode): boolean => {
  const name = calledName(call) ?? "";
  return logSignatureOf(call) !== undefined || PRINTS.test(name) || LOGGERS.test(name);
};

/** The method that carries a node out, in its handler or, where that is not here, in the node. */
interface Operation {
  readonly file: PythonFile;
  readonly method: SyntaxNode;
  readonly owner: SyntaxNode;
}

function operationsOf({ files, kind }: NodeUnit): readonly Operation[] {
  const handlers = files.flatMap((file) =>
    handlerClassesOf(file.module).flatMap((owner) => toOperation(file, owner, "handle")),
  );
  if (handlers.length > 0 || kind === undefined) return handlers;
  return files.flatMap((file) =>
    nodeClassesOf(file.module).flatMap((owner) => {
      const primary = toOperation(file, owner, primaryMethod(kind));
      return primary.length > 0 ? primary : toOperation(file, owner, "process");
    }),
  );
}

function toOperation(file: PythonFile, owner: SyntaxNode, name: string): readonly Operation[] {
  const method = findMethod(owner, name);
  return method === undefined ? [] : [{ file, method, owner }];
}

/** `self._handler.handle(…)`: the work, and the log of it, are elsewhere. */
const delegates = (method: SyntaxNode): boolean =>
  [...walkBody(method)].some(
    (node) =>
      node.type === "call" && /handler\.handle$/i.test(writtenName(calleeOf(node) ?? node) ?? ""),
  );

const logsIn = (node: SyntaxNode, module: PythonModule): boolean =>
  module
    .all("call")
    .some(
      (call) =>
        node.start <= call.start && call.end <= node.end && logSignatureOf(call) !== undefined,
    );

function* checkOperationLogged(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, method, owner } of operationsOf(unit)) {
    // Another method of the class may do it.
    if (logsIn(owner, file.module) || delegates(method)) continue;
    yield findingAt(
      file,
      childOf(method, "name") ?? method,
      `${declaredName(method)}() leaves no trace: no emit_log_event`,
    );
  }
}

function sayWrongSignature(call: SyntaxNode): string | undefined {
  const signature = logSignatureOf(call);
  if (signature === undefined) return undefined;
  const { positional, keywords, hasMore } = argumentsOf(call);
  const { name, parameters, required } = signature;
  const unknown = [...keywords.keys()].filter((key) => !parameters.includes(key));
  if (unknown.length > 0) return `${name} takes no ${unknown.map((key) => `${key}=`).join(", ")}`;
  if (positional.length > parameters.length) return `${name} takes ${parameters.length} arguments`;
  const missing = parameters
    .slice(positional.length, required)
    .filter((parameter) => !keywords.has(parameter));
  return missing.length > 0 && !hasMore ? `${name} needs ${missing.join(", ")}` : undefined;
}

const isLiteral = (node: SyntaxNode): boolean => constantText(node) !== undefined;

function sayUntraceable(call: SyntaxNode): string | undefined {
  const signature = logSignatureOf(call);
  if (signature === undefined || argumentsOf(call).hasMore) return undefined;
  const where = signature.name === "emit_log_event" ? "correlation_id" : "context";
  const given = givenFor(call, signature, where);
  if (where === "correlation_id") {
    // One that is not given at all breaks the signature: LOG004.
    const isFresh = given?.type === "call" && calledName(given)?.startsWith("uuid.") === true;
    const isNone = given?.type === "none" || (given !== undefined && isLiteral(given));
    return isNone || isFresh ? "The log entry belongs to no request" : undefined;
  }
  return given !== undefined && (given.type !== "dictionary" || /correlation/i.test(textOf(given)))
    ? undefined
    : "The log entry belongs to no request";
}

const CLOCKS = /^(?:time\.time(?:_ns)?|datetime\.datetime\.(?:now|utcnow|today))$/;

const isClockCall = (node: SyntaxNode | undefined): boolean =>
  node?.type === "call" && CLOCKS.test(calledName(node) ?? "");

/** Variables and fields that a clock's time is assigned to, as they are written. */
const clockNames = once(
  (module: PythonModule): ReadonlySet<string> =>
    new Set(
      module
        .all("assignment")
        .filter((node) => isClockCall(childOf(node, "right")))
        .flatMap((node) => writtenName(childOf(node, "left") ?? node) ?? []),
    ),
);

function sayJumpingClock(node: SyntaxNode, { module }: PythonFile): string | undefined {
  const operator = childOf(node, "operator");
  if (operator === undefined || textOf(operator) !== "-") return undefined;
  const sides = [childOf(node, "left"), childOf(node, "right")];
  const isClock = (side: SyntaxNode | undefined): boolean =>
    side !== undefined && (isClockCall(side) || clockNames(module).has(writtenName(side) ?? ""));
  return sides.every(isClock) ? "A duration by the wall clock, which may jump" : undefined;
}

const LATENCY = /^(?:\w*_)?(?:latency|duration|elapsed|processing_time)_(?:ms|s|seconds)$/;

function* checkLatency(unit: NodeUnit): Generator<RuleFinding> {
  const [first] = operationsOf(unit);
  if (first === undefined || delegates(first.method)) return;
  const isMeasured = unit.files.some(({ module }) =>
    module.all("identifier", "string_content").some((node) => LATENCY.test(textOf(node))),
  );
  if (!isMeasured)
    yield findingAt(
      first.file,
      childOf(first.method, "name") ?? first.method,
      `${declaredName(first.method)}() does not say how long it took`,
    );
}

export const LOG_RULES: readonly Rule[] = [
  defineRule({
    id: "LOG001",
    title: "Never print: tell the log by emit_log_event",
    fix: "Call emit_log_event",
    check: lookAt(["call"], (call) =>
      PRINTS.test(calledName(call) ?? "") ? "Prints instead of logging" : undefined,
    ),
  }),
  defineRule({
    id: "LOG002",
    title: "Log by emit_log_event of omnibase_core.logging, never by logging, loguru or structlog",
    fix: "Call emit_log_event",
    check: checkLogger,
  }),
  defineRule({
    id: "LOG003",
    kinds: ["effect", "orchestrator"],
    severity: "warning",
    title: "Log each operation once at its end, and once where it fails",
    fix: "Call emit_log_event at the end of the operation",
    check: checkOperationLogged,
  }),
  defineRule({
    id: "LOG004",
    category: "type",
    title: "emit_log_event(level, event_type, message, correlation_id, node_id=None, data=None)",
    fix: "Write emit_log_event(level, event_type, message, correlation_id, data={…})",
    check: lookAt(["call"], sayWrongSignature),
  }),
  defineRule({
    id: "LOG005",
    kinds: ["effect", "orchestrator"],
    severity: "warning",
    title: "Give every log entry the request's correlation id",
    fix: "Pass request.correlation_id",
    check: lookAt(["call"], sayUntraceable),
  }),
  defineRule({
    id: "LOG006",
    kinds: ["compute", "reducer"],
    severity: "warning",
    title: "A pure node does not log: it returns data",
    fix: "Return what there is to say as data",
    escape: "node-purity-ok",
    check: lookAt(["call"], (call) =>
      isLogging(call) ? "Logging is a side effect in a pure node" : undefined,
    ),
  }),
  defineRule({
    id: "LOG007",
    severity: "warning",
    title: "Measure durations by time.perf_counter()",
    fix: "Use time.perf_counter()",
    check: lookAt(["binary_operator"], sayJumpingClock),
  }),
  defineRule({
    id: "LOG008",
    kinds: ["effect"],
    severity: "information",
    title: "Say how long the effect took: latency_ms",
    fix: "Compute latency_ms from time.perf_counter(), and log it",
    check: checkLatency,
  }),
  SECRET_RULE,
];
