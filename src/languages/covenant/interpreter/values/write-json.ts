import type { JsonRecord, JsonValue } from "../../../../domain/json.ts";
import { formatMoment } from "./moments.ts";
import type { FieldShape, Shapes } from "./shapes.ts";
import { isCompound, type MapValue, type StructValue, type Value } from "./value.ts";
import { ANY, type ValueType } from "./value-type.ts";

/** A value as JSON. What `type` already says, such as the name of a struct, is left out. */
export function writeJson(value: Value, type: ValueType, shapes: Shapes): JsonValue {
  if (typeof value === "bigint") return writeInt(value);
  if (typeof value === "number") return writeFloat(value);
  if (!isCompound(value)) return value;
  const shape = shapeFor(value, type);
  switch (value.kind) {
    case "list":
      return value.items.map((item) => writeJson(item, innerOf(shape, "list"), shapes));
    case "set": {
      const items = [...value.items.values()];
      return { $set: items.map((item) => writeJson(item, innerOf(shape, "set"), shapes)) };
    }
    case "map":
      return writeMap(value, innerOf(shape, "map"), shapes);
    case "struct":
      return writeStruct(value, shape, shapes);
    case "variant": {
      const name = `${value.enum}::${value.variant}`;
      if (value.fields.size === 0) return name;
      const payload = shapes.enums.get(value.enum)?.get(value.variant);
      return { $variant: name, ...writeFields(value.fields, payload, shapes) };
    }
    case "moment":
      return formatMoment(value);
    case "bytes":
      return { $bytes: Buffer.from(value.bytes).toString("base64") };
  }
}

/** Whole numbers beyond what JSON's readers keep exact go as text. */
const writeInt = (value: bigint): JsonValue =>
  Number.isSafeInteger(Number(value)) ? Number(value) : { $int: String(value) };

const writeFloat = (value: number): JsonValue =>
  Number.isFinite(value) ? value : { $float: String(value) };

/** The part of `type` that a compound value is of: an Optional's inside, a union's member of the same kind. */
function shapeFor(value: Value, type: ValueType): ValueType {
  if (type.kind === "optional") return shapeFor(value, type.inner);
  if (type.kind !== "union") return type;
  const kind = isCompound(value) ? value.kind : undefined;
  return type.members.find((member) => member.kind === kind) ?? ANY;
}

const innerOf = (type: ValueType, kind: "list" | "set" | "map"): ValueType =>
  type.kind === kind ? type.inner : ANY;

const writeMap = ({ entries }: MapValue, inner: ValueType, shapes: Shapes): JsonRecord =>
  Object.fromEntries([...entries].map(([key, value]) => [key, writeJson(value, inner, shapes)]));

function writeStruct(
  { type, fields }: StructValue,
  declared: ValueType,
  shapes: Shapes,
): JsonRecord {
  const isNamed = declared.kind === "named" && declared.name === type;
  const written = writeFields(fields, shapes.structs.get(type ?? ""), shapes);
  return isNamed || type === undefined ? written : { $type: type, ...written };
}

function writeFields(
  fields: ReadonlyMap<string, Value>,
  declared: readonly FieldShape[] | undefined,
  shapes: Shapes,
): JsonRecord {
  const types = new Map(declared?.map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    [...fields].map(([name, value]) => [name, writeJson(value, types.get(name) ?? ANY, shapes)]),
  );
}
