import type { MatchCase, MatchStep } from "../../syntax/step-ast.ts";
import { runtimeError } from "../raised.ts";
import { renderValue } from "../values/render-value.ts";
import { type Shapes, splitVariant } from "../values/shapes.ts";
import { isOfTypeNamed } from "../values/type-test.ts";
import { isCompound, type Value, type VariantValue } from "../values/value.ts";
import { bind, type Frame, type RunSteps, readPath } from "./frame.ts";
import type { Task } from "./task.ts";

export function* runMatch(step: MatchStep, frame: Frame, runSteps: RunSteps): Task {
  const value = readPath(step.on.text, frame);
  const { shapes } = frame.run.loaded;
  const chosen = step.cases.find((candidate) => fits(value, candidate, shapes));
  if (chosen === undefined)
    throw runtimeError(`Cannot match ${renderValue(value)}: no case is for it`);
  bindPayload(value, chosen, frame);
  return yield runSteps(chosen.steps, frame);
}

function fits(value: Value, { pattern }: MatchCase, shapes: Shapes): boolean {
  if (pattern.kind === "wildcard") return true;
  if (isOfTypeNamed(value, pattern.type.text, shapes)) return true;
  if (isVariant(value)) return false;
  const name = splitVariant(pattern.type.text)?.[1] ?? pattern.type.text;
  return name === "Some" ? value !== null : name === "None" && value === null;
}

const isVariant = (value: Value): value is VariantValue =>
  isCompound(value) && value.kind === "variant";

/** A case that names a variant binds its payload in declared order; any other binds the whole value. */
function bindPayload(value: Value, { pattern }: MatchCase, frame: Frame): void {
  if (pattern.kind === "wildcard") return;
  const written = splitVariant(pattern.type.text)?.[1] ?? pattern.type.text;
  const isPayload = isVariant(value) && value.variant === written && value.fields.size > 0;
  const parts = isPayload ? [...value.fields.values()] : [value];
  pattern.bindings.forEach((name, index) => {
    const part = parts[index];
    if (part === undefined)
      throw runtimeError(
        `Cannot bind "${name.text}": ${renderValue(value)} has ${parts.length} parts to bind`,
      );
    bind(frame, name, part);
  });
}
