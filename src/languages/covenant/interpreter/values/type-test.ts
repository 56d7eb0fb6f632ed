import {
  type FieldShape,
  isBuiltInError,
  type Shapes,
  splitVariant,
  typeNameOf,
} from "./shapes.ts";
import { isCompound, type StructValue, type Value } from "./value.ts";
import { readValueType, type ValueType } from "./value-type.ts";

/** Whether a value is of a type as a `case` names it: `Int`, `User`, `DirEntry[]`, `E`, `E::V`, or a bare variant `V`. */
export const isOfTypeNamed = (value: Value, name: string, shapes: Shapes): boolean =>
  isOfType(value, readValueType(name), shapes);

function isOfType(value: Value, type: ValueType, shapes: Shapes): boolean {
  switch (type.kind) {
    case "any":
      return true;
    case "none":
      return value === null;
    case "int":
      return typeof value === "bigint";
    case "float":
      return typeof value === "number";
    case "bool":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string";
    case "optional":
      return value === null || isOfType(value, type.inner, shapes);
    case "union":
      return type.members.some((member) => isOfType(value, member, shapes));
    case "named":
      return isOfName(value, type.name, shapes);
    case "moment":
    case "bytes":
      return isCompound(value) && value.kind === type.kind;
    case "list":
    case "set":
      return (
        isCompound(value) &&
        value.kind === type.kind &&
        [...value.items.values()].every((item) => isOfType(item, type.inner, shapes))
      );
    case "map":
      return isCompound(value) && value.kind === "map";
  }
}

function isOfName(value: Value, written: string, shapes: Shapes): boolean {
  if (!isCompound(value)) return false;
  const variant = splitVariant(written);
  const name = typeNameOf(written);
  if (value.kind === "variant") {
    if (variant !== undefined) return value.enum === variant[0] && value.variant === variant[1];
    return value.enum === name || (!shapes.enums.has(name) && value.variant === name);
  }
  if (value.kind !== "struct" || variant !== undefined) return false;
  if (value.type === undefined) return hasFields(value, shapes.structs.get(name));
  return value.type === name || (name === "RuntimeError" && value.type === "DatabaseError");
}

/** Whether a row has all that a struct asks for. */
export const hasFields = (
  row: StructValue,
  declared: readonly FieldShape[] | undefined,
): declared is readonly FieldShape[] =>
  declared !== undefined &&
  declared.every(({ name, isOptional }) => isOptional || row.fields.has(name));

/** Whether a value is one of the errors that the language brings along. */
export const isErrorValue = (value: Value): value is StructValue =>
  isCompound(value) && value.kind === "struct" && isBuiltInError(value.type);
