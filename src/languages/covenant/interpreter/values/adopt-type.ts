import type { Meter } from "../meter.ts";
import { byIdentity } from "./identity.ts";
import { parseMoment } from "./moments.ts";
import { type FieldShape, type Shapes, typeNameOf } from "./shapes.ts";
import { hasFields } from "./type-test.ts";
import {
  type Compound,
  createList,
  createMap,
  createSet,
  createStruct,
  isCompound,
  type StructValue,
  type Value,
} from "./value.ts";
import type { ValueType } from "./value-type.ts";

/** Gives a value the form that a declared type asks for: an Int where a Float is due, a row that is a declared struct. */
export type AdoptType = (value: Value, type: ValueType) => Value;

/** Values pass through `shapes`' types; what has been looked at as a type is not looked at again. */
export function createAdopter(shapes: Shapes, meter: Meter): AdoptType {
  const settled = new WeakMap<Compound, ValueType>();

  function adopt(value: Value, type: ValueType): Value {
    if (type.kind === "optional") return value === null ? null : adopt(value, type.inner);
    if (type.kind === "float") return typeof value === "bigint" ? Number(value) : value;
    if (!isCompound(value)) return type.kind === "union" ? adoptNumber(value, type.members) : value;
    if (settled.get(value) === type) return value;
    const adopted = adoptCompound(value, type);
    if (isCompound(adopted)) settled.set(adopted, type);
    return adopted;
  }

  function adoptCompound(value: Compound, type: ValueType): Value {
    if (type.kind === "union") {
      const member = type.members.find((candidate) => isMemberFor(value, candidate));
      return member === undefined ? value : adopt(value, member);
    }
    if (value.kind === "struct" && type.kind === "named") return nameRow(value, type.name);
    if (value.kind !== type.kind || !("inner" in type) || !mayChange(type.inner)) return value;
    meter.spendUnits(value.size);
    if (value.kind === "map") return adoptEntries(value.entries, type.inner, value);
    if (value.kind !== "list" && value.kind !== "set") return value;
    const items = [...value.items.values()];
    const adopted = items.map((item) => adopt(item, type.inner));
    if (adopted.every((item, index) => item === items[index])) return value;
    return value.kind === "list" ? createList(adopted) : createSet(byIdentity(adopted));
  }

  function adoptEntries(
    entries: ReadonlyMap<string, Value>,
    inner: ValueType,
    original: Value,
  ): Value {
    const adopted = [...entries].map(([key, item]): [string, Value] => [key, adopt(item, inner)]);
    const isUnchanged = adopted.every(([key, item]) => item === entries.get(key));
    return isUnchanged ? original : createMap(new Map(adopted));
  }

  /** A row becomes the struct that it was declared to be, with that struct's fields. */
  function nameRow(row: StructValue, typeName: string): Value {
    const name = typeNameOf(typeName);
    const declared = shapes.structs.get(name);
    if (row.type !== undefined || !hasFields(row, declared)) return row;
    const fields = declared.map((field): [string, Value] => [
      field.name,
      adoptColumn(row.fields.get(field.name) ?? null, field),
    ]);
    return createStruct(name, new Map(fields));
  }

  /** Tables without a schema keep a DateTime as the text that JSON has for it. */
  function adoptColumn(value: Value, { type }: FieldShape): Value {
    const inner = type.kind === "optional" ? type.inner : type;
    const moment =
      inner.kind === "moment" && typeof value === "string" ? parseMoment(value) : undefined;
    return moment ?? adopt(value, type);
  }

  function isMemberFor(value: Compound, member: ValueType): boolean {
    if (member.kind === "optional") return isMemberFor(value, member.inner);
    if (member.kind === "named" && value.kind === "struct" && value.type === undefined)
      return hasFields(value, shapes.structs.get(typeNameOf(member.name)));
    return member.kind === value.kind;
  }

  function mayChange(type: ValueType): boolean {
    if (type.kind === "named") return shapes.structs.has(typeNameOf(type.name));
    if (type.kind === "union") return type.members.some(mayChange);
    return "inner" in type ? mayChange(type.inner) : type.kind === "float";
  }

  return adopt;
}

/** An Int in a union that has Float and no Int. */
function adoptNumber(value: Value, members: readonly ValueType[]): Value {
  const kinds = new Set(members.map(({ kind }) => kind));
  return typeof value === "bigint" && kinds.has("float") && !kinds.has("int")
    ? Number(value)
    : value;
}
