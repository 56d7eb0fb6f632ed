/** Return steps against what the function declares. */

import { type Finding, finding } from "../finding.ts";
import type { ReturnStep } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import { displayType, isCompatible, type Type } from "./types.ts";

/** Reports a returned value of type `found` that `expected` does not accept. */
export function checkReturn(step: ReturnStep, expected: Type, found: Type): readonly Finding[] {
  if (isCompatible(expected, found)) return [];
  const facts = { expected: displayType(expected), found: displayType(found) };
  if (expected.kind === "union" && found.kind === "union")
    return [
      finding(
        "union_value_into_union",
        returnedRange(step),
        facts,
        `A value of the union type ${facts.found} cannot be returned as a whole from a function that returns ${facts.expected}`,
        { help: matchOnUnion(step, found.members) },
      ),
    ];
  return [
    finding(
      "return_type",
      returnedRange(step),
      facts,
      `The function returns ${facts.expected}, but this value is ${facts.found}`,
      { help: helpFor(step, expected, found) },
    ),
  ];
}

/** The value, or the type that a struct or variant names. */
const returnedRange = ({ value }: ReturnStep): Range =>
  value.kind === "operand" ? value.operand : value.type;

function matchOnUnion(step: ReturnStep, members: readonly Type[]): string {
  const cases = members.map(
    (member) => `case variant type="${displayType(member)}" bindings=("v") with a return of "v"`,
  );
  return `Match on ${returnedName(step)} and return each member in its own case: ${cases.join(", ")}`;
}

const returnedName = ({ value }: ReturnStep): string =>
  value.kind === "operand" && value.operand.kind === "variable"
    ? `"${value.operand.name.text}"`
    : "the value";

function helpFor(step: ReturnStep, expected: Type, found: Type): string {
  if (found.kind === "optional" && isCompatible(expected, found.inner))
    return `Match on ${returnedName(step)}: case variant type="${displayType(found.inner)}" bindings=("v") returns "v", and case wildcard returns something else`;
  if (found.kind === "union")
    return matchOnUnion(step, found.members);
  if (found.kind === "none")
    return "Return a value, or declare the result as optional: returns type=\"T\" optional";
  if (isRawLiteral(step))
    return "Text in brackets or braces is a String: build the value with list.append or map operations, or take it as a parameter";
  if (expected.kind === "primitive" && expected.name === "Int" && displayType(found) === "Float")
    return "Convert it with op=to_int, op=round or op=floor first, or declare the result as Float";
  return `Return a value of type ${displayType(expected)}, or change the returns of the signature to ${displayType(found)}`;
}

const isRawLiteral = ({ value }: ReturnStep): boolean =>
  value.kind === "operand" &&
  value.operand.kind === "literal" &&
  value.operand.literal.kind === "raw";
