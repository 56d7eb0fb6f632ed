/** Return steps against what the function declares. */

import { type Finding, finding } from "../finding.ts";
import type { ReturnStep } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import type { Scope } from "./scope.ts";
import { displayType, isCompatible, readType, type Type } from "./types.ts";

/** Reports a returned value of type `found` that the function's declaration does not accept. */
export function checkReturn(step: ReturnStep, found: Type, scope: Scope): void {
  const expected = scope.returns;
  if (expected === undefined || isCompatible(expected, found)) return;
  scope.findings.push(
    expected.kind === "union" && found.kind === "union"
      ? wholeUnion(step, expected, found)
      : wrongType(step, expected, found, scope),
  );
}

const wholeUnion = (step: ReturnStep, expected: Type, found: UnionType): Finding =>
  finding(
    "union_value_into_union",
    returnedRange(step),
    { expected: displayType(expected), found: displayType(found) },
    `${capitalised(returnedName(step))} has the union type ${displayType(found)}, and a union cannot be returned as a whole`,
    { help: matchOnUnion(step, expected, found) },
  );

const wrongType = (step: ReturnStep, expected: Type, found: Type, scope: Scope): Finding =>
  finding(
    "return_type",
    returnedRange(step),
    { expected: displayType(expected), found: displayType(found) },
    `The function returns ${displayType(expected)}, but ${returnedName(step)} is ${displayType(found)}`,
    { help: helpFor(step, expected, found, scope) },
  );

/** The value, or the type that a struct or variant names. */
const returnedRange = ({ value }: ReturnStep): Range =>
  value.kind === "operand" ? value.operand : value.type;

function returnedVariable({ value }: ReturnStep): string | undefined {
  return value.kind === "operand" && value.operand.kind === "variable"
    ? value.operand.name.text
    : undefined;
}

function returnedName(step: ReturnStep): string {
  const variable = returnedVariable(step);
  return variable === undefined ? "this value" : `"${variable}"`;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type UnionType = Extract<Type, { readonly kind: "union" }>;

function matchOnUnion(step: ReturnStep, expected: Type, found: UnionType): string {
  const cases = found.members.map((member) => {
    const returned = isCompatible(expected, member)
      ? 'a return from="v"'
      : `a return of a ${displayType(expected)}`;
    return `case variant type="${displayType(member)}" bindings=("v") with ${returned}`;
  });
  return `Match on ${returnedName(step)} and return inside each case: ${cases.join(", ")}`;
}

function helpFor(step: ReturnStep, expected: Type, found: Type, scope: Scope): string {
  if (found.kind === "union") return matchOnUnion(step, expected, found);
  if (found.kind === "optional" && isCompatible(expected, found.inner))
    return `Match on ${returnedName(step)}: case variant type="${displayType(found.inner)}" bindings=("v") with a return from="v", and case wildcard with another return`;
  const unwrapped = step.value.kind === "operand" ? undefined : withoutWrapper(found, expected);
  if (unwrapped !== undefined)
    return `There are no wrappers such as Ok or Some: return the bare value of type ${unwrapped}, for example with from=`;
  if (isNamed(expected, "Unit"))
    return "Remove the return step: a function that returns Unit may end without one";
  if (found.kind === "none")
    return 'Return a value, or declare the result as optional: returns type="T" optional';
  if (isRawLiteral(step))
    return "Text in brackets or braces is a String. Build a list with a for step or list.append, or return a parameter";
  return helpByOrigin(step, expected, scope) ?? helpByType(expected, found);
}

/** `Account` for an `Ok<Account>` where an Account would do. */
function withoutWrapper(found: Type, expected: Type): string | undefined {
  const [, inner] = /^\w+<(.+)>$/.exec(displayType(found)) ?? [];
  return inner !== undefined && isCompatible(expected, readType(inner)) ? inner : undefined;
}

const isNamed = (type: Type, name: string): boolean => type.kind === "named" && type.name === name;

const isRawLiteral = ({ value }: ReturnStep): boolean =>
  value.kind === "operand" &&
  value.operand.kind === "literal" &&
  value.operand.literal.kind === "raw";

function helpByOrigin(step: ReturnStep, expected: Type, scope: Scope): string | undefined {
  const variable = returnedVariable(step);
  const origin = variable === undefined ? undefined : scope.originOf(variable);
  if (origin === "rows")
    return 'The rows of a structured query are named after its from=. Declare returns collection of="Any", or query with dialect= and a returns of its own';
  const conversion = conversionTo(expected);
  if (origin === "later-payload" && conversion !== undefined)
    return `Every binding of a case has the type of the variant's first field. Pass "${variable}" through op=${conversion} and return that`;
  return undefined;
}

function helpByType(expected: Type, found: Type): string {
  const conversion = conversionTo(expected);
  return conversion !== undefined && found.kind === "primitive"
    ? `Convert it with op=${conversion} and return that, or change the returns of the signature to ${displayType(found)}`
    : `Return a value of type ${displayType(expected)}, or change the returns of the signature to ${displayType(found)}`;
}

const CONVERSIONS: ReadonlyMap<string, string> = new Map([
  ["Int", "to_int"],
  ["Float", "to_float"],
  ["String", "to_string"],
]);

const conversionTo = (type: Type): string | undefined => CONVERSIONS.get(displayType(type));
