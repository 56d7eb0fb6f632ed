import type { Meter } from "../meter.ts";
import { sizeOf, type Value } from "../values/value.ts";

/** What an operation does with its inputs. */
export type ApplyInputs = (inputs: readonly Value[], meter: Meter) => Value;

/** The operations of a family, by name. */
export type Operations = Readonly<Record<string, ApplyInputs>>;

/** Names the inputs of an operation on up to three; whoever looks at all of a value pays for its size. */
export const takes =
  (apply: (one: Value, two: Value, three: Value, meter: Meter) => Value): ApplyInputs =>
  ([one = null, two = null, three = null], meter) => {
    meter.spendUnits(sizeOf(one) + sizeOf(two) + sizeOf(three));
    return apply(one, two, three, meter);
  };
