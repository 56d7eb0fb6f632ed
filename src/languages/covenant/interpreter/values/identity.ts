/** When two values are the same, and which of two comes first. */

import { runtimeError } from "../raised.ts";
import { renderValue } from "./render-value.ts";
import { isCompound, type Value } from "./value.ts";

/** By value: Int with Float numerically, none only with none. */
export function isSame(left: Value, right: Value): boolean {
  if (!isCompound(left) || !isCompound(right))
    // Mixed comparison of bigint and number is exact.
    return isNumber(left) && isNumber(right) ? left == right : left === right;
  if (left === right) return true;
  if (left.kind === "list")
    return (
      right.kind === "list" &&
      left.items.length === right.items.length &&
      left.items.every((item, index) => isSame(item, right.items[index] as Value))
    );
  if (left.kind === "set")
    return (
      right.kind === "set" &&
      left.items.size === right.items.size &&
      [...left.items.keys()].every((identity) => right.items.has(identity))
    );
  if (left.kind === "map") return right.kind === "map" && haveSame(left.entries, right.entries);
  if (left.kind === "struct")
    return (
      right.kind === "struct" &&
      (left.type === right.type || left.type === undefined || right.type === undefined) &&
      haveSame(left.fields, right.fields)
    );
  if (left.kind === "variant")
    return (
      right.kind === "variant" &&
      left.enum === right.enum &&
      left.variant === right.variant &&
      haveSame(left.fields, right.fields)
    );
  if (left.kind === "moment")
    return right.kind === "moment" && left.milliseconds === right.milliseconds;
  return right.kind === "bytes" && Buffer.compare(left.bytes, right.bytes) === 0;
}

export const isNumber = (value: Value): value is bigint | number =>
  typeof value === "bigint" || typeof value === "number";

function haveSame(left: ReadonlyMap<string, Value>, right: ReadonlyMap<string, Value>): boolean {
  if (left.size !== right.size) return false;
  for (const [name, value] of left) {
    const other = right.get(name);
    if (other === undefined || !isSame(value, other)) return false;
  }
  return true;
}

/** A text that two values share when they are the same; the name of a struct does not tell them apart. */
export function identityOf(value: Value): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number")
    return Number.isInteger(value) ? String(BigInt(value)) : `${value}`;
  if (!isCompound(value)) return JSON.stringify(value);
  switch (value.kind) {
    case "list":
      return `[${value.items.map(identityOf).join()}]`;
    case "set":
      return `set[${[...value.items.keys()].sort().join()}]`;
    case "map":
      return `map${identityOfFields(value.entries)}`;
    case "struct":
      return identityOfFields(value.fields);
    case "variant":
      return `${value.enum}::${value.variant}${identityOfFields(value.fields)}`;
    case "moment":
      return `at ${value.milliseconds}`;
    case "bytes":
      return `bytes ${Buffer.from(value.bytes).toString("base64")}`;
  }
}

const identityOfFields = (fields: ReadonlyMap<string, Value>): string =>
  `{${[...fields]
    .map(([name, value]) => `${JSON.stringify(name)}:${identityOf(value)}`)
    .sort()
    .join()}}`;

/** Items without repetition, by identity; the first of equal ones stays. */
export function byIdentity(items: Iterable<Value>): Map<string, Value> {
  const distinct = new Map<string, Value>();
  for (const item of items) {
    const identity = identityOf(item);
    if (!distinct.has(identity)) distinct.set(identity, item);
  }
  return distinct;
}

/** Below zero when `left` comes first, `NaN` when neither does; two numbers, two Strings or two DateTimes. */
export function compareValues(left: Value, right: Value): number {
  if (isNumber(left) && isNumber(right)) {
    if (left < right) return -1;
    return left > right ? 1 : left == right ? 0 : Number.NaN;
  }
  if (typeof left === "string" && typeof right === "string") return compareTexts(left, right);
  if (isCompound(left) && isCompound(right) && left.kind === "moment" && right.kind === "moment")
    return left.milliseconds - right.milliseconds;
  throw runtimeError(
    `Cannot order ${renderValue(left)} and ${renderValue(right)}: two numbers, two Strings or two DateTimes are needed`,
  );
}

/** By code point; JavaScript's own comparison goes by UTF-16 unit, which differs beyond the basic plane. */
export function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = orderOfUnit(left, index) - orderOfUnit(right, index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** Puts units of surrogate pairs behind all others. */
function orderOfUnit(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return isSurrogate(unit) ? unit + 0x10000 : unit;
}
