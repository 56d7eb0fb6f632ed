import { runtimeError } from "../raised.ts";
import { checkedInt, intOfFloat, numberOf } from "./operands.ts";
import { type Operations, takes } from "./operation.ts";

/** Two numbers: Int with Int stays Int, one Float makes the result Float. */
const arithmetic = (
  ofInts: (left: bigint, right: bigint) => bigint,
  ofFloats: (left: number, right: number) => number,
) =>
  takes((one, two) => {
    const [left, right] = [numberOf(one), numberOf(two)];
    return typeof left === "bigint" && typeof right === "bigint"
      ? checkedInt(ofInts(left, right))
      : ofFloats(Number(left), Number(right));
  });

const ofOne = (ofInt: (value: bigint) => bigint, ofFloat: (value: number) => number) =>
  takes((one) => {
    const value = numberOf(one);
    return typeof value === "bigint" ? checkedInt(ofInt(value)) : ofFloat(value);
  });

/** Gives an Int, whatever the number. */
const rounding = (round: (value: number) => number) =>
  takes((one) => {
    const value = numberOf(one);
    return typeof value === "bigint" ? value : intOfFloat(round(value));
  });

const nonZero = (divisor: bigint): bigint => {
  if (divisor === 0n) throw runtimeError("Cannot divide: the right side is zero");
  return divisor;
};

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
const least = (left: bigint, right: bigint): bigint => (left < right ? left : right);
const greatest = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const signOf = (value: bigint): bigint => (value > 0n ? 1n : value < 0n ? -1n : 0n);

/** Half away from zero; adding a half first would round 0.49999999999999994 up. */
const roundHalfAway = (value: number): number => {
  const floor = Math.floor(Math.abs(value));
  return Math.sign(value) * (Math.abs(value) - floor < 0.5 ? floor : floor + 1);
};

const clamp = takes((one, two, three) => {
  const [value, low, high] = [numberOf(one), numberOf(two), numberOf(three)];
  return typeof value === "bigint" && typeof low === "bigint" && typeof high === "bigint"
    ? least(greatest(value, low), high)
    : Math.min(Math.max(Number(value), Number(low)), Number(high));
});

export const NUMBER_OPERATIONS: Operations = {
  neg: ofOne(
    (value) => -value,
    (value) => -value,
  ),
  add: arithmetic(
    (left, right) => left + right,
    (left, right) => left + right,
  ),
  sub: arithmetic(
    (left, right) => left - right,
    (left, right) => left - right,
  ),
  mul: arithmetic(
    (left, right) => left * right,
    (left, right) => left * right,
  ),
  div: arithmetic(
    (left, right) => left / nonZero(right),
    (left, right) => left / right,
  ),
  mod: arithmetic(
    (left, right) => left % nonZero(right),
    (left, right) => left % right,
  ),
  min: arithmetic(least, Math.min),
  max: arithmetic(greatest, Math.max),
  pow: takes((one, two) => Number(numberOf(one)) ** Number(numberOf(two))),
  sqrt: takes((one) => Math.sqrt(Number(numberOf(one)))),
  abs: ofOne(absolute, Math.abs),
  sign: ofOne(signOf, Math.sign),
  floor: rounding(Math.floor),
  ceil: rounding(Math.ceil),
  trunc: rounding(Math.trunc),
  round: rounding(roundHalfAway),
  clamp,
};
