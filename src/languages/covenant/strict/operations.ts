/** Compute steps: the number of their inputs and what they are. */

import { type Finding, finding } from "../finding.ts";
import type { ComputeStep, Operand } from "../syntax/step-ast.ts";
import { OPERATIONS } from "../tables/operations.ts";
import type { Context } from "./context.ts";
import { comparisonClass, displayInput, inputsOf, isWrongInput } from "./operation-inputs.ts";
import { spellType } from "./spell-type.ts";
import type { Value } from "./values.ts";

/** Reports inputs of `step` that are too many, too few or surely of a wrong type. */
export function checkOperation(
  step: ComputeStep,
  inputs: readonly Value[],
  context: Context,
): readonly Finding[] {
  return [
    ...checkArity(step),
    ...checkInputTypes(step, inputs, context),
    ...checkComparison(step, inputs),
  ];
}

function checkArity({ operation, inputs }: ComputeStep): readonly Finding[] {
  const expected = OPERATIONS.get(operation.text)?.arity;
  const found = inputs.length;
  if (expected === undefined || found === expected) return [];
  const wanted = expected === 1 ? "1 input" : `${expected} inputs`;
  return [
    finding(
      "arity",
      operation,
      { operation: operation.text, expected, found },
      `The operation "${operation.text}" takes ${wanted}, found ${found}`,
      {
        help:
          found > expected && expected === 2
            ? "Combine two values a step, and give the result of the first step to the next one"
            : `Write ${wanted}, each as input var="…", input lit=… or input field="…" of="…"`,
      },
    ),
  ];
}

function checkInputTypes(
  step: ComputeStep,
  inputs: readonly Value[],
  { types, isSeenByReference }: Context,
): readonly Finding[] {
  const operation = step.operation.text;
  const isLogic = OPERATIONS.get(operation)?.family === "logic";
  if (isLogic && isSeenByReference) return [];
  return inputsOf(operation).flatMap((wanted, index) => {
    const value = inputs[index];
    const input = step.inputs[index];
    if (value === undefined || input === undefined) return [];
    if (!isWrongInput(wanted, value, types)) return [];
    return [
      isLogic ? notBool(operation, input, value) : wrongType(operation, input, wanted, value),
    ];
  });
}

const notBool = (operation: string, input: Operand, { type }: Value): Finding =>
  finding(
    "bool_operand",
    input,
    { operation, found: spellType(type) },
    `An input of "${operation}" must be Bool, but this one is ${spellType(type)}`,
    { help: "Compare the value first, for example with op=equals, and use that result" },
  );

const wrongType = (operation: string, input: Operand, wanted: string, value: Value): Finding =>
  finding(
    "operand_type",
    input,
    { operation, expected: displayInput(wanted), found: spellType(value.type) },
    `This input of "${operation}" must be ${displayInput(wanted)}, but it is ${spellType(value.type)}`,
    { help: helpFor(operation, wanted, value) },
  );

function helpFor(operation: string, wanted: string, { type }: Value): string {
  if (type.kind === "union" || type.kind === "optional")
    return `Match on the value first, and compute in the case that has ${displayInput(wanted)}`;
  const isText = type.kind === "primitive" && type.name === "String";
  if (operation === "add" && isText)
    return 'Put texts together with a step of kind "call": fn="text.concat" with the arguments a and b; a number becomes text with op=to_string';
  if (isText && (wanted === "Number" || wanted === "Int" || wanted === "Convertible"))
    return "Read the number first with op=parse_int or op=parse_float, and match on the result";
  if (type.kind === "list" && wanted !== "Number")
    return "For lists there are library functions: list.len, list.get, list.contains, list.append";
  if (wanted === "Int" && type.kind === "primitive" && type.name === "Float")
    return "Convert it first with op=to_int, op=round or op=floor";
  return `Give the operation a value of type ${displayInput(wanted)}`;
}

const ORDERINGS: ReadonlySet<string> = new Set(["less", "greater", "less_eq", "greater_eq"]);

function checkComparison(
  { operation, inputs }: ComputeStep,
  [left, right]: readonly Value[],
): readonly Finding[] {
  const second = inputs[1];
  if (!ORDERINGS.has(operation.text) || !left || !right || !second) return [];
  const [expected, found] = [comparisonClass(left), comparisonClass(right)];
  if (expected === undefined || found === undefined || expected === found) return [];
  // A value that cannot be ordered at all has its finding already.
  if (expected === "Bool" || expected === "Bytes" || found === "Bool" || found === "Bytes")
    return [];
  return [
    finding(
      "operand_type",
      second,
      { operation: operation.text, expected, found: spellType(right.type) },
      `"${operation.text}" compares with ${expected} here, but this input is ${spellType(right.type)}`,
      {
        help: "Both inputs must be numbers, or both Strings, or both DateTimes: convert one of them first",
      },
    ),
  ];
}
