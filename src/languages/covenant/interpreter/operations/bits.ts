/** Bits of the 64 that an Int has; shifts count modulo 64. */

import { intOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

const ofTwo = (apply: (left: bigint, right: bigint) => bigint) =>
  takes((one, two) => BigInt.asIntN(64, apply(intOf(one), intOf(two))));

const shift = (apply: (value: bigint, places: bigint) => bigint) =>
  ofTwo((value, places) => apply(value, BigInt.asUintN(6, places)));

export const BIT_OPERATIONS: Operations = {
  bit_not: takes((one) => ~intOf(one)),
  bit_and: ofTwo((left, right) => left & right),
  bit_or: ofTwo((left, right) => left | right),
  bit_xor: ofTwo((left, right) => left ^ right),
  bit_shl: shift((value, places) => value << places),
  bit_shr: shift((value, places) => value >> places),
  bit_ushr: shift((value, places) => BigInt.asUintN(64, value) >> places),
};
