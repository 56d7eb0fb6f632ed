/** What evidence is looked for in: calls, names, strings and contexts of all files of a node, gathered once. */

import type { JsonValue } from "../../../domain/json.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { calleeOf } from "../../../syntax/python/calls.ts";
import { docstringOf } from "../../../syntax/python/functions.ts";
import { once } from "../../../syntax/python/module.ts";
import { calledName, lastPart } from "../../../syntax/python/names.ts";
import { constantText } from "../../../syntax/python/strings.ts";
import { eachNode } from "../rules/each.ts";
import { baseNames } from "../rules/node-classes.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { isPortCall } from "../rules/ports.ts";
import { contextsOf } from "../rules/timeouts.ts";

export interface Call {
  readonly node: SyntaxNode;
  /** Imports seen through where they can be, else as written: `asyncio.timeout`, `self._store.execute`. */
  readonly name: string;
  readonly last: string;
}

export interface Clues {
  readonly calls: readonly Call[];
  /** Through ports and clients. */
  readonly portCalls: readonly SyntaxNode[];
  /** Names of variables, attributes, key words, functions and classes. */
  readonly names: ReadonlySet<string>;
  readonly keywords: ReadonlySet<string>;
  /** Strings that are no docstrings; f-strings as they are written. */
  readonly strings: readonly { readonly text: string; readonly isConstant: boolean }[];
  readonly bases: ReadonlySet<string>;
  /** What stands behind `with`, as it is written. */
  readonly contexts: readonly string[];
}

export const cluesOf = once((unit: NodeUnit): Clues => {
  const calls = [...eachNode(unit, "call")].map(({ node }): Call => {
    const name = calledName(node) ?? textOf(calleeOf(node) ?? node);
    return { node, name, last: lastPart(name) };
  });
  return {
    calls,
    portCalls: calls.map(({ node }) => node).filter(isPortCall),
    names: new Set([...eachNode(unit, "identifier")].map(({ node }) => textOf(node))),
    keywords: new Set(
      [...eachNode(unit, "keyword_argument")].map(({ node }) =>
        textOf(childOf(node, "name") ?? node),
      ),
    ),
    strings: stringsOf(unit),
    bases: new Set([...eachNode(unit, "class_definition")].flatMap(({ node }) => baseNames(node))),
    contexts: [...eachNode(unit, "with_statement")].flatMap(({ node }) =>
      contextsOf(node).map(textOf),
    ),
  };
});

function stringsOf(unit: NodeUnit): Clues["strings"] {
  const documents = new Set(
    [...eachNode(unit, "module", "class_definition", "function_definition")].map(({ node }) =>
      docstringOf(node),
    ),
  );
  return [...eachNode(unit, "string", "concatenated_string")]
    .filter(({ node }) => !documents.has(node) && node.parent?.type !== "concatenated_string")
    .map(({ node }) => {
      const constant = constantText(node);
      return { text: constant ?? textOf(node), isConstant: constant !== undefined };
    });
}

/** Whether something is called by such a name; `part` says whether the last word counts, or the whole. */
export const isCalled = (unit: NodeUnit, name: RegExp, part: "last" | "name" = "last"): boolean =>
  cluesOf(unit).calls.some((call) => name.test(call[part]));

export const isNamed = (unit: NodeUnit, name: RegExp): boolean =>
  [...cluesOf(unit).names].some((known) => name.test(known));

export const isSaid = (unit: NodeUnit, text: RegExp): boolean =>
  cluesOf(unit).strings.some((string) => text.test(string.text));

export const isEntered = (unit: NodeUnit, context: RegExp): boolean =>
  cluesOf(unit).contexts.some((known) => context.test(known));

export const standsOn = (unit: NodeUnit, base: RegExp): boolean =>
  [...cluesOf(unit).bases].some((known) => base.test(known));

/** A part of the contract, by the keys on the way to it. */
export function inContract(unit: NodeUnit, ...keys: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = unit.contract?.data;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = (value as Readonly<Record<string, JsonValue>>)[key];
  }
  return value;
}
