/** Types of the values that steps take. */

import type { Operand } from "../syntax/step-ast.ts";
import type { Literal, Name } from "../syntax/terms.ts";
import { reportUndefined, type Scope, typeOfVariable } from "./scope.ts";
import { NONE, primitive, type Type, UNKNOWN } from "./types.ts";

/** What a step does with the variable that a path such as `user.name` starts from. */
type BaseCheck = "must-exist" | "may-be-missing";

/** The type of `operand`; undefined names are reported. */
export function typeOfOperand(scope: Scope, operand: Operand, base: BaseCheck): Type {
  switch (operand.kind) {
    case "variable":
      return typeOfVariable(scope, operand.name);
    case "literal":
      return typeOfLiteral(operand.literal);
    case "field":
      return typeOfField(scope, operand.of, operand.field, base);
    case "lambda":
    case "placeholder":
      return UNKNOWN;
  }
}

/** Text in brackets or braces is a String, as in the reference compiler. */
export function typeOfLiteral(literal: Literal): Type {
  switch (literal.kind) {
    case "int":
      return primitive("Int");
    case "float":
      return primitive("Float");
    case "bool":
      return primitive("Bool");
    case "none":
      return NONE;
    case "string":
    case "raw":
      return primitive("String");
  }
}

/** Only rows of queries have fields with types. */
function typeOfField(scope: Scope, of: Name, field: Name, base: BaseCheck): Type {
  const type = scope.variables.get(of.text);
  if (type === undefined)
    return base === "must-exist" ? reportUndefined(scope, of.text, of) : UNKNOWN;
  if (type.kind === "error") return type;
  if (type.kind !== "struct") return UNKNOWN;
  return type.fields.find(({ name }) => name === field.text)?.type ?? UNKNOWN;
}
