/** What a compute step gives, by operation. */

import { OPERATIONS } from "../tables/operations.ts";
import {
  isPrimitive,
  listOf,
  named,
  optionalOf,
  primitive,
  type Type,
  UNKNOWN,
  unionOf,
} from "./types.ts";

const INT = primitive("Int");
const FLOAT = primitive("Float");
const BOOL = primitive("Bool");
const STRING = primitive("String");
const BYTES = primitive("Bytes");

type Result = (inputs: readonly Type[]) => Type;

const always =
  (type: Type): Result =>
  () =>
    type;

const firstInput: Result = ([first]) => first ?? UNKNOWN;
const widest: Result = (inputs) =>
  inputs.some((type) => isPrimitive(type, "Float")) ? FLOAT : INT;
const elements: Result = ([first]) => listOf(first?.kind === "set" ? first.element : UNKNOWN);

const RULES: readonly (readonly [operations: string, result: Result])[] = [
  ["add sub mul div mod min max clamp", widest],
  ["neg abs sign", firstInput],
  ["pow sqrt to_float", always(FLOAT)],
  ["floor ceil round trunc to_int", always(INT)],
  ["bit_not bit_and bit_or bit_xor bit_shl bit_shr bit_ushr", always(INT)],
  ["equals not_equals less greater less_eq greater_eq and or not", always(BOOL)],
  ["to_string dt_format bytes_to_base64 bytes_to_hex", always(STRING)],
  ["parse_int", always(unionOf([INT, named("ParseError")]))],
  ["parse_float", always(unionOf([FLOAT, named("ParseError")]))],
  ["map_len set_len bytes_len dt_diff", always(INT)],
  ["dt_year dt_month dt_day dt_hour dt_minute dt_second dt_weekday dt_unix", always(INT)],
  ["map_has map_is_empty set_has set_is_empty bytes_is_empty", always(BOOL)],
  ["set_is_subset set_is_superset", always(BOOL)],
  ["map_insert map_remove map_merge", firstInput],
  ["set_add set_remove set_union set_intersect set_diff set_symmetric_diff", firstInput],
  // A map is an opaque name, so nothing is known of what it holds.
  ["map_keys map_values map_entries", always(listOf(UNKNOWN))],
  ["set_to_list", elements],
  ["dt_add_days dt_add_hours dt_add_minutes dt_add_seconds", always(primitive("DateTime"))],
  ["bytes_slice bytes_concat", always(BYTES)],
  ["bytes_get", always(optionalOf(INT))],
  ["bytes_to_string", always(unionOf([STRING, named("DecodeError")]))],
];

const RESULTS: ReadonlyMap<string, Result> = new Map(
  RULES.flatMap(([operations, result]) =>
    operations.split(" ").map((operation): [string, Result] => [operation, result]),
  ),
);

/** The type that `operation` gives for inputs of these types, which it does not check. */
export const typeOfComputation = (operation: string, inputs: readonly Type[]): Type =>
  RESULTS.get(operation)?.(inputs) ?? UNKNOWN;

/** How many inputs, from the first on, must be exactly Bool. */
export function boolOperandCount(operation: string): number {
  if (operation === "not") return 1;
  return OPERATIONS.get(operation)?.family === "logic" ? Number.POSITIVE_INFINITY : 0;
}
