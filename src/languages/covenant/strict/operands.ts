import { typeOfLiteral } from "../semantics/operands.ts";
import type { Operand } from "../syntax/step-ast.ts";
import { type UseOptions, useVariable } from "./bindings.ts";
import type { Context } from "./context.ts";
import { readField } from "./field-access.ts";
import { UNKNOWN_VALUE, type Value, valueOf } from "./values.ts";

/** What is known of the value that `operand` gives; missing variables and fields are reported. */
export function valueOfOperand(operand: Operand, context: Context, options?: UseOptions): Value {
  switch (operand.kind) {
    case "literal":
      return valueOf(typeOfLiteral(operand.literal));
    case "variable":
      return useVariable(operand.name, context, options);
    case "field":
      return readField(useVariable(operand.of, context, options), operand.field, context);
    case "lambda":
    case "placeholder":
      return UNKNOWN_VALUE;
  }
}
