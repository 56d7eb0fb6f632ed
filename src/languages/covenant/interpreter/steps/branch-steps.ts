/** Steps that try: transactions, and branches side by side, which here run one after another. */

import type { ParallelStep, RaceStep, TransactionStep } from "../../syntax/step-ast.ts";
import { Raised } from "../raised.ts";
import { createMap, type Value } from "../values/value.ts";
import type { Frame, RunSteps } from "./frame.ts";
import { type Task, valueOf } from "./task.ts";

/** All or nothing: an error undoes every change of a table, then goes on upwards. */
export function* runTransaction(
  { steps }: TransactionStep,
  frame: Frame,
  runSteps: RunSteps,
): Task {
  const undo = frame.run.world.tables.remember();
  try {
    return yield runSteps(steps, frame);
  } catch (error) {
    undo();
    throw error;
  }
}

/** The last value of each branch, by its id. */
export function* runParallel(step: ParallelStep, frame: Frame, runSteps: RunSteps): Task {
  const { meter } = frame.run;
  const policy = step.onError?.text;
  const values = new Map<string, Value>();
  for (const { id, steps } of step.branches) {
    try {
      const completion = yield runSteps(steps, frame);
      if (completion.kind === "return") return completion;
      values.set(id.text, completion.value);
    } catch (error) {
      const isTolerated = policy === "collect_all" || policy === "ignore_errors";
      if (!(error instanceof Raised) || !isTolerated) throw error;
      values.set(id.text, policy === "collect_all" ? error.value : null);
    }
  }
  return valueOf(meter.admit(createMap(values)));
}

/** The value of the first branch that ends without an error; the first error where none does. */
export function* runRace({ branches }: RaceStep, frame: Frame, runSteps: RunSteps): Task {
  let firstError: Raised | undefined;
  for (const { steps } of branches) {
    try {
      return yield runSteps(steps, frame);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      firstError ??= error;
    }
  }
  if (firstError !== undefined) throw firstError;
  return valueOf(null);
}
