import type { CallStep } from "../../syntax/step-ast.ts";
import { callLibrary } from "../library/call-library.ts";
import { LimitReached } from "../limits.ts";
import type { Callable } from "../load-program.ts";
import { Raised, runtimeError, Unanswered } from "../raised.ts";
import { readJson } from "../values/read-json.ts";
import { renderValue } from "../values/render-value.ts";
import { isOfTypeNamed } from "../values/type-test.ts";
import type { Value } from "../values/value.ts";
import { ANY } from "../values/value-type.ts";
import type { Arguments } from "../world.ts";
import { type Frame, type Run, type RunSteps, readOperand } from "./frame.ts";
import { type Task, valueOf } from "./task.ts";

export function* runCall(step: CallStep, frame: Frame, runSteps: RunSteps): Task {
  const { loaded } = frame.run;
  const callable = loaded.callables.get(step.callee.text);
  if (callable === undefined)
    throw runtimeError(`Cannot call "${step.callee.text}": there is no such function`);
  const args = new Map(
    step.args.map(({ name, operand }) => [name.text, readOperand(operand, frame)]),
  );
  const cases = step.handle ?? [];
  let outcome: Value;
  let raised: Raised | undefined;
  try {
    outcome = (yield invoke(callable, args, frame.run, runSteps)).value;
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    raised = error;
    outcome = error.value;
  }
  const chosen = cases.find(({ type }) => isOfTypeNamed(outcome, type.text, loaded.shapes));
  if (chosen !== undefined) return yield runSteps(chosen.steps, frame);
  if (raised !== undefined) throw raised;
  return valueOf(outcome);
}

/**
 * Calls a function with arguments by name.
 *
 * @throws {Raised} what it raises and does not handle.
 */
export function* invoke(callable: Callable, given: Arguments, run: Run, runSteps: RunSteps): Task {
  const args = bindArguments(callable, given, run);
  if (callable.body.kind !== "steps") return valueOf(callOutside(callable, args, run));
  if (run.callDepth >= run.meter.limits.callDepth) throw new LimitReached("callDepth");
  run.callDepth += 1;
  try {
    const frame: Frame = { run, ownerId: callable.id, variables: new Map(args) };
    const completion = yield runSteps(callable.body.steps, frame);
    const result = completion.kind === "return" ? completion.value : null;
    return valueOf(callable.returns === undefined ? result : run.adopt(result, callable.returns));
  } finally {
    run.callDepth -= 1;
  }
}

/** Arguments in the order of the parameters. */
function bindArguments({ id, parameters }: Callable, given: Arguments, run: Run): Arguments {
  const args = new Map<string, Value>();
  for (const { name, type } of parameters) {
    const value = given.get(name);
    if (value === undefined && type.kind !== "optional")
      throw runtimeError(`Cannot call "${id}": argument "${name}" is missing`);
    args.set(name, value === undefined ? null : run.adopt(value, type));
  }
  const unknown = [...given.keys()].find((name) => !args.has(name));
  if (unknown !== undefined)
    throw runtimeError(`Cannot call "${id}": it has no parameter "${unknown}"`);
  return args;
}

/** Calls what has no steps: an outside function or one of the library. */
function callOutside(callable: Callable, args: Arguments, { world, meter, loaded }: Run): Value {
  const { body, id, returns = ANY } = callable;
  const isRecorded = body.kind === "outside" || (body.kind === "library" && body.isEffectful);
  if (isRecorded) world.calls.push({ callable, args });
  const answer = isRecorded ? world.takeAnswer(callable, args) : undefined;
  if (answer?.kind === "returns")
    return meter.admit(readJson(answer.value, returns, loaded.shapes));
  if (answer?.kind === "raises")
    throw new Raised(readJson(answer.value, ANY, loaded.shapes), undefined);
  if (body.kind === "outside") throw new Unanswered(id, renderCall(id, args));
  return callLibrary(id, [...args.values()], { meter, files: world.files });
}

/** A call as a reader of messages would write it. */
export const renderCall = (id: string, args: Arguments): string =>
  `${id}(${[...args].map(([name, value]) => `${name}=${renderValue(value)}`).join(", ")})`;
