import type { Behaviour, CallOutcome } from "../../../domain/behaviour.ts";
import type { Program } from "../syntax/ast.ts";
import { compareWorld, readExpected } from "./behaviours/compare-world.ts";
import { fitsExpected } from "./behaviours/fits-expected.ts";
import { createRun } from "./create-run.ts";
import { describeRaised } from "./describe-raised.ts";
import { DEFAULT_LIMITS, LimitReached, type Limits } from "./limits.ts";
import { type Callable, type LoadedProgram, loadProgram } from "./load-program.ts";
import { Raised, Unanswered } from "./raised.ts";
import type { BehaviourResult, Difference } from "./results.ts";
import { invoke } from "./steps/call-step.ts";
import type { Run } from "./steps/frame.ts";
import { runSteps } from "./steps/run-steps.ts";
import { runTask } from "./steps/task.ts";
import { readJson, UnfitJson } from "./values/read-json.ts";
import { renderJson } from "./values/render-value.ts";
import type { Value } from "./values/value.ts";
import { ANY } from "./values/value-type.ts";
import { writeJson } from "./values/write-json.ts";
import type { Arguments } from "./world.ts";

/**
 * Runs a function in the world of each behaviour, and compares what comes of it. `functionId` is its full id, or the
 * name in its signature. Nothing ends SQL that does not: see `interpreter-client.ts`.
 */
export function runBehaviours(
  program: Program,
  functionId: string,
  behaviours: readonly Behaviour[],
  limits: Limits = DEFAULT_LIMITS,
): readonly BehaviourResult[] {
  const loaded = loadProgram(program);
  return behaviours.map((behaviour) => runBehaviour(loaded, functionId, behaviour, limits));
}

/** Runs one behaviour. */
export function runBehaviour(
  loaded: LoadedProgram,
  functionId: string,
  behaviour: Behaviour,
  limits: Limits,
): BehaviourResult {
  const { name, isHidden } = behaviour;
  const failed = (
    differences: readonly Difference[],
    range: BehaviourResult["range"] = undefined,
  ): BehaviourResult => {
    const status = differences.length === 0 ? "pass" : "fail";
    return { name, isHidden, status, differences, message: undefined, range };
  };
  const callable = loaded.callables.get(functionId);
  if (callable?.body.kind !== "steps")
    return failed([wrong("outcome", `There is no function "${functionId}" to run`)]);
  try {
    const run = createRun(loaded, behaviour.given, limits);
    const args = readArguments(behaviour.args, callable, loaded);
    if ("about" in args) return failed([args]);
    const outcome = call(callable, args, run);
    const differences = [
      ...compareOutcome(behaviour.expected.outcome, outcome, callable, loaded),
      ...compareWorld(behaviour.expected, run.world, loaded),
    ];
    const place = outcome.kind === "raises" ? outcome.raised.place : undefined;
    const range = place && { start: place.start, end: place.end };
    return failed(differences, differences.length === 0 ? undefined : range);
  } catch (error) {
    if (error instanceof UnfitJson) return failed([wrong("world", error.message)]);
    if (error instanceof Unanswered)
      return failed([{ ...wrong("calls", error.message), subject: error.functionId }]);
    if (error instanceof Raised) return failed([wrong("world", describeRaised(error))]);
    if (!(error instanceof LimitReached)) throw error;
    const { message } = error;
    return { name, isHidden, status: "inconclusive", differences: [], message, range: undefined };
  }
}

const wrong = (about: Difference["about"], message: string): Difference => ({
  about,
  subject: undefined,
  expected: undefined,
  found: undefined,
  message,
});

type Outcome =
  | { readonly kind: "returns"; readonly value: Value }
  | { readonly kind: "raises"; readonly value: Value; readonly raised: Raised };

function call(callable: Callable, args: Arguments, run: Run): Outcome {
  try {
    return { kind: "returns", value: runTask(invoke(callable, args, run, runSteps)).value };
  } catch (error) {
    if (error instanceof Raised) return { kind: "raises", value: error.value, raised: error };
    throw error;
  }
}

function readArguments(
  given: Behaviour["args"],
  { id, parameters }: Callable,
  { shapes }: LoadedProgram,
): Map<string, Value> | Difference {
  const args = new Map<string, Value>();
  for (const [name, json] of Object.entries(given)) {
    const type = parameters.find((parameter) => parameter.name === name)?.type;
    if (type === undefined) return wrong("arguments", `"${id}" has no parameter "${name}"`);
    args.set(name, readJson(json, type, shapes));
  }
  const missing = parameters.find(({ name, type }) => !args.has(name) && type.kind !== "optional");
  if (missing === undefined) return args;
  return wrong("arguments", `"${id}" has a parameter "${missing.name}" that is not asked for`);
}

function compareOutcome(
  expected: CallOutcome | undefined,
  found: Outcome,
  callable: Callable,
  loaded: LoadedProgram,
): readonly Difference[] {
  if (expected === undefined)
    return found.kind === "raises" ? [wrong("outcome", describeRaised(found.raised))] : [];
  const type = expected.kind === "returns" ? (callable.returns ?? ANY) : ANY;
  const wanted = readExpected(expected.value, type, loaded);
  if (expected.kind === found.kind && fitsExpected(wanted, found.value)) return [];
  const foundType = found.kind === "returns" ? (callable.returns ?? ANY) : ANY;
  const foundText = renderJson(writeJson(found.value, foundType, loaded.shapes));
  const expectedText = renderJson(expected.value);
  const foundWords =
    found.kind === "raises" ? `raises: ${describeRaised(found.raised)}` : `returns ${foundText}`;
  return [
    {
      about: "outcome",
      subject: undefined,
      expected: expectedText,
      found: foundText,
      message: `Expected that it ${expected.kind} ${expectedText}; it ${foundWords}`,
    },
  ];
}
