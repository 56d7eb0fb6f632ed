/** Cases of a match: the variants they name and what their bindings hold. */

import type { Finding } from "../finding.ts";
import { displayType } from "../semantics/types.ts";
import type { MatchCase } from "../syntax/step-ast.ts";
import { bind } from "./bindings.ts";
import type { Context } from "./context.ts";
import { checkVariant, unknownVariant } from "./fields.ts";
import { firstOf } from "./first-of.ts";
import { splitVariant, typeOfField } from "./known-types.ts";
import { UNKNOWN_VALUE, type Value, valueOf } from "./values.ts";

/** Reports a case that names no variant of what is matched. */
export function checkPattern(
  { pattern }: MatchCase,
  { type }: Value,
  context: Context,
): readonly Finding[] {
  if (pattern.kind === "wildcard") return [];
  const { enumName, variantName } = splitVariant(pattern.type.text);
  if (enumName !== undefined && context.types.findEnum(enumName) !== undefined)
    return checkVariant(pattern.type, context);
  const variants = type.kind === "named" ? context.types.findEnum(type.name) : undefined;
  if (type.kind !== "named" || variants === undefined || variants.has(variantName)) return [];
  return [unknownVariant(pattern.type, type.name, variantName, variants, context)];
}

/** Gives the bindings of a case their values: the payload of a variant in its order, else the whole value. */
export function bindPattern(matchCase: MatchCase, matched: Value, context: Context): void {
  const { pattern } = matchCase;
  if (pattern.kind === "wildcard") return;
  const values = payloadOf(matchCase, matched, context);
  for (const [index, name] of pattern.bindings.entries())
    bind(name, values[index] ?? UNKNOWN_VALUE, context);
}

function payloadOf({ pattern }: MatchCase, { type }: Value, { types }: Context): readonly Value[] {
  if (pattern.kind === "wildcard") return [];
  const name = pattern.type.text;
  if (type.kind === "named") {
    const fields = types.findEnum(type.name)?.get(splitVariant(name).variantName);
    const bound = firstOf(fields?.values() ?? [], pattern.bindings.length);
    return bound.map((field) => valueOf(typeOfField(field)));
  }
  if (type.kind === "optional")
    return name === "Some" || name === "some" || name === displayType(type.inner)
      ? [valueOf(type.inner)]
      : [];
  const member =
    type.kind === "union" ? type.members.find((each) => displayType(each) === name) : undefined;
  return member === undefined ? [] : [valueOf(member)];
}
