/** Walks the steps of a body in the order they run, with what is known on the way. */

import { typeOfComputation } from "../semantics/computations.ts";
import { typeOfQuery } from "../semantics/queries.ts";
import { checkReturn } from "../semantics/returns.ts";
import { NONE, named } from "../semantics/types.ts";
import type { CallStep, Condition, NamedOperand, ReturnStep, Step } from "../syntax/step-ast.ts";
import { bind } from "./bindings.ts";
import { checkFor, checkIf, checkMatch, checkParallel, checkRace } from "./branches.ts";
import { checkCall, withoutHandled } from "./calls.ts";
import { type Context, type Outcome, report } from "./context.ts";
import { checkFields, checkVariant } from "./fields.ts";
import { valueOfOperand } from "./operands.ts";
import { checkOperation } from "./operations.ts";
import { referenceScope } from "./reference-scope.ts";
import { UNKNOWN_VALUE, type Value, valueOf } from "./values.ts";

/** Checks `steps` in order; what stands behind a return is left alone. Gives the value of the last step. */
export function checkBlock(steps: readonly Step[], context: Context): Outcome {
  let last: Value = valueOf(NONE);
  for (const step of steps) {
    const outcome = checkStep(step, context);
    if (outcome === undefined) return undefined;
    bind(step.as, outcome, context, { isMutable: step.isMutable });
    last = outcome;
  }
  return last;
}

function checkStep(step: Step, context: Context): Outcome {
  switch (step.kind) {
    case "compute": {
      const inputs = step.inputs.map((input) =>
        valueOfOperand(input, context, { isReportedByReference: input.kind === "variable" }),
      );
      report(checkOperation(step, inputs, context), context);
      return valueOf(
        typeOfComputation(
          step.operation.text,
          inputs.map(({ type }) => type),
        ),
      );
    }
    case "call":
      return checkHandledCall(step, context);
    case "bind":
      return valueOfOperand(step.operand, context, { isReportedByReference: true });
    case "return":
      return checkReturnStep(step, context);
    case "construct":
      report(checkFields(step.type, step.fields, context), context);
      return valueOf(named(step.type.text));
    case "if":
      return checkIf(step, context, checkBlock);
    case "match":
      return checkMatch(step, context, checkBlock);
    case "for":
      return checkFor(step, context, checkBlock);
    case "query":
      if (step.form === "sql") useAll(step.params, context);
      else useCondition(step.where, context);
      return valueOf(typeOfQuery(step, context.declarations));
    case "insert":
      useAll(step.sets, context);
      return UNKNOWN_VALUE;
    case "update":
      useAll(step.sets, context);
      useCondition(step.where, context);
      return UNKNOWN_VALUE;
    case "delete":
      useCondition(step.where, context);
      return valueOf(NONE);
    case "transaction":
      return checkApart(step.steps, context) === undefined ? undefined : UNKNOWN_VALUE;
    case "parallel":
      return checkParallel(step, context, checkBlock);
    case "race":
      return checkRace(step, context, checkBlock);
    case "traverse":
      return UNKNOWN_VALUE;
  }
}

const useAll = (operands: readonly NamedOperand[], context: Context): void => {
  for (const { operand } of operands) valueOfOperand(operand, context);
};

function useCondition(condition: Condition | undefined, context: Context): void {
  if (condition === undefined) return;
  if (condition.kind === "comparison") valueOfOperand(condition.operand, context);
  if (condition.kind === "and" || condition.kind === "or")
    for (const inner of condition.conditions) useCondition(inner, context);
}

/** A block whose names exist only inside it, and which the reference does not look into. */
function checkApart(steps: readonly Step[], context: Context): Outcome {
  let outcome: Outcome;
  context.variables.walk(() => {
    outcome = checkBlock(steps, { ...context, isSeenByReference: false });
    return outcome !== undefined;
  });
  return outcome;
}

function checkHandledCall(step: CallStep, context: Context): Value {
  const result = checkCall(step, context);
  const outcomes = (step.handle ?? []).map(({ type, steps }) => {
    report(checkVariant(type, context), context);
    return checkApart(steps, context);
  });
  return withoutHandled(
    result,
    step,
    outcomes.some((outcome) => outcome !== undefined),
  );
}

function checkReturnStep(step: ReturnStep, context: Context): undefined {
  const { value } = step;
  if (value.kind !== "operand") report(checkFields(value.type, value.fields, context), context);
  const returned =
    value.kind === "operand"
      ? valueOfOperand(value.operand, context, { isReportedByReference: true })
      : valueOf(named(value.type.text));
  const { returns, isSeenByReference, types } = context;
  if (returns === undefined || (isSeenByReference && !returned.isOurs)) return;
  if (types.isMismatch(returns, returned))
    checkReturn(step, returned.type, referenceScope(context));
}
