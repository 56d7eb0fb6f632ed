/** What is known inside the body of one function, and how problems in it are reported. */

import { type Finding, finding } from "../finding.ts";
import type { Name } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import type { Declarations } from "./declarations.ts";
import { nestedBlocks } from "./steps.ts";
import { quoteAlternatives, type SuggestNames } from "./suggest-names.ts";
import { ERROR, type Type } from "./types.ts";

export interface Scope {
  readonly declarations: Declarations;
  /** What the function must return; `undefined` where it declares nothing. */
  readonly returns: Type | undefined;
  /** One flat space: bindings of branches stay visible after them. */
  readonly variables: Map<string, Type>;
  readonly body: readonly Step[];
  readonly findings: Finding[];
  readonly suggest: SuggestNames;
}

/** Gives `name` a type; `_` binds nothing. */
export function bind(scope: Scope, name: string, type: Type): void {
  if (name !== "_") scope.variables.set(name, type);
}

/** The type of a variable; an unknown one is reported and has type `error`. */
export function typeOfVariable(scope: Scope, name: Name): Type {
  return scope.variables.get(name.text) ?? reportUndefined(scope, name.text, name);
}

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
  if (name === "_") return `"_" binds nothing: give the step that makes the value a name in as=`;
  const base = name.slice(0, name.indexOf("."));
  if (name.includes(".") && scope.variables.has(base))
    return `A dotted path cannot stand here. Bind the field first: step kind="bind" with from="${name}", then use that name`;
  const binder = findBinder(scope.body, name);
  if (binder === "transaction" || binder === "handle")
    return `"${name}" exists only inside the ${binder} block: its names are not visible after it. Make the value outside, or return inside the block`;
  if (binder === "step")
    return `"${name}" is bound by a later step: move that step before this one`;
  return `${quoteAlternatives(candidates)}Use a parameter or the as= of an earlier step`;
}

/** Where `name` is bound though it is not visible. */
function findBinder(
  steps: readonly Step[],
  name: string,
): "transaction" | "handle" | "step" | undefined {
  for (const step of steps) {
    if (step.as.text === name) return "step";
    const inner = nestedBlocks(step)
      .map((block) => findBinder(block, name))
      .find((found) => found !== undefined);
    if (inner === undefined) continue;
    if (step.kind === "transaction") return "transaction";
    return step.kind === "call" ? "handle" : inner;
  }
  return undefined;
}
