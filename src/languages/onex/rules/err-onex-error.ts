/** ERR006–ERR011: how ModelOnexError is made, and which calls have to be guarded. */

import { closest, distance } from "fastest-levenshtein";
import type { Fix } from "../../../domain/diagnostic.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import {
  classAround,
  declaredName,
  fieldsOf,
  functionAround,
  parametersOf,
  walkBody,
} from "../../../syntax/python/functions.ts";
import { calledName, lastPart, typeNames, writtenName } from "../../../syntax/python/names.ts";
import { isErrorCall, isErrorCode } from "./core-calls.ts";
import type { CoreFacts } from "./core-facts.ts";
import { eachNode } from "./each.ts";
import { tryAround } from "./exceptions.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { awaitOf, isPortCall } from "./ports.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

function* eachErrorCall(
  unit: NodeUnit,
): Generator<{ readonly file: PythonFile; readonly call: SyntaxNode }> {
  for (const { file, node } of eachNode(unit, "call"))
    if (isErrorCall(node)) yield { file, call: node };
}

const isSwapped = (call: SyntaxNode): boolean => {
  const [first] = argumentsOf(call).positional;
  return first !== undefined && isErrorCode(first);
};

function* checkCodeGiven(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, call } of eachErrorCall(unit)) {
    const { positional, keywords, hasMore } = argumentsOf(call);
    if (keywords.has("error_code") || positional.length > 1 || hasMore || isSwapped(call)) continue;
    yield findingAt(file, call, "ModelOnexError without an error_code");
  }
}

function* checkCodeExists(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "attribute")) {
    const member = isErrorCode(node) ? childOf(node, "attribute") : undefined;
    const code = member === undefined ? "" : textOf(member);
    // Methods and dunders of the enum are no codes.
    if (member === undefined || !/^[A-Z][A-Z0-9_]*$/.test(code)) continue;
    if (unit.core.errorCodes.has(code)) continue;
    const nearest = nearestCode(code, unit.core);
    yield findingAt(file, node, `EnumCoreErrorCode has no ${code}`, {
      help: `Write EnumCoreErrorCode.${nearest.code}`,
      facts: { code, nearest: nearest.code },
      fixes: [
        {
          title: `write ${nearest.code}`,
          confidence: nearest.confidence,
          edits: [
            { span: { file: file.path, start: member.start, end: member.end }, text: nearest.code },
          ],
        },
      ],
    });
  }
}

function nearestCode(
  code: string,
  { errorCodes, renamedCodes }: CoreFacts,
): { readonly code: string; readonly confidence: number } {
  const renamed = renamedCodes.get(code);
  if (renamed !== undefined) return { code: renamed, confidence: 0.9 };
  const nearest = closest(code, [...errorCodes]);
  return { code: nearest, confidence: distance(code, nearest) <= 2 ? 0.9 : 0.5 };
}

function* checkSwapped(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, call } of eachErrorCall(unit))
    if (isSwapped(call))
      yield findingAt(
        file,
        call,
        "The first argument of ModelOnexError is the message, not the code",
        {
          fixes: unswap(file, call),
        },
      );
}

/** Certain where exactly a code and a string are given. */
function unswap(file: PythonFile, call: SyntaxNode): readonly Fix[] {
  const [code, message, third] = argumentsOf(call).positional;
  if (code === undefined || message === undefined || third !== undefined) return [];
  const isText = message.type === "string" || message.type === "concatenated_string";
  return [
    {
      title: "name the arguments",
      confidence: isText ? 1 : 0.8,
      edits: [
        {
          span: { file: file.path, start: code.start, end: message.end },
          text: `message=${textOf(message)}, error_code=${textOf(code)}`,
        },
      ],
    },
  ];
}

function* checkCorrelationGiven(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, call } of eachErrorCall(unit)) {
    const { positional, keywords, hasMore } = argumentsOf(call);
    if (keywords.has("correlation_id") || positional.length > 3 || hasMore) continue;
    const known = correlationInScope(call, unit);
    if (known !== undefined)
      yield findingAt(file, call, `ModelOnexError without the correlation id, which ${known} has`, {
        help: `Add correlation_id=${known}`,
        facts: { known },
      });
  }
}

/** An expression for it: a variable, or a field of something that is known by then to have one. */
function correlationInScope(call: SyntaxNode, unit: NodeUnit): string | undefined {
  const callable = functionAround(call);
  if (callable === undefined) return undefined;
  const parameters = parametersOf(callable);
  for (const { name, annotation } of parameters) {
    if (name === "correlation_id") return name;
    const types = annotation === undefined ? [] : typeNames(annotation);
    if (types.some((type) => hasCorrelation(type, unit))) return `${name}.correlation_id`;
  }
  const names = new Set(parameters.map(({ name }) => name));
  for (const node of walkBody(callable)) {
    if (node.type === "identifier" && node.field === "left" && node.start < call.start)
      names.add(textOf(node));
    if (node.type === "identifier" && node.field === "left" && textOf(node) === "correlation_id")
      return node.start < call.start ? "correlation_id" : undefined;
    const written = node.type === "attribute" ? writtenName(node) : undefined;
    const [head, field, deeper] = written?.split(".") ?? [];
    if (field === "correlation_id" && deeper === undefined && names.has(head ?? "")) return written;
  }
  return undefined;
}

const hasCorrelation = (className: string, { files }: NodeUnit): boolean =>
  files.some(({ module }) =>
    module
      .all("class_definition")
      .some(
        (node) =>
          declaredName(node) === className &&
          fieldsOf(node).some(({ name }) => name === "correlation_id"),
      ),
  );

const TAKES_CORRELATION =
  /^(?:ModelOnexError|emit_log_event|ModelWorkflowStep|ModelEventEnvelope|ModelAction|ModelIntent)$/;

function* checkCorrelationType(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "call")) {
    if (!TAKES_CORRELATION.test(lastPart(calledName(node) ?? ""))) continue;
    const given = argumentsOf(node).keywords.get("correlation_id");
    if (given === undefined || !isText(given)) continue;
    yield findingAt(file, given, "correlation_id is to be a UUID, not a string");
  }
}

const isText = (node: SyntaxNode): boolean =>
  node.type === "string" ||
  node.type === "concatenated_string" ||
  (node.type === "call" && calledName(node) === "str");

function* checkGuarded(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, node } of eachNode(unit, "call")) {
    if (!isPortCall(node) || awaitOf(node) === undefined || isGuarded(node, file)) continue;
    yield findingAt(file, node, `Nobody catches what ${textOf(calleeOf(node) ?? node)} may raise`);
  }
}

/** Inside a `try`, or in a private method that is called only from inside one. */
function isGuarded(node: SyntaxNode, file: PythonFile): boolean {
  if (tryAround(node) !== undefined) return true;
  const method = functionAround(node);
  const name = method === undefined ? "" : declaredName(method);
  // A port's own adapter passes errors on to the handler that calls it.
  const owner = classAround(node);
  if (owner !== undefined && /^(?:Adapter|Protocol)/.test(declaredName(owner))) return true;
  if (!/^_[^_]/.test(name)) return false;
  const calls = file.module
    .all("call")
    .filter((call) => writtenName(calleeOf(call) ?? call) === `self.${name}`);
  return calls.length > 0 && calls.every((call) => tryAround(call) !== undefined);
}

export const ONEX_ERROR_RULES: readonly Rule[] = [
  defineRule({
    id: "ERR006",
    title: "Give every ModelOnexError an error_code",
    fix: "Add error_code=EnumCoreErrorCode.…",
    check: checkCodeGiven,
  }),
  defineRule({
    id: "ERR007",
    category: "name",
    title: "Use only codes that EnumCoreErrorCode has",
    fix: "Use a code of the installed package",
    check: checkCodeExists,
  }),
  defineRule({
    id: "ERR008",
    category: "type",
    title: "ModelOnexError takes the message first: give message= and error_code= by name",
    fix: "Write ModelOnexError(message=…, error_code=EnumCoreErrorCode.…)",
    check: checkSwapped,
  }),
  defineRule({
    id: "ERR009",
    severity: "warning",
    title: "Pass the correlation_id to ModelOnexError where there is one",
    fix: "Add correlation_id=request.correlation_id",
    check: checkCorrelationGiven,
  }),
  defineRule({
    id: "ERR010",
    category: "type",
    title: "A correlation_id is a UUID, never a string",
    fix: "Pass the UUID itself",
    check: checkCorrelationType,
  }),
  defineRule({
    id: "ERR011",
    kinds: ["effect"],
    title: "Guard every awaited call on a port with try/except that raises ModelOnexError",
    fix: "Wrap it: `except Exception as error: raise ModelOnexError(…) from error`",
    escape: "error-ok",
    check: checkGuarded,
  }),
];
