/** What each operation takes. */

import type { Type } from "../semantics/types.ts";
import type { KnownTypes } from "./known-types.ts";
import type { Value } from "./values.ts";

/** Names in an operation's row: a type, or a word for several. */
const PRIMITIVES_BY_WORD: Readonly<Record<string, readonly string[]>> = {
  Number: ["Int", "Float"],
  Comparable: ["Int", "Float", "String", "Char", "DateTime"],
  Convertible: ["Int", "Float", "Bool"],
};

/** `Any` takes everything; `Map` and `Set` take them whatever they hold. */
const ROWS: readonly (readonly [operations: string, inputs: string])[] = [
  ["add sub mul div mod min max pow", "Number Number"],
  ["neg abs sqrt floor ceil round trunc sign", "Number"],
  ["clamp", "Number Number Number"],
  ["less greater less_eq greater_eq", "Comparable Comparable"],
  ["not", "Bool"],
  ["and or", "Bool Bool"],
  ["bit_and bit_or bit_xor bit_shl bit_shr bit_ushr", "Int Int"],
  ["bit_not", "Int"],
  ["to_int to_float", "Convertible"],
  ["parse_int parse_float", "String"],
  ["map_len map_keys map_values map_entries map_is_empty", "Map"],
  ["map_has map_remove", "Map Any"],
  ["map_merge", "Map Map"],
  ["map_insert", "Map Any Any"],
  ["set_len set_is_empty set_to_list", "Set"],
  ["set_has set_add set_remove", "Set Any"],
  ["set_union set_intersect set_diff set_symmetric_diff set_is_subset set_is_superset", "Set Set"],
  ["dt_year dt_month dt_day dt_hour dt_minute dt_second dt_weekday dt_unix", "DateTime"],
  ["dt_add_days dt_add_hours dt_add_minutes dt_add_seconds", "DateTime Int"],
  ["dt_diff", "DateTime DateTime"],
  ["dt_format", "DateTime String"],
  ["bytes_len bytes_to_string bytes_to_base64 bytes_to_hex bytes_is_empty", "Bytes"],
  ["bytes_get", "Bytes Int"],
  ["bytes_concat", "Bytes Bytes"],
  ["bytes_slice", "Bytes Int Int"],
];

const INPUTS: ReadonlyMap<string, readonly string[]> = new Map(
  ROWS.flatMap(([operations, inputs]) =>
    operations
      .split(" ")
      .map((operation): [string, readonly string[]] => [operation, inputs.split(" ")]),
  ),
);

/** What the inputs of `operation` must be, in order; empty where anything goes. */
export const inputsOf = (operation: string): readonly string[] => INPUTS.get(operation) ?? [];

/** Whether a value surely is not what `wanted` asks for. */
export function isWrongInput(wanted: string, { type, isOurs }: Value, types: KnownTypes): boolean {
  if (wanted === "Any") return false;
  return isWrong(wanted, isOurs && type.kind === "optional" ? type.inner : type, types);
}

function isWrong(wanted: string, type: Type, types: KnownTypes): boolean {
  if (!types.isDistinct(type)) return false;
  switch (type.kind) {
    case "primitive":
      return !(PRIMITIVES_BY_WORD[wanted] ?? [wanted]).includes(type.name);
    case "set":
      return wanted !== "Set";
    case "named":
      return type.name !== wanted;
    case "union":
      return type.members.some((member) => isWrong(wanted, member, types));
    default:
      return true;
  }
}

const DISPLAYED: Readonly<Record<string, string>> = {
  Number: "Int or Float",
  Comparable: "Int, Float, String or DateTime",
  Convertible: "Int, Float or Bool",
};

/** What `wanted` asks for, for a message. */
export const displayInput = (wanted: string): string => DISPLAYED[wanted] ?? wanted;

/** What can be compared with each other: numbers, text, dates. */
export function comparisonClass({ type }: Value): string | undefined {
  if (type.kind !== "primitive") return undefined;
  if (type.name === "Int" || type.name === "Float") return "a number";
  if (type.name === "String" || type.name === "Char") return "a String";
  return type.name;
}
