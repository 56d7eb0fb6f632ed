/** What a call names. */

import { finding } from "../finding.ts";
import type { CallStep } from "../syntax/step-ast.ts";
import type { Declaration, Declarations } from "./declarations.ts";
import type { Scope } from "./scope.ts";
import { quoteAlternatives } from "./suggest-names.ts";

/** Documented modules that the checker does not load, and the effect of their functions. */
const UNLOADED_MODULES: ReadonlyMap<string, string | undefined> = new Map([
  ["http", "network"],
  ["json", undefined],
  ["crypto", undefined],
  ["os", "os"],
  ["process", "process"],
  ["timers", "timers"],
  ["url", undefined],
  ["storage", "std.storage"],
  ["db", "database"],
]);

/** What the callee of `step` declares; an unknown one is reported, unless its snippet could not be read. */
export function checkCallee({ callee }: CallStep, scope: Scope): Declaration | undefined {
  const name = callee.text;
  const declaration = scope.declarations.globals.get(name);
  if (declaration !== undefined || scope.declarations.unreadNames.has(name)) return declaration;
  const candidates = candidatesFor(name, scope);
  scope.findings.push(
    finding("undefined_function", callee, { name, candidates }, `No function is called "${name}"`, {
      help: helpFor(name, candidates, scope),
    }),
  );
  return undefined;
}

function candidatesFor(name: string, scope: Scope): readonly string[] {
  if (isUnloaded(name)) return [];
  const { declarations, suggest } = scope;
  const near = suggest(name, declarations.globals.keys());
  return [...new Set([...withSameLastSegment(name, declarations), ...near])];
}

/** `text.upper` for `string.upper`. */
function withSameLastSegment(name: string, { globals }: Declarations): readonly string[] {
  const declaration = globals.get(name.slice(name.lastIndexOf(".") + 1));
  return declaration?.kind === "function" ? [declaration.id] : [];
}

const isUnloaded = (name: string): boolean => UNLOADED_MODULES.has(moduleOf(name));

const moduleOf = (name: string): string =>
  name.slice(name.startsWith("std.") ? "std.".length : 0).split(".", 1)[0] ?? "";

function helpFor(name: string, candidates: readonly string[], scope: Scope): string {
  if (scope.variables.has(name))
    return `"${name}" is a variable, and there are no function values: call a function by its id`;
  if (isUnloaded(name)) {
    const effect = UNLOADED_MODULES.get(moduleOf(name));
    const effects = effect === undefined ? "" : `, effects effect ${effect} end`;
    return `The checker does not load this module. Declare the function in this file: snippet id="${name}" kind="extern"${effects} and a signature`;
  }
  return `${quoteAlternatives(candidates)}Call a snippet of this file or a library function by its full id, or declare the function in this file as a snippet with kind="extern"`;
}
