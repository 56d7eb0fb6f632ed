/** Comparison and logic. */

import { compareValues, isSame } from "../values/identity.ts";
import { boolOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

/** A comparison with NaN holds in no direction. */
const ordering = (holds: (order: number) => boolean) =>
  takes((one, two) => holds(compareValues(one, two)));

export const COMPARISON_OPERATIONS: Operations = {
  equals: takes((one, two) => isSame(one, two)),
  not_equals: takes((one, two) => !isSame(one, two)),
  less: ordering((order) => order < 0),
  greater: ordering((order) => order > 0),
  less_eq: ordering((order) => order <= 0),
  greater_eq: ordering((order) => order >= 0),
  not: takes((one) => !boolOf(one)),
  and: takes((one, two) => boolOf(one) && boolOf(two)),
  or: takes((one, two) => {
    const [left, right] = [boolOf(one), boolOf(two)];
    return left || right;
  }),
};
