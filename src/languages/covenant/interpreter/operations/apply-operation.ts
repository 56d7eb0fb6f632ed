import { OPERATIONS } from "../../tables/operations.ts";
import type { Meter } from "../meter.ts";
import { runtimeError } from "../raised.ts";
import type { Value } from "../values/value.ts";
import { BIT_OPERATIONS } from "./bits.ts";
import { BYTES_OPERATIONS } from "./bytes.ts";
import { COMPARISON_OPERATIONS } from "./comparisons.ts";
import { CONVERSION_OPERATIONS } from "./conversions.ts";
import { DATE_OPERATIONS } from "./dates.ts";
import { MAP_OPERATIONS } from "./maps.ts";
import { NUMBER_OPERATIONS } from "./numbers.ts";
import type { ApplyInputs } from "./operation.ts";
import { SET_OPERATIONS } from "./sets.ts";

const BY_NAME: ReadonlyMap<string, ApplyInputs> = new Map(
  [
    NUMBER_OPERATIONS,
    BIT_OPERATIONS,
    COMPARISON_OPERATIONS,
    CONVERSION_OPERATIONS,
    MAP_OPERATIONS,
    SET_OPERATIONS,
    DATE_OPERATIONS,
    BYTES_OPERATIONS,
  ].flatMap((operations) => Object.entries(operations)),
);

/**
 * The value of `op=name` for its inputs.
 *
 * @throws {Raised} a run-time error when they do not fit.
 */
export function applyOperation(name: string, inputs: readonly Value[], meter: Meter): Value {
  const apply = BY_NAME.get(name);
  const arity = OPERATIONS.get(name)?.arity;
  if (apply === undefined) throw runtimeError(`Cannot apply "${name}": there is no such operation`);
  if (inputs.length !== arity)
    throw runtimeError(`Cannot apply "${name}": it takes ${arity} inputs, not ${inputs.length}`);
  return meter.admit(apply(inputs, meter));
}
