/** Calls of what every node uses of the core package: its error, its error codes, its log. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { calledName, lastPart, qualifiedName } from "../../../syntax/python/names.ts";

/** Whether a name or attribute means this symbol, wherever it was imported from; never what the file declares itself. */
export function isSymbol(node: SyntaxNode, symbol: string): boolean {
  const name = qualifiedName(node);
  return name !== undefined && lastPart(name) === symbol;
}

export const isErrorCall = (call: SyntaxNode): boolean => {
  const callee = calleeOf(call);
  return callee !== undefined && isSymbol(callee, "ModelOnexError");
};

/** The attribute `EnumCoreErrorCode.X`. */
export function isErrorCode(node: SyntaxNode): boolean {
  const object = node.type === "attribute" ? childOf(node, "object") : undefined;
  return object !== undefined && isSymbol(object, "EnumCoreErrorCode");
}

/** What a log function takes, in its order. */
export interface LogSignature {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly required: number;
}

const LOG_SIGNATURES: readonly LogSignature[] = [
  {
    name: "emit_log_event",
    parameters: [
      "level",
      "event_type",
      "message",
      "correlation_id",
      "node_id",
      "data",
      "event_bus",
    ],
    required: 4,
  },
  { name: "emit_log_event_sync", parameters: ["level", "message", "context"], required: 2 },
];

/** The signature of the log function that is called, whatever the file calls it. */
export function logSignatureOf(call: SyntaxNode): LogSignature | undefined {
  const name = calledName(call);
  if (name === undefined) return undefined;
  const last = lastPart(name);
  return LOG_SIGNATURES.find((signature) => signature.name === last);
}

const LOGGER_METHODS =
  /(?:^|\.)_?log(?:ger)?\.(?:debug|info|warning|warn|error|exception|critical|log)$/i;

/** Whether a call only tells somebody what happened. */
export function isLogCall(call: SyntaxNode): boolean {
  const callee = calleeOf(call);
  if (callee === undefined) return false;
  const name = qualifiedName(callee) ?? textOf(callee);
  return (
    logSignatureOf(call) !== undefined ||
    /^(?:print|warnings\.warn|traceback\.print_exc|logging\.\w+|loguru\.\w+\.\w+)$/.test(name) ||
    LOGGER_METHODS.test(textOf(callee))
  );
}

/** The value that a call gives for a parameter of a known signature. */
export function givenFor(
  call: SyntaxNode,
  { parameters }: LogSignature,
  parameter: string,
): SyntaxNode | undefined {
  const { positional, keywords } = argumentsOf(call);
  return keywords.get(parameter) ?? positional[parameters.indexOf(parameter)];
}
