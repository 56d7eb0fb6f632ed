/** The type of each step of a body, and what is wrong with it. */

import { isDeepStrictEqual } from "node:util";
import { finding } from "../finding.ts";
import type {
  CallStep,
  ComputeStep,
  ForStep,
  IfStep,
  MatchStep,
  ReturnStep,
  Step,
} from "../syntax/step-ast.ts";
import { checkCallee } from "./callees.ts";
import { boolOperandCount, typeOfComputation } from "./computations.ts";
import { checkExhaustiveness, typeOfBinding } from "./matches.ts";
import { typeOfOperand } from "./operands.ts";
import { typeOfQuery } from "./queries.ts";
import { checkReturn } from "./returns.ts";
import { bind, reportUndefined, type Scope, typeOfVariable } from "./scope.ts";
import { checkQueryReturns } from "./type-names.ts";
import {
  displayType,
  ERROR,
  isCompatible,
  isPrimitive,
  listOf,
  NONE,
  named,
  type Type,
  UNKNOWN,
  unionOf,
  withinLimit,
} from "./types.ts";

/** Checks `steps` in order and gives the type of the last one: `none` without any. */
export function checkBlock(steps: readonly Step[], scope: Scope): Type {
  let last = NONE;
  for (const step of steps) {
    last = checkStep(step, scope);
    bind(scope, step.as.text, last);
  }
  return last;
}

function checkStep(step: Step, scope: Scope): Type {
  switch (step.kind) {
    case "compute":
      return checkCompute(step, scope);
    case "call":
      return checkCall(step, scope);
    case "bind":
      return typeOfOperand(scope, step.operand, "must-exist");
    case "return":
      return checkReturnStep(step, scope);
    case "construct":
      return named(step.type.text);
    case "if":
      return checkIf(step, scope);
    case "match":
      return checkMatch(step, scope);
    case "for":
      return checkFor(step, scope);
    case "query":
      if (step.form === "sql") scope.findings.push(...checkQueryReturns(step.returns));
      return typeOfQuery(step, scope.declarations);
    case "delete":
      return NONE;
    case "parallel":
    case "race":
      for (const { steps } of step.branches) checkBlock(steps, scope);
      return UNKNOWN;
    // The reference does not look into a transaction; its names do not leave it.
    case "transaction":
    case "insert":
    case "update":
    case "traverse":
      return UNKNOWN;
  }
}

function checkCompute(step: ComputeStep, scope: Scope): Type {
  const inputs = step.inputs.map((input) => typeOfOperand(scope, input, "may-be-missing"));
  const operation = step.operation.text;
  const bools = Math.min(boolOperandCount(operation), inputs.length);
  for (const [index, found] of inputs.slice(0, bools).entries())
    if (!isPrimitive(found, "Bool") && !isFollowUp(found, scope))
      scope.findings.push(
        finding(
          "bool_operand",
          step.inputs[index] ?? step.operation,
          { operation, found: displayType(found) },
          `An input of "${operation}" must be Bool, but this one is ${describe(found)}`,
          { help: makeBool(found) },
        ),
      );
  return typeOfComputation(operation, inputs);
}

/** Whether the type is missing only because some snippet could not be read. */
const isFollowUp = ({ kind }: Type, { declarations }: Scope): boolean =>
  kind === "error" && !declarations.isComplete;

const describe = (type: Type): string => {
  if (type.kind === "unknown") return "of a type that the checker does not know";
  return type.kind === "error" ? "the result of another error" : displayType(type);
};

/** The way to a Bool from a value of type `found`. */
function makeBool(found: Type): string {
  if (found.kind === "error") return "Correct the error before it first";
  if (found.kind === "unknown")
    return 'Compare it first: step kind="compute" with op=equals and input lit=true gives a Bool';
  return "Compare it first, for example with op=equals or op=greater, and use the result";
}

/** The cases of a handle are not looked into and do not change the type. */
function checkCall(step: CallStep, scope: Scope): Type {
  const declaration = checkCallee(step, scope);
  if (declaration === undefined) return ERROR;
  return declaration.kind === "function" ? (declaration.returns ?? NONE) : UNKNOWN;
}

function checkReturnStep(step: ReturnStep, scope: Scope): Type {
  const { value } = step;
  const found =
    value.kind === "operand"
      ? typeOfOperand(scope, value.operand, "must-exist")
      : named(value.type.text);
  checkReturn(step, found, scope);
  return found;
}

function checkIf(step: IfStep, scope: Scope): Type {
  checkCondition(step, scope);
  const then = checkBlock(step.thenSteps, scope);
  const otherwise = checkBlock(step.elseSteps ?? [], scope);
  if (then.kind === "none") return otherwise;
  if (otherwise.kind === "none" || isCompatible(then, otherwise)) return then;
  return withinLimit(unionOf([then, otherwise]));
}

/** A dotted path needs only its base; a variable must be exactly Bool. */
function checkCondition({ condition }: IfStep, scope: Scope): void {
  const { text } = condition;
  const base = text.includes(".") ? text.slice(0, text.indexOf(".")) : text;
  const type = scope.variables.get(base);
  if (type === undefined) reportUndefined(scope, base, condition);
  else if (base === text && !isPrimitive(type, "Bool") && !isFollowUp(type, scope))
    scope.findings.push(
      finding(
        "condition_not_bool",
        condition,
        { found: displayType(type) },
        `The condition "${text}" must be Bool, but it is ${describe(type)}`,
        { help: makeBool(type) },
      ),
    );
}

function checkMatch(step: MatchStep, scope: Scope): Type {
  const { declarations } = scope;
  const matched = typeOfVariable(scope, step.on);
  scope.findings.push(...checkExhaustiveness(step, matched, declarations));
  const results: Type[] = [];
  for (const matchCase of step.cases) {
    const { pattern, steps } = matchCase;
    if (pattern.kind === "variant" && pattern.bindings.length > 0) {
      const type = typeOfBinding(matchCase, matched, declarations);
      for (const binding of pattern.bindings) bind(scope, binding.text, type);
    }
    const result = checkBlock(steps, scope);
    if (steps.length > 0) results.push(result);
  }
  const [first = NONE, ...others] = results;
  return others.every((other) => isDeepStrictEqual(first, other))
    ? first
    : withinLimit(unionOf(results));
}

function checkFor(step: ForStep, scope: Scope): Type {
  const list = scope.variables.get(step.in.text);
  bind(scope, step.variable.text, list?.kind === "list" ? list.element : UNKNOWN);
  const element = checkBlock(step.steps, scope);
  return element.kind === "none" ? NONE : withinLimit(listOf(element));
}
