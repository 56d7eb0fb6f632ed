/** What a Covenant program computes with. Values never change; each knows its size, shared parts counted each time. */

import { LimitReached } from "../limits.ts";

/** `bigint` is an Int, `number` a Float, `null` is none. */
export type Value = bigint | number | boolean | string | null | Compound;

export type Compound =
  | ListValue
  | SetValue
  | MapValue
  | StructValue
  | VariantValue
  | MomentValue
  | BytesValue;

interface Measured {
  /** In units of one scalar or one UTF-16 unit of text. */
  readonly size: number;
  readonly depth: number;
}

export interface ListValue extends Measured {
  readonly kind: "list";
  readonly items: readonly Value[];
}
export interface SetValue extends Measured {
  readonly kind: "set";
  /** By the identity of each item. */
  readonly items: ReadonlyMap<string, Value>;
}
export interface MapValue extends Measured {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Value>;
}
export interface StructValue extends Measured {
  readonly kind: "struct";
  /** `undefined` for a row of a table that no declaration names. */
  readonly type: string | undefined;
  readonly fields: ReadonlyMap<string, Value>;
}
export interface VariantValue extends Measured {
  readonly kind: "variant";
  readonly enum: string;
  readonly variant: string;
  readonly fields: ReadonlyMap<string, Value>;
}
/** A DateTime. */
export interface MomentValue extends Measured {
  readonly kind: "moment";
  /** Since 1970, UTC. */
  readonly milliseconds: number;
}
export interface BytesValue extends Measured {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
}

/** Deeper values are not built, so whatever walks a value may recurse. */
const MAX_DEPTH = 200;

export const isCompound = (value: Value): value is Compound =>
  typeof value === "object" && value !== null;

/** How much room a value takes. */
export function sizeOf(value: Value): number {
  if (typeof value === "string") return value.length + 1;
  return isCompound(value) ? value.size : 1;
}

const depthOf = (value: Value): number => (isCompound(value) ? value.depth : 0);

function measure(parts: Iterable<Value>): Measured {
  let size = 1;
  let depth = 0;
  for (const part of parts) {
    size += sizeOf(part);
    depth = Math.max(depth, depthOf(part));
  }
  if (depth >= MAX_DEPTH) throw new LimitReached("value-depth");
  return { size, depth: depth + 1 };
}

function measureFields(fields: ReadonlyMap<string, Value>): Measured {
  const { size, depth } = measure(fields.values());
  let names = 0;
  for (const name of fields.keys()) names += name.length;
  return { size: size + names, depth };
}

/** @throws {LimitReached} like its siblings, when it would nest too deep. */
export const createList = (items: readonly Value[]): ListValue => ({
  kind: "list",
  items,
  ...measure(items),
});

/** `items` by their identities. */
export const createSet = (items: ReadonlyMap<string, Value>): SetValue => ({
  kind: "set",
  items,
  ...measure(items.values()),
});

export const createMap = (entries: ReadonlyMap<string, Value>): MapValue => ({
  kind: "map",
  entries,
  ...measureFields(entries),
});

export const createStruct = (
  type: string | undefined,
  fields: ReadonlyMap<string, Value>,
): StructValue => ({ kind: "struct", type, fields, ...measureFields(fields) });

export const createVariant = (
  enumName: string,
  variant: string,
  fields: ReadonlyMap<string, Value>,
): VariantValue => ({
  kind: "variant",
  enum: enumName,
  variant,
  fields,
  ...measureFields(fields),
});

export const createBytes = (bytes: Uint8Array): BytesValue => ({
  kind: "bytes",
  bytes,
  size: bytes.length + 1,
  depth: 0,
});

export const createMoment = (milliseconds: number): MomentValue => ({
  kind: "moment",
  milliseconds,
  size: 1,
  depth: 0,
});
