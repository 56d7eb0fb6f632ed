/** Fields that are read from a value: `field="total" of="order"`, or `order.total`. */

import { type Finding, finding } from "../finding.ts";
import { quoteAlternatives } from "../semantics/suggest-names.ts";
import type { Type } from "../semantics/types.ts";
import type { Name } from "../syntax/terms.ts";
import type { Context } from "./context.ts";
import { firstOf } from "./first-of.ts";
import { type Fields, typeOfField } from "./known-types.ts";
import { spellType } from "./spell-type.ts";
import { UNKNOWN_VALUE, type Value, valueOf } from "./values.ts";

/** What is known of the field that `path` names; one that cannot be there is reported. */
export function readField(record: Value, path: Name, context: Context): Value {
  let value: Value | undefined = record;
  for (const field of path.text.split(".")) {
    value = readOneField(value.type, { ...path, text: field }, context);
    if (value === undefined) return UNKNOWN_VALUE;
  }
  return value;
}

function readOneField(record: Type, field: Name, context: Context): Value | undefined {
  const type = record.kind === "optional" ? record.inner : record;
  switch (type.kind) {
    case "struct": {
      const known = type.fields.find(({ name }) => name === field.text);
      return known && valueOf(known.type);
    }
    case "named":
      return readStructField(type.name, field, context);
    case "primitive":
    case "list":
    case "set":
      context.findings.push(noFields(type, field));
      return undefined;
    default:
      return undefined;
  }
}

function readStructField(name: string, field: Name, context: Context): Value | undefined {
  const fields = context.types.findStruct(name);
  const declared = fields?.get(field.text);
  if (declared !== undefined) return { type: typeOfField(declared), isOurs: true };
  if (fields !== undefined) context.findings.push(unknownField(name, field, fields, context));
  return undefined;
}

const noFields = (type: Type, field: Name): Finding =>
  finding(
    "unknown_field",
    field,
    { type: spellType(type), field: field.text, candidates: [] },
    `A value of type ${spellType(type)} has no field "${field.text}"`,
    {
      help:
        type.kind === "primitive"
          ? "Only structs and maps have fields: use the value itself, or a library function such as text.str_len"
          : "Only structs and maps have fields: take the items one by one with a for step, or call list.len, list.get or list.first",
    },
  );

/** A message that lists more fields than this is not read. */
const MOST_FIELDS = 12;

/** Reports that `type` has `fields`, but not this one. */
export function unknownField(
  type: string,
  field: Name,
  fields: Fields,
  { suggest }: Context,
): Finding {
  const candidates = suggest(field.text, fields.keys());
  const some = firstOf(fields.keys(), MOST_FIELDS).join(", ");
  const all = fields.size > MOST_FIELDS ? `${some}, …` : some;
  return finding(
    "unknown_field",
    field,
    { type, field: field.text, candidates },
    `"${type}" has no field "${field.text}"`,
    {
      help: `${quoteAlternatives(candidates)}${fields.size === 0 ? `"${type}" has no fields: leave it out` : `Its fields: ${all}`}`,
    },
  );
}
