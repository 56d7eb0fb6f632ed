/** SQL and other writes that a node makes. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, namedChildren, textOf } from "../../../syntax/nodes.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { fieldsOf } from "../../../syntax/python/functions.ts";
import { moduleOf } from "../../../syntax/python/module.ts";
import { constantText } from "../../../syntax/python/strings.ts";
import { isPortCall } from "./ports.ts";

const WRITES_SQL =
  /^\s*(?:--[^\n]*\n\s*)*(?:WITH\b[\s\S]*?\b)?(?:INSERT|UPDATE|DELETE|MERGE|REPLACE|UPSERT)\b/i;
const WRITES =
  /^(?:insert|update|delete|save|write|upsert|store|put|create|remove|add|append|set|persist)(?:_\w+)?$/;

/** The text of an expression, where it is a constant or the name of one. */
export function textValue(expression: SyntaxNode): string | undefined {
  const constant = constantText(expression);
  if (constant !== undefined) return constant;
  if (expression.type === "string" || expression.type === "concatenated_string")
    return textOf(expression);
  if (
    expression.type === "call" &&
    /^(?:\w+\.)?text$/.test(textOf(calleeOf(expression) ?? expression))
  )
    return argumentsOf(expression).positional.map(textValue)[0];
  if (expression.type !== "identifier") return undefined;
  const field = fieldsOf(moduleOf(expression).root).find(({ name }) => name === textOf(expression));
  return field?.value === undefined || field.value.type === "identifier"
    ? undefined
    : textValue(field.value);
}

/** Whether a call writes something through a port or client. */
export function isWrite(call: SyntaxNode): boolean {
  if (!isPortCall(call)) return false;
  const sql = argumentsOf(call).positional.map(textValue)[0];
  if (sql !== undefined && WRITES_SQL.test(sql)) return true;
  const callee = calleeOf(call);
  const method = callee === undefined ? undefined : childOf(callee, "attribute");
  return method !== undefined && WRITES.test(textOf(method)) && !isSelect(sql);
}

const isSelect = (sql: string | undefined): boolean => /^\s*SELECT\b/i.test(sql ?? "");

const INSERTS = /^\s*INSERT\s+INTO\b/i;
const GUARDED = /\bON\s+CONFLICT\b|\bON\s+DUPLICATE\s+KEY\b|\bWHERE\s+NOT\s+EXISTS\b/i;

/** Whether a string is an INSERT that fails or doubles when it is made twice. */
export function isBareInsert(string: SyntaxNode): boolean {
  const isPart = string.parent?.type === "concatenated_string";
  const text = isPart ? undefined : joinedText(string);
  return text !== undefined && INSERTS.test(text) && !GUARDED.test(text);
}

/** Joined strings without their quotes, holes of f-strings included. */
const joinedText = (string: SyntaxNode): string =>
  constantText(string) ??
  (string.type === "concatenated_string" ? namedChildren(string) : [string])
    .map((part) => textOf(part).replaceAll(/^\w*["']+|["']+$/g, ""))
    .join("");
