/** Signatures and effects as text, one spelling for one meaning: compared, and shown where they differ. */

import type { Effect, FunctionSignature } from "../syntax/ast.ts";
import type { Literal, Returns } from "../syntax/terms.ts";

/** Each part on its own line. */
export const describeSignature = ({
  name,
  parameters,
  returns,
  generics,
}: FunctionSignature): readonly string[] => [
  `fn name=${quote(name.text)}`,
  ...parameters.map((each) => `param name=${quote(each.name.text)} type=${spell(each.type.text)}`),
  ...(returns === undefined ? [] : [describeReturns(returns)]),
  ...generics.map(({ text }) => `generic name=${quote(text)}`),
];

export function describeReturns(returns: Returns): string {
  const optional = ({ isOptional }: { readonly isOptional: boolean }): string =>
    isOptional ? " optional" : "";
  if (returns.kind === "collection") return `returns collection of=${spell(returns.of.text)}`;
  if (returns.kind === "single")
    return `returns type=${spell(returns.type.text)}${optional(returns)}`;
  const members = returns.members.map((each) => `type=${spell(each.type.text)}${optional(each)}`);
  // The order of a union's members means nothing.
  return ["returns union", ...members.toSorted(), "end"].join(" ");
}

/** Effects in the order of their names. */
export const describeEffects = (effects: readonly Effect[]): readonly string[] =>
  effects
    .map(({ name, parameters }) => {
      const inside = parameters.map((each) => `${each.name.text}=${spellLiteral(each.value)}`);
      return inside.length === 0 ? name.text : `${name.text}(${inside.toSorted().join(", ")})`;
    })
    .toSorted();

/** Blanks mean nothing in a type's name, but the reference compares it as text. */
const spell = (type: string): string =>
  quote(
    type
      .replace(/\s+/g, " ")
      .replace(/ ?([<>,|]) ?/g, "$1")
      .replace(/,/g, ", ")
      .replace(/\|/g, " | "),
  );

/** A name may hold quotes and line breaks of its own: they must not read like the next part. */
const quote = (name: string): string => JSON.stringify(name);

function spellLiteral(literal: Literal): string {
  if (literal.kind === "none") return "none";
  if (literal.kind === "raw") return literal.text;
  return literal.kind === "string" ? quote(literal.value) : String(literal.value);
}
