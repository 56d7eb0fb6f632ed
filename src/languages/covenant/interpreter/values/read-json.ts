import type { JsonRecord, JsonValue } from "../../../../domain/json.ts";
import { byIdentity } from "./identity.ts";
import { parseMoment } from "./moments.ts";
import { renderJson } from "./render-value.ts";
import { type FieldShape, type Shapes, splitVariant, typeNameOf } from "./shapes.ts";
import {
  createBytes,
  createList,
  createMap,
  createSet,
  createStruct,
  createVariant,
  type Value,
} from "./value.ts";
import { ANY, type ValueType } from "./value-type.ts";

/** JSON does not fit the type that it is read by. */
export class UnfitJson extends Error {
  constructor(json: JsonValue, expected: string) {
    super(`Cannot read ${renderJson(json)}: ${expected} is expected`);
  }
}

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;

/**
 * The value that JSON stands for, by its declared type.
 *
 * @throws {UnfitJson}
 */
export function readJson(json: JsonValue, type: ValueType, shapes: Shapes): Value {
  switch (type.kind) {
    case "any":
      return readAny(json, shapes);
    case "int":
      return readInt(json);
    case "float":
      return readFloat(json);
    case "none":
      if (json === null) return null;
      throw new UnfitJson(json, "null");
    case "bool":
      if (typeof json === "boolean") return json;
      throw new UnfitJson(json, "a Bool");
    case "text":
      if (typeof json === "string") return json;
      throw new UnfitJson(json, "a String");
    case "moment":
      return readMoment(json);
    case "bytes":
      return createBytes(Buffer.from(textUnder(json, "$bytes", "bytes"), "base64"));
    case "optional":
      return json === null ? null : readJson(json, type.inner, shapes);
    case "list":
      return createList(itemsOf(json, "a List").map((item) => readJson(item, type.inner, shapes)));
    case "set":
      return readSet(json, type.inner, shapes);
    case "map":
      return createMap(readEntries(recordOf(json, "a Map"), type.inner, shapes));
    case "union":
      return readUnion(json, type.members, shapes);
    case "named":
      return readNamed(json, type.name, shapes);
  }
}

function readInt(json: JsonValue): bigint {
  const value = typeof json === "number" ? json : textUnder(json, "$int", "an Int");
  if (typeof value === "number" ? !Number.isInteger(value) : !/^-?\d{1,20}$/.test(value))
    throw new UnfitJson(json, "a whole number");
  const int = BigInt(value);
  if (int < MIN_INT || int > MAX_INT) throw new UnfitJson(json, "a number of 64 bits");
  return int;
}

function readFloat(json: JsonValue): number {
  if (typeof json === "number") return json;
  const isInt = isRecord(json) && isTag(json, "$int");
  return isInt ? Number(readInt(json)) : Number(textUnder(json, "$float", "a Float"));
}

function readMoment(json: JsonValue): Value {
  const moment = typeof json === "string" ? parseMoment(json) : undefined;
  if (moment === undefined) throw new UnfitJson(json, "a DateTime such as 2026-01-31T10:00:00Z");
  return moment;
}

function readAny(json: JsonValue, shapes: Shapes): Value {
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (json === null || typeof json === "boolean") return json;
  if (typeof json === "string") return readBareVariant(json, shapes) ?? json;
  if (isList(json)) return createList(json.map((item) => readAny(item, shapes)));
  if (isTag(json, "$int")) return readInt(json);
  if (isTag(json, "$float")) return readFloat(json);
  if (isTag(json, "$bytes")) return readJson(json, { kind: "bytes" }, shapes);
  if ("$set" in json) return readSet(json, ANY, shapes);
  const name = json["$type"] ?? json["$variant"];
  if (typeof name === "string") return readNamed(json, splitVariant(name)?.[0] ?? name, shapes);
  return createMap(readEntries(json, ANY, shapes));
}

const isTag = (json: JsonRecord, tag: string): boolean => typeof json[tag] === "string";

/** A variant without payload, written as `Color::Red`, where the file declares it. */
function readBareVariant(text: string, shapes: Shapes): Value | undefined {
  const [enumName = "", variant = ""] = splitVariant(text) ?? [];
  const payload = shapes.enums.get(enumName)?.get(variant);
  return payload?.length === 0 ? createVariant(enumName, variant, new Map()) : undefined;
}

const readSet = (json: JsonValue, inner: ValueType, shapes: Shapes): Value => {
  const items = isList(json) ? json : itemsOf(recordOf(json, "a Set")["$set"] ?? null, "a Set");
  return createSet(byIdentity(items.map((item) => readJson(item, inner, shapes))));
};

const readEntries = (record: JsonRecord, inner: ValueType, shapes: Shapes): Map<string, Value> =>
  new Map(Object.entries(record).map(([key, value]) => [key, readJson(value, inner, shapes)]));

/** Members that say most about a value are tried first: in a union a text may be a variant, a whole number an Int. */
const RANKS: Readonly<Record<ValueType["kind"], number>> = {
  named: 0,
  int: 1,
  moment: 2,
  none: 3,
  bool: 3,
  bytes: 3,
  set: 3,
  list: 3,
  map: 4,
  float: 4,
  text: 4,
  optional: 4,
  union: 4,
  any: 5,
};

function readUnion(json: JsonValue, members: readonly ValueType[], shapes: Shapes): Value {
  if (json === null) return null;
  const ranked = members.toSorted((left, right) => RANKS[left.kind] - RANKS[right.kind]);
  for (const member of ranked) {
    // Beside other members `"Red"` is a text; only `"Color::Red"` is a variant.
    if (typeof json === "string" && isEnum(member, shapes) && !json.includes("::")) continue;
    try {
      return readJson(json, member, shapes);
    } catch (error) {
      if (!(error instanceof UnfitJson)) throw error;
    }
  }
  throw new UnfitJson(json, "a member of the union");
}

const isEnum = (type: ValueType, { enums }: Shapes): boolean =>
  type.kind === "named" && enums.has(typeNameOf(type.name));

function readNamed(json: JsonValue, written: string, shapes: Shapes): Value {
  const variantType = splitVariant(written);
  const name = variantType?.[0] ?? typeNameOf(written);
  const variants = shapes.enums.get(name);
  if (variants !== undefined) return readVariant(json, name, variants, shapes);
  const fields = shapes.structs.get(name);
  if (fields !== undefined) return readStruct(json, name, fields, shapes);
  // A name that nothing declares, such as a generic's: the JSON speaks for itself.
  if (isRecord(json) && typeof json["$type"] === "string")
    return createStruct(typeNameOf(json["$type"]), readEntries(untagged(json), ANY, shapes));
  if (isRecord(json) && typeof json["$variant"] === "string") {
    const [enumName = name, variant = json["$variant"]] = splitVariant(json["$variant"]) ?? [];
    return createVariant(enumName, variant, readEntries(untagged(json), ANY, shapes));
  }
  return readAny(json, shapes);
}

function readVariant(
  json: JsonValue,
  enumName: string,
  variants: ReadonlyMap<string, readonly FieldShape[]>,
  shapes: Shapes,
): Value {
  const written = typeof json === "string" ? json : textUnder(json, "$variant", enumName);
  const [writtenEnum, variant] = splitVariant(written) ?? [enumName, written];
  const payload = variants.get(variant);
  if (payload === undefined || writtenEnum !== enumName)
    throw new UnfitJson(json, `a variant of ${enumName}`);
  const record = isRecord(json) ? untagged(json) : {};
  return createVariant(
    enumName,
    variant,
    readFields(record, payload, shapes, `${enumName}::${variant}`),
  );
}

function readStruct(
  json: JsonValue,
  name: string,
  fields: readonly FieldShape[],
  shapes: Shapes,
): Value {
  const record = recordOf(json, `a ${name}`);
  const tag = record["$type"];
  if ("$variant" in record || (typeof tag === "string" && typeNameOf(tag) !== name))
    throw new UnfitJson(json, `a ${name}`);
  return createStruct(name, readFields(untagged(record), fields, shapes, name));
}

/** Every declared field, none where an optional one is not written; nothing else. */
function readFields(
  record: JsonRecord,
  fields: readonly FieldShape[],
  shapes: Shapes,
  owner: string,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, type, isOptional } of fields) {
    // A field may be called like something that every object inherits.
    const json = Object.hasOwn(record, name) ? record[name] : undefined;
    if (json === undefined && !isOptional)
      throw new UnfitJson(record, `field "${name}" of ${owner}`);
    values.set(name, json === undefined ? null : readJson(json, type, shapes));
  }
  const unknown = Object.keys(record).find((name) => !values.has(name));
  if (unknown !== undefined)
    throw new UnfitJson(record, `${owner}, which has no field "${unknown}",`);
  return values;
}

function untagged(record: JsonRecord): JsonRecord {
  const { $type: _type, $variant: _variant, ...fields } = record;
  return fields;
}

const isList = (json: JsonValue): json is readonly JsonValue[] => Array.isArray(json);

const isRecord = (json: JsonValue): json is JsonRecord =>
  typeof json === "object" && json !== null && !isList(json);

function itemsOf(json: JsonValue, expected: string): readonly JsonValue[] {
  if (isList(json)) return json;
  throw new UnfitJson(json, expected);
}

function recordOf(json: JsonValue, expected: string): JsonRecord {
  if (isRecord(json)) return json;
  throw new UnfitJson(json, expected);
}

function textUnder(json: JsonValue, tag: string, expected: string): string {
  const text = isRecord(json) ? json[tag] : undefined;
  if (typeof text === "string") return text;
  throw new UnfitJson(json, expected);
}
