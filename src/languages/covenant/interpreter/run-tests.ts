import type { Program } from "../syntax/ast.ts";
import type { Operand, Step } from "../syntax/step-ast.ts";
import type { Range } from "../syntax/token.ts";
import { createRun } from "./create-run.ts";
import { describeRaised } from "./describe-raised.ts";
import { findTests, type TestCase } from "./find-tests.ts";
import { DEFAULT_LIMITS, LimitReached, type Limits } from "./limits.ts";
import { type LoadedProgram, loadProgram } from "./load-program.ts";
import { Raised, Unanswered } from "./raised.ts";
import type { TestResult } from "./results.ts";
import { type Frame, readOperand } from "./steps/frame.ts";
import { runSteps } from "./steps/run-steps.ts";
import { runTask } from "./steps/task.ts";
import { renderValue } from "./values/render-value.ts";
import type { Value } from "./values/value.ts";
import { EMPTY_WORLD } from "./world.ts";

/** Runs every test, each in a world of its own, which is empty. Nothing ends SQL that does not: see `interpreter-client.ts`. */
export function runTests(program: Program, limits: Limits = DEFAULT_LIMITS): readonly TestResult[] {
  const loaded = loadProgram(program);
  return findTests(program).map((test) => runTest(loaded, test, limits));
}

/** Runs one test. */
export function runTest(loaded: LoadedProgram, test: TestCase, limits: Limits): TestResult {
  const { snippetId, testId, covers, steps } = test;
  const run = createRun(loaded, EMPTY_WORLD, limits);
  const frame: Frame = { run, ownerId: testId, variables: new Map() };
  const result = (
    status: TestResult["status"],
    hasAsserted: boolean,
    message: string | undefined,
    range: Range | undefined,
  ): TestResult => ({
    ...{ snippetId, testId, covers, status, hasAsserted, message },
    range: range && { start: range.start, end: range.end },
  });
  try {
    const { value } = runTask(runSteps(steps, frame));
    if (value !== false) return result("pass", value === true, undefined, undefined);
    const last = steps.at(-1);
    return result("fail", true, describeFalse(last, frame), last);
  } catch (error) {
    if (error instanceof Raised)
      return result(
        "error",
        false,
        `Nothing handles an error: ${describeRaised(error)}`,
        error.place,
      );
    if (error instanceof LimitReached || error instanceof Unanswered)
      return result("inconclusive", false, error.message, undefined);
    throw error;
  }
}

/** The step that gave false, with what it was computed from. */
function describeFalse(step: Step | undefined, frame: Frame): string {
  if (step === undefined) return "The last value is false";
  if (step.kind !== "compute") return `Step "${step.id.text}" gave false`;
  const inputs = step.inputs.map((input) => renderInput(input, frame));
  return `Step "${step.id.text}" gave false: ${step.operation.text}(${inputs.join(", ")})`;
}

function renderInput(input: Operand, frame: Frame): string {
  const written = input.kind === "variable" ? `${input.name.text} = ` : "";
  const value: Value = readOperand(input, frame);
  return written + renderValue(value);
}
