/** Arguments of a call against the parameters of the function. */

import { type Finding, finding } from "../finding.ts";
import type { FunctionDeclaration } from "../semantics/declarations.ts";
import { quoteAlternatives } from "../semantics/suggest-names.ts";
import type { Type } from "../semantics/types.ts";
import type { CallStep, NamedOperand } from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import type { Context } from "./context.ts";
import { firstOf } from "./first-of.ts";
import { spellType } from "./spell-type.ts";
import { UNKNOWN_VALUE, type Value } from "./values.ts";

/** Reports arguments that `callee` does not know, does not get, or surely cannot take; `values` is what they are. */
export function checkArguments(
  step: CallStep,
  callee: FunctionDeclaration,
  values: readonly Value[],
  context: Context,
): readonly Finding[] {
  const parameters = parametersOf(callee);
  const missing = missingParameters(step, parameters);
  const unknown = step.args.filter(({ name }) => !parameters.has(name.text));
  if (unknown.length > 0) {
    // A single pair of an unknown and a missing name is one slip, and what is missing is known by its other name.
    const [meant] = missing.length === 1 && unknown.length === 1 ? (missing[0] ?? []) : [];
    return unknown.map(({ name }) => unknownArgument(name, callee, meant, context));
  }
  return [
    ...missing
      .filter(([, type]) => type.kind !== "optional")
      .map(([name, type]) => missingArgument(step.callee, callee, name, type)),
    ...step.args.flatMap((argument, index) =>
      checkType(argument, values[index] ?? UNKNOWN_VALUE, callee, context),
    ),
  ];
}

/** More names than this are not read. */
const MOST_NAMES = 12;

/** The first parameters that `step` gives no value. */
function missingParameters(
  { args }: CallStep,
  parameters: ReadonlyMap<string, Type>,
): readonly (readonly [string, Type])[] {
  const given = new Set(args.map(({ name }) => name.text));
  const missing: (readonly [string, Type])[] = [];
  for (const parameter of parameters) {
    if (missing.length === MOST_NAMES) break;
    if (!given.has(parameter[0])) missing.push(parameter);
  }
  return missing;
}

const PARAMETERS = new WeakMap<FunctionDeclaration, ReadonlyMap<string, Type>>();

function parametersOf(callee: FunctionDeclaration): ReadonlyMap<string, Type> {
  const known =
    PARAMETERS.get(callee) ?? new Map(callee.parameters.map(({ name, type }) => [name, type]));
  PARAMETERS.set(callee, known);
  return known;
}

function unknownArgument(
  name: Name,
  callee: FunctionDeclaration,
  meant: string | undefined,
  { suggest }: Context,
): Finding {
  const parameters = parametersOf(callee);
  const candidates = meant === undefined ? suggest(name.text, parameters.keys()) : [meant];
  const all =
    parameters.size === 0
      ? "It takes no arguments"
      : `Its parameters: ${firstOf(parameters.keys(), MOST_NAMES).join(", ")}`;
  return finding(
    "unknown_argument",
    name,
    { name: name.text, callee: callee.id, candidates },
    `"${callee.id}" has no parameter "${name.text}"`,
    { help: `${quoteAlternatives(candidates)}${all}` },
  );
}

const missingArgument = (
  place: Name,
  callee: FunctionDeclaration,
  name: string,
  type: Type,
): Finding =>
  finding(
    "missing_argument",
    place,
    { name, callee: callee.id },
    `The call of "${callee.id}" does not give "${name}"`,
    { help: `Add arg name="${name}" with a value of type ${spellType(type)}` },
  );

function checkType(
  { name, operand }: NamedOperand,
  value: Value,
  callee: FunctionDeclaration,
  { types }: Context,
): readonly Finding[] {
  const type = parametersOf(callee).get(name.text);
  if (type === undefined || !types.isMismatch(type, value)) return [];
  const expected = spellType(type);
  const found = spellType(value.type);
  return [
    finding(
      "argument_type",
      operand,
      { name: name.text, callee: callee.id, expected, found },
      `"${callee.id}" takes ${expected} as "${name.text}", but this value is ${found}`,
      { help: helpFor(type, value.type) },
    ),
  ];
}

function helpFor(expected: Type, found: Type): string {
  const wanted = spellType(expected);
  if (found.kind === "union" || found.kind === "optional")
    return `Match on the value first, and make the call in the case that has ${wanted}`;
  if (expected.kind === "list")
    return "There are no list literals: build the list with list.append or a for step, or take it as a parameter";
  if (found.kind === "primitive" && wanted === "String")
    return "Make it text first with op=to_string";
  if (wanted === "Int" && spellType(found) === "Float")
    return "Convert it first with op=to_int, op=round or op=floor";
  return `Give it a value of type ${wanted}`;
}
