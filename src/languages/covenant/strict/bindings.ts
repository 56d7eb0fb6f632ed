/** Names of values: each is bound once, on every way to the steps that use it. */

import { type Finding, finding } from "../finding.ts";
import { quoteAlternatives } from "../semantics/suggest-names.ts";
import type { Name } from "../syntax/terms.ts";
import type { Range } from "../syntax/token.ts";
import type { Context } from "./context.ts";
import { UNKNOWN_VALUE, type Value } from "./values.ts";

export interface UseOptions {
  /** Whether the reference reports an undefined variable at a place like this. @default false */
  readonly isReportedByReference?: boolean | undefined;
}

/** What is known of a variable; one that may have no value here is reported. */
export function useVariable(
  name: Name,
  context: Context,
  { isReportedByReference = false }: UseOptions = {},
): Value {
  const { text } = name;
  const variable = context.variables.find(text);
  if (variable?.isAssigned === true) return variable.value;
  if (variable !== undefined || context.boundForReference.has(text))
    context.findings.push(maybeUnassigned(name, variable?.first));
  else if (!isReportedByReference || !context.isSeenByReference)
    context.findings.push(undefinedVariable(name, context));
  return variable?.value ?? UNKNOWN_VALUE;
}

const maybeUnassigned = (name: Name, first: Range | undefined): Finding =>
  finding(
    "maybe_unassigned",
    name,
    { name: name.text },
    `"${name.text}" has no value on some of the ways that lead here`,
    {
      related: first === undefined ? [] : [{ message: "Bound here, on other ways", range: first }],
      help: `Bind "${name.text}" on every way that leads here, take the value from the as= of the step that has the branches, or move this step into the branch that binds it`,
    },
  );

function undefinedVariable(name: Name, context: Context): Finding {
  const candidates = context.suggest(name.text, context.variables.names());
  return finding(
    "undefined_variable",
    name,
    { name: name.text, candidates },
    `No variable is called "${name.text}" here`,
    { help: helpFor(name.text, candidates, context) },
  );
}

function helpFor(name: string, candidates: readonly string[], { variables }: Context): string {
  if (name === "_")
    return 'The name "_" binds nothing: give the step that makes the value a name in as=';
  const dot = name.indexOf(".");
  if (dot !== -1 && variables.find(name.slice(0, dot)) !== undefined)
    return `A dotted path cannot stand here. Bind the field first: step kind="bind" with from="${name}", then use the name it binds`;
  return `${quoteAlternatives(candidates)}Use a parameter or the as= of an earlier step of this body; plain text is written lit="${name}"`;
}

export interface BindOptions {
  /** Whether the name may be bound anew. @default false */
  readonly isMutable?: boolean | undefined;
}

/** Gives a value its name; a name that is taken is reported. */
export function bind(
  name: Name,
  value: Value,
  context: Context,
  { isMutable = false }: BindOptions = {},
): void {
  if (name.text === "_") return;
  const before = context.variables.find(name.text);
  if (before !== undefined && !before.isMutable && !isMutable)
    context.findings.push(duplicateBinding(name, before.first));
  context.variables.bind(name.text, {
    value,
    first: before?.first ?? { start: name.start, end: name.end },
    isAssigned: true,
    isMutable: isMutable || before?.isMutable === true,
  });
  if (context.isSeenByReference) context.boundForReference.add(name.text);
}

const duplicateBinding = (name: Name, first: Range): Finding =>
  finding(
    "duplicate_binding",
    name,
    { name: name.text, first },
    `"${name.text}" is bound already on the way to this step`,
    {
      related: [{ message: "First bound here", range: first }],
      help: `Every name is bound once: choose a new name here, such as "${name.text}_2", and use it in the steps that follow`,
    },
  );
