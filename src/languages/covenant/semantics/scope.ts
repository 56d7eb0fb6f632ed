/** What is known inside the body of one function, and how unknown variables in it are reported. */

import { type Finding, finding } from "../finding.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import type { Range } from "../syntax/token.ts";
import type { Declarations } from "./declarations.ts";
import { collectOrigins, type Origin } from "./origins.ts";
import { quoteAlternatives, type SuggestNames } from "./suggest-names.ts";
import { ERROR, type Type } from "./types.ts";

export interface Scope {
  readonly declarations: Declarations;
  /** What the function must return; `undefined` where it declares nothing. */
  readonly returns: Type | undefined;
  /** One flat space: bindings of branches stay visible after them. */
  readonly variables: Map<string, Type>;
  readonly findings: Finding[];
  readonly suggest: SuggestNames;
  /** Only asked for help, so only collected then. */
  readonly originOf: (name: string) => Origin | undefined;
}

/** An empty scope for a function with this body. */
export function createScope(
  body: readonly Step[],
  returns: Type | undefined,
  declarations: Declarations,
  suggest: SuggestNames,
): Scope {
  let origins: ReadonlyMap<string, Origin> | undefined;
  const originOf = (name: string): Origin | undefined => {
    origins ??= collectOrigins(body);
    return origins.get(name);
  };
  return { declarations, returns, variables: new Map(), findings: [], suggest, originOf };
}

/** Gives `name` a type; `_` binds nothing. */
export function bind(scope: Scope, name: string, type: Type): void {
  if (name !== "_") scope.variables.set(name, type);
}

/** The type of a variable; an unknown one is reported and has type `error`. */
export const typeOfVariable = (scope: Scope, name: Name): Type =>
  scope.variables.get(name.text) ?? reportUndefined(scope, name.text, name);

/** Reports that no variable is called `name`. */
export function reportUndefined(scope: Scope, name: string, range: Range): Type {
  const candidates = scope.suggest(name, scope.variables.keys());
  scope.findings.push(
    finding(
      "undefined_variable",
      range,
      { name, candidates },
      `No variable is called "${name}" here`,
      { help: helpFor(scope, name, candidates) },
    ),
  );
  return ERROR;
}

function helpFor(scope: Scope, name: string, candidates: readonly string[]): string {
  if (name === "_")
    return '"_" binds nothing: give the step that makes the value a name in its as=, and use that name';
  if (name.includes(".") && scope.variables.has(name.slice(0, name.indexOf("."))))
    return `A dotted path cannot stand here. Bind the field first, step kind="bind" with from="${name}", and use the name of that step`;
  switch (scope.originOf(name)) {
    case "transaction":
      return `"${name}" exists only inside the transaction: no name leaves it. Make the value before the transaction, or query it again after it`;
    case "handle":
      return `"${name}" exists only inside a handle case: no name leaves it. Make the value outside of handle, or use match on the result of the call`;
    case undefined:
      return `${quoteAlternatives(candidates)}Use a parameter, or the as= of an earlier step`;
    default:
      return `"${name}" is bound by a later step: move that step before this one`;
  }
}
