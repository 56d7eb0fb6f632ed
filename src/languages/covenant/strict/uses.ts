/** Names of variables that steps use. */

import { forEachStep } from "../semantics/steps.ts";
import type { Condition, Operand, Step } from "../syntax/step-ast.ts";

/** Every name that `steps` may read, those inside opaque text included. */
export function collectUses(steps: readonly Step[]): ReadonlySet<string> {
  const used = new Set<string>();
  forEachStep(steps, (step) => {
    for (const text of pathsOf(step)) used.add(baseOf(text));
    for (const operand of operandsOf(step)) addOperand(operand, used);
  });
  return used;
}

const baseOf = (path: string): string => {
  const dot = path.indexOf(".");
  return dot === -1 ? path : path.slice(0, dot);
};

/** Variables and dotted paths that stand by themselves. */
function pathsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case "if":
      return [step.condition.text];
    case "match":
      return [step.on.text];
    case "for":
      return [step.in.text];
    case "traverse":
      return [step.from.text];
    case "query":
      return step.form === "structured" ? referencesIn(step.where) : [];
    case "update":
    case "delete":
      return referencesIn(step.where);
    default:
      return [];
  }
}

function referencesIn(condition: Condition | undefined): readonly string[] {
  switch (condition?.kind) {
    case "rel_to":
    case "rel_from":
      return [condition.reference.text];
    case "and":
    case "or":
      return condition.conditions.flatMap(referencesIn);
    default:
      return [];
  }
}

function operandsOf(step: Step): readonly Operand[] {
  switch (step.kind) {
    case "compute":
      return step.inputs;
    case "call":
      return step.args.map(({ operand }) => operand);
    case "bind":
      return [step.operand];
    case "return":
      return step.value.kind === "operand"
        ? [step.value.operand]
        : step.value.fields.map(({ operand }) => operand);
    case "construct":
      return step.fields.map(({ operand }) => operand);
    case "query":
      return step.form === "sql"
        ? step.params.map(({ operand }) => operand)
        : operandsIn(step.where);
    case "insert":
      return step.sets.map(({ operand }) => operand);
    case "update":
      return [...step.sets.map(({ operand }) => operand), ...operandsIn(step.where)];
    case "delete":
      return operandsIn(step.where);
    default:
      return [];
  }
}

function operandsIn(condition: Condition | undefined): readonly Operand[] {
  switch (condition?.kind) {
    case "comparison":
      return [condition.operand];
    case "and":
    case "or":
      return condition.conditions.flatMap(operandsIn);
    default:
      return [];
  }
}

function addOperand(operand: Operand, used: Set<string>): void {
  if (operand.kind === "variable") used.add(baseOf(operand.name.text));
  if (operand.kind === "field") used.add(operand.of.text);
  if (operand.kind === "lambda")
    for (const word of operand.text.text.match(/\w+/g) ?? []) used.add(word);
}
