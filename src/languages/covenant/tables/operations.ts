/** What `op=` may name in a compute step, with the number of inputs each is meant to take. */

type Family =
  | "arithmetic"
  | "comparison"
  | "logic"
  | "numeric"
  | "bits"
  | "conversion"
  | "map"
  | "set"
  | "date"
  | "bytes";

export interface Operation {
  readonly name: string;
  readonly family: Family;
  readonly arity: 1 | 2 | 3;
}

const FAMILIES: Readonly<Record<Family, readonly [one: string, two: string, three: string]>> = {
  arithmetic: ["neg", "add sub mul div mod", ""],
  comparison: ["", "equals not_equals less greater less_eq greater_eq", ""],
  logic: ["not", "and or", ""],
  numeric: ["abs sqrt floor ceil round trunc sign", "min max pow", "clamp"],
  bits: ["bit_not", "bit_and bit_or bit_xor bit_shl bit_shr bit_ushr", ""],
  conversion: ["to_int to_float to_string parse_int parse_float", "", ""],
  map: [
    "map_len map_keys map_values map_entries map_is_empty",
    "map_has map_remove map_merge",
    "map_insert",
  ],
  set: [
    "set_len set_is_empty set_to_list",
    "set_has set_add set_remove set_union set_intersect set_diff set_symmetric_diff set_is_subset set_is_superset",
    "",
  ],
  date: [
    "dt_year dt_month dt_day dt_hour dt_minute dt_second dt_weekday dt_unix",
    "dt_add_days dt_add_hours dt_add_minutes dt_add_seconds dt_diff dt_format",
    "",
  ],
  bytes: [
    "bytes_len bytes_to_string bytes_to_base64 bytes_to_hex bytes_is_empty",
    "bytes_get bytes_concat",
    "bytes_slice",
  ],
};

const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");

/** All operations by name: 81. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries(FAMILIES).flatMap(([family, byArity]) =>
    byArity.flatMap((names, index) =>
      words(names).map((name): [string, Operation] => [
        name,
        { name, family: family as Family, arity: (index + 1) as Operation["arity"] },
      ]),
    ),
  ),
);

/** Operations of earlier versions of the language, and the library function that does their work. */
export const REMOVED_OPERATIONS: ReadonlyMap<string, string> = new Map([
  ["concat", "text.concat"],
  ["contains", "text.contains"],
  ["slice", "text.slice"],
  ["upper", "text.upper"],
  ["lower", "text.lower"],
  ["trim", "text.trim"],
  ["trim_start", "text.trim_start"],
  ["trim_end", "text.trim_end"],
  ["replace", "text.replace"],
  ["split", "text.split"],
  ["join", "text.join"],
  ["repeat", "text.repeat"],
  ["str_len", "text.str_len"],
  ["byte_len", "text.byte_len"],
  ["is_empty", "text.is_empty"],
  ["starts_with", "text.starts_with"],
  ["ends_with", "text.ends_with"],
  ["index_of", "text.index_of"],
  ["char_at", "text.char_at"],
  ["str_reverse", "text.str_reverse"],
  ["pad_start", "text.pad_start"],
  ["pad_end", "text.pad_end"],
  ["list_len", "list.len"],
  ["list_is_empty", "list.is_empty"],
  ["list_get", "list.get"],
  ["list_first", "list.first"],
  ["list_last", "list.last"],
  ["list_append", "list.append"],
  ["list_contains", "list.contains"],
  ["list_flatten", "list.flatten"],
  ["map_get", "map.get"],
]);
