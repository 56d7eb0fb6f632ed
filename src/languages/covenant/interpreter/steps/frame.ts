import type { Operand, Step } from "../../syntax/step-ast.ts";
import type { Literal, Name } from "../../syntax/terms.ts";
import type { LoadedProgram } from "../load-program.ts";
import type { Meter } from "../meter.ts";
import type { Relations } from "../project/relations.ts";
import { runtimeError } from "../raised.ts";
import type { AdoptType } from "../values/adopt-type.ts";
import { renderValue } from "../values/render-value.ts";
import { isCompound, type Value } from "../values/value.ts";
import type { RunWorld } from "../world.ts";
import type { Task } from "./task.ts";

/** What all steps of one run share. */
export interface Run {
  readonly loaded: LoadedProgram;
  readonly world: RunWorld;
  readonly meter: Meter;
  readonly adopt: AdoptType;
  readonly relations: Relations;
  /** Calls that have not ended. */
  callDepth: number;
}

/** A function, or a test, while it runs: one flat scope. */
export interface Frame {
  readonly run: Run;
  readonly ownerId: string;
  readonly variables: Map<string, Value>;
}

/** Handed to step kinds that hold steps themselves. */
export type RunSteps = (steps: readonly Step[], frame: Frame) => Task;

/** Gives `as` its value; `_` takes none. */
export function bind({ variables }: Frame, name: Name, value: Value): void {
  if (name.text !== "_") variables.set(name.text, value);
}

export function readOperand(operand: Operand, frame: Frame): Value {
  switch (operand.kind) {
    case "literal":
      return readLiteral(operand.literal);
    case "variable":
      return readPath(operand.name.text, frame);
    case "field":
      return readField(readPath(operand.of.text, frame), operand.field.text);
    case "lambda":
      throw runtimeError(`Cannot use "${operand.text.text}": functions are no values`);
    case "placeholder":
      throw runtimeError("Cannot use a struct in brackets: construct it in a step of its own");
  }
}

function readLiteral(literal: Literal): Value {
  if (literal.kind === "none") return null;
  // What stands in brackets is a String to the type system, so it is one here.
  return literal.kind === "raw" ? literal.text : literal.value;
}

/** A variable, or a dotted path that begins with one. */
export function readPath(path: string, { variables }: Frame): Value {
  const value = variables.get(path);
  if (value !== undefined) return value;
  const dot = path.indexOf(".");
  const base = dot < 0 ? undefined : variables.get(path.slice(0, dot));
  if (base !== undefined) return readField(base, path.slice(dot + 1));
  throw runtimeError(`Cannot read "${path}": there is no such variable here`);
}

/** A field, or a dotted path of fields: of a struct, of a variant's payload, or a key of a Map. */
function readField(value: Value, path: string): Value {
  const fields = fieldsOf(value);
  const found = fields?.get(path);
  if (found !== undefined) return found;
  const dot = path.indexOf(".");
  const base = dot < 0 ? undefined : fields?.get(path.slice(0, dot));
  if (base !== undefined) return readField(base, path.slice(dot + 1));
  throw runtimeError(`Cannot read "${path}" of ${renderValue(value)}: there is no such field`);
}

function fieldsOf(value: Value): ReadonlyMap<string, Value> | undefined {
  if (!isCompound(value)) return undefined;
  if (value.kind === "map") return value.entries;
  return value.kind === "struct" || value.kind === "variant" ? value.fields : undefined;
}
