/** Reads what an operation or a library function is given; what does not fit is a run-time error. */

import { runtimeError } from "../raised.ts";
import { isNumber } from "../values/identity.ts";
import { renderValue } from "../values/render-value.ts";
import {
  type BytesValue,
  isCompound,
  type ListValue,
  type MapValue,
  type MomentValue,
  type SetValue,
  type Value,
} from "../values/value.ts";

const unfit = (value: Value, expected: string) =>
  runtimeError(`Cannot use ${renderValue(value)}: ${expected} is needed`);

export function intOf(value: Value): bigint {
  if (typeof value === "bigint") return value;
  throw unfit(value, "an Int");
}

export function numberOf(value: Value): bigint | number {
  if (isNumber(value)) return value;
  throw unfit(value, "a number");
}

export function boolOf(value: Value): boolean {
  if (typeof value === "boolean") return value;
  throw unfit(value, "a Bool");
}

export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  throw unfit(value, "a String");
}

export function listOf(value: Value): ListValue {
  if (isCompound(value) && value.kind === "list") return value;
  throw unfit(value, "a List");
}

export function setOf(value: Value): SetValue {
  if (isCompound(value) && value.kind === "set") return value;
  throw unfit(value, "a Set");
}

export function mapOf(value: Value): MapValue {
  if (isCompound(value) && value.kind === "map") return value;
  throw unfit(value, "a Map");
}

export function momentOf(value: Value): MomentValue {
  if (isCompound(value) && value.kind === "moment") return value;
  throw unfit(value, "a DateTime");
}

export function bytesOf(value: Value): BytesValue {
  if (isCompound(value) && value.kind === "bytes") return value;
  throw unfit(value, "Bytes");
}

/** An Int as an index or a count, cut to what a JavaScript number counts exactly. */
export function indexOf(value: Value): number {
  const int = intOf(value);
  const max = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(int > max ? max : int < -max ? -max : int);
}

/** @throws {Raised} when an Int leaves 64 bits. */
export function checkedInt(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value)
    throw runtimeError("Cannot go on counting: the Int leaves the range of 64 bits");
  return value;
}

/** An Int with the value of a Float that has no fraction. */
export function intOfFloat(value: number): bigint {
  if (!Number.isFinite(value))
    throw runtimeError(`Cannot make an Int: ${value} is no number that counts`);
  return checkedInt(BigInt(value));
}
