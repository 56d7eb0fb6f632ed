/** Evidence of patterns about data and state. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, findAll, textOf } from "../../../syntax/nodes.ts";
import { BUILTINS } from "../../../syntax/python/builtins.ts";
import { argumentsOf, calleeOf } from "../../../syntax/python/calls.ts";
import { parametersOf } from "../../../syntax/python/functions.ts";
import { eachNode } from "../rules/each.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { cluesOf, inContract, isCalled, isEntered, isNamed, isSaid } from "./clues.ts";
import { type Recogniser, recognise } from "./recogniser.ts";

const isFold = (callable: SyntaxNode): boolean => {
  const names = parametersOf(callable).map(({ name }) => name);
  return (
    names.some((name) => /(?:^|_)(?:state|acc|accumulator)$/.test(name)) &&
    names.some((name) => /(?:^|_)(?:event|record|message|item)s?$/.test(name)) &&
    findAll(callable, "return_statement").some(({ children }) => children.length > 1)
  );
};

/** A function that hands its values through two others. */
const chainsFunctions = (unit: NodeUnit): boolean =>
  [...eachNode(unit, "function_definition")].some(({ node }) => {
    const called = findAll(childOf(node, "body") ?? node, "call")
      .map((call) => textOf(calleeOf(call) ?? call))
      .filter((name) => /^(?:self\.)?_*[a-z]\w*$/.test(name) && !BUILTINS.has(name));
    return new Set(called).size > 1;
  });

export const DATA: Readonly<Record<string, Recogniser>> = {
  transaction: recognise("Write within `async with store.transaction():`", (unit) =>
    isEntered(unit, /transaction|\.begin\(|atomic|unit_of_work/i),
  ),
  optimistic_lock: recognise(
    "Compare the version in the UPDATE's WHERE, and raise where no row was changed",
    (unit) =>
      isSaid(unit, /\bUPDATE\b[\s\S]*\bWHERE\b[\s\S]*\bversion\b/i) ||
      isNamed(unit, /^expected_version$/),
  ),
  pure_fold: recognise(
    "Write one function `(state, event) -> state` that changes neither",
    (unit) => [...eachNode(unit, "function_definition")].some(({ node }) => isFold(node)),
  ),
  window_aggregation: recognise(
    "Choose the bucket by the event's own time",
    (unit) =>
      isNamed(unit, /(?:^|_)(?:bucket|window)(?:s|_\w+)?$|^(?:hours|hour_key)$/) ||
      isCalled(unit, /^strftime$/),
  ),
  state_machine: recognise(
    "Use the contract's state machine: let the base class advance it",
    (unit) =>
      isCalled(unit, /^(?:initialize_fsm_state|transition|advance|trigger)\w*$/) ||
      (inContract(unit, "state_machine") !== undefined &&
        isCalled(unit, /^super\(\)\.process$/, "name")),
  ),
  workflow_dag: recognise(
    "Return a list of ModelWorkflowStep that name each other in depends_on",
    (unit) =>
      cluesOf(unit).calls.some(
        ({ node, last }) =>
          last === "ModelWorkflowStep" && argumentsOf(node).keywords.has("depends_on"),
      ),
  ),
  decimal_money: recognise(
    "Count in Decimal, and quantise with a named rounding",
    (unit) => isNamed(unit, /^Decimal$/) && isCalled(unit, /^quantize$/),
    (unit) => isNamed(unit, /(?:^|_)(?:price|amount|total|net|gross|tax|fee|cost|revenue)$/),
  ),
  pipeline_transform: recognise("Chain small pure functions", chainsFunctions),
};
