import type { ForStep, IfStep, ReturnStep, Step } from "../../syntax/step-ast.ts";
import { applyOperation } from "../operations/apply-operation.ts";
import { boolOf } from "../operations/operands.ts";
import { Raised, runtimeError } from "../raised.ts";
import { runSql } from "../sql/run-sql.ts";
import { renderValue } from "../values/render-value.ts";
import { createList, isCompound, type Value } from "../values/value.ts";
import { runParallel, runRace, runTransaction } from "./branch-steps.ts";
import { buildValue, buildVariantNamed } from "./build-value.ts";
import { runCall } from "./call-step.ts";
import { bind, type Frame, readOperand, readPath } from "./frame.ts";
import { runMatch } from "./match-step.ts";
import { runDelete, runInsert, runQuery, runTraverse, runUpdate } from "./table-steps.ts";
import { type Completion, type Task, valueOf } from "./task.ts";

/** Runs steps one after another, up to a `return`; the value is the last one's, none if there is none. */
export function* runSteps(steps: readonly Step[], frame: Frame): Task {
  let last = valueOf(null);
  for (const step of steps) {
    frame.run.meter.spend(1);
    try {
      const running = runStep(step, frame);
      last = isTask(running) ? yield running : running;
    } catch (error) {
      throw placed(error, step, frame);
    }
    if (last.kind === "return") return last;
    bind(frame, step.as, last.value);
  }
  return last;
}

const isTask = (running: Completion | Task): running is Task => "next" in running;

/** An error value keeps the innermost step that it passed. */
function placed(error: unknown, step: Step, { ownerId }: Frame): unknown {
  if (!(error instanceof Raised) || error.place !== undefined) return error;
  const { start, end } = step;
  return new Raised(error.value, { stepId: step.id.text, ownerId, start, end });
}

/** A step that holds steps is a task; any other is done at once. */
function runStep(step: Step, frame: Frame): Completion | Task {
  switch (step.kind) {
    case "call":
      return runCall(step, frame, runSteps);
    case "if":
      return runIf(step, frame);
    case "match":
      return runMatch(step, frame, runSteps);
    case "for":
      return runFor(step, frame);
    case "transaction":
      return runTransaction(step, frame, runSteps);
    case "parallel":
      return runParallel(step, frame, runSteps);
    case "race":
      return runRace(step, frame, runSteps);
    case "return":
      return { kind: "return", value: returned(step, frame) };
    default:
      return valueOf(computed(step, frame));
  }
}

type SimpleStep = Exclude<
  Step,
  {
    readonly kind: "call" | "if" | "match" | "for" | "transaction" | "parallel" | "race" | "return";
  }
>;

function computed(step: SimpleStep, frame: Frame): Value {
  switch (step.kind) {
    case "compute": {
      const inputs = step.inputs.map((input) => readOperand(input, frame));
      return applyOperation(step.operation.text, inputs, frame.run.meter);
    }
    case "bind":
      return readOperand(step.operand, frame);
    case "construct":
      return buildValue(step.type.text, step.fields, frame);
    case "query":
      return step.form === "sql" ? runSql(step, frame) : runQuery(step, frame);
    case "insert":
      return runInsert(step, frame);
    case "update":
      return runUpdate(step, frame);
    case "delete":
      return runDelete(step, frame);
    case "traverse":
      return runTraverse(step, frame);
  }
}

function returned({ value }: ReturnStep, frame: Frame): Value {
  if (value.kind === "operand") return readOperand(value.operand, frame);
  const build = value.kind === "struct" ? buildValue : buildVariantNamed;
  return build(value.type.text, value.fields, frame);
}

function* runIf({ condition, thenSteps, elseSteps = [] }: IfStep, frame: Frame): Task {
  return yield runSteps(boolOf(readPath(condition.text, frame)) ? thenSteps : elseSteps, frame);
}

function* runFor(step: ForStep, frame: Frame): Task {
  const collection = readPath(step.in.text, frame);
  if (!isCompound(collection) || (collection.kind !== "list" && collection.kind !== "set"))
    throw runtimeError(`Cannot go through ${renderValue(collection)}: a List or a Set is needed`);
  const values: Value[] = [];
  for (const item of collection.items.values()) {
    frame.run.meter.spend(1);
    bind(frame, step.variable, item);
    const completion = yield runSteps(step.steps, frame);
    if (completion.kind === "return") return completion;
    values.push(completion.value);
  }
  return valueOf(frame.run.meter.admit(createList(values)));
}
