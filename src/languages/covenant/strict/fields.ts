/** Values that are built: construct steps, returned structs and variants. */

import { type Finding, finding } from "../finding.ts";
import { quoteAlternatives } from "../semantics/suggest-names.ts";
import type { NamedOperand } from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import type { Context } from "./context.ts";
import { unknownField } from "./field-access.ts";
import { firstOf } from "./first-of.ts";
import { type Fields, splitVariant, typeOfField } from "./known-types.ts";
import { valueOfOperand } from "./operands.ts";
import { spellType } from "./spell-type.ts";
import type { Value } from "./values.ts";

/** Checks the fields that a value of `type` is built from. */
export function checkFields(
  type: Name,
  fields: readonly NamedOperand[],
  context: Context,
): readonly Finding[] {
  const values = fields.map(({ operand }) => valueOfOperand(operand, context));
  const declared = findFields(type.text, context);
  if (declared === undefined) return checkVariant(type, context);
  return fields.flatMap(({ name, operand }, index) => {
    const field = declared.get(name.text);
    const value = values[index];
    if (field === undefined) return unknownField(type.text, name, declared, context);
    const expected = typeOfField(field);
    return value !== undefined && context.types.isMismatch(expected, value)
      ? wrongType(type.text, name, operand, spellType(expected), value)
      : [];
  });
}

/** The fields of a struct or of a variant; `undefined` where the file does not declare it. */
function findFields(name: string, { types }: Context): Fields | undefined {
  const { enumName, variantName } = splitVariant(name);
  return enumName === undefined
    ? types.findStruct(name)
    : types.findEnum(enumName)?.get(variantName);
}

const wrongType = (
  type: string,
  name: Name,
  operand: NamedOperand["operand"],
  expected: string,
  value: Value,
): Finding => {
  const found = spellType(value.type);
  return finding(
    "field_type",
    operand,
    { type, field: name.text, expected, found },
    `The field "${name.text}" of "${type}" is ${expected}, but this value is ${found}`,
    {
      help:
        value.type.kind === "union" || value.type.kind === "optional"
          ? `Match on the value first, and build the ${type} in the case that has ${expected}`
          : `Give the field a value of type ${expected}; op=to_string, op=to_int and op=to_float convert`,
    },
  );
};

/** A message that lists more variants than this is not read. */
const MOST_VARIANTS = 12;

/** Reports `E::V` where the file declares the enum `E` without a variant `V`. */
export function checkVariant(name: Name, context: Context): readonly Finding[] {
  const { enumName, variantName } = splitVariant(name.text);
  const variants = enumName === undefined ? undefined : context.types.findEnum(enumName);
  if (enumName === undefined || variants === undefined || variants.has(variantName)) return [];
  return [unknownVariant(name, enumName, variantName, variants, context)];
}

/** Reports that the enum has `variants`, but not this one. */
export function unknownVariant(
  range: Name,
  type: string,
  variant: string,
  variants: ReadonlyMap<string, Fields>,
  { suggest }: Context,
): Finding {
  const candidates = suggest(variant, variants.keys());
  const all = firstOf(variants.keys(), MOST_VARIANTS).map((name) => `${type}::${name}`);
  return finding(
    "unknown_variant",
    range,
    { type, variant, candidates },
    `The enum "${type}" has no variant "${variant}"`,
    {
      help: `${quoteAlternatives(candidates.map((name) => `${type}::${name}`))}${all.length === 0 ? `"${type}" has no variants` : `Its variants: ${all.join(", ")}`}`,
    },
  );
}
