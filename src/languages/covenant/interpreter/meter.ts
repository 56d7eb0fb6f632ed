import { LimitReached, type Limits } from "./limits.ts";
import { sizeOf, type Value } from "./values/value.ts";

/** How many units of a value cost as much as one step. */
const UNITS_A_STEP = 16;

/** What a run has used of its limits; every method throws `LimitReached` when that is too much. */
export interface Meter {
  readonly limits: Limits;
  /** Takes the fuel for `steps` steps. */
  spend(steps: number): void;
  /** Takes the fuel for looking at `units` of values. */
  spendUnits(units: number): void;
  /** Asks before a value of that size is built. */
  reserve(size: number): void;
  /** Counts a new value. */
  admit(value: Value): Value;
}

export function createMeter(limits: Limits): Meter {
  let fuel = limits.fuel;
  const spend = (steps: number): void => {
    fuel -= steps;
    if (fuel < 0) throw new LimitReached("fuel");
  };
  const reserve = (size: number): void => {
    if (size > limits.valueSize) throw new LimitReached("valueSize");
  };
  return {
    limits,
    spend,
    spendUnits: (units) => spend(units / UNITS_A_STEP),
    reserve,
    admit(value) {
      const size = sizeOf(value);
      reserve(size);
      spend(size / UNITS_A_STEP);
      return value;
    },
  };
}
