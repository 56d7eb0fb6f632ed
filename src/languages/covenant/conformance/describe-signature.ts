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
  `fn name="${name.text}"`,
  ...parameters.map((each) => `param name="${each.name.text}" type="${spell(each.type.text)}"`),
  ...(returns === undefined ? [] : [describeReturns(returns)]),
  ...generics.map(({ text }) => `generic name="${text}"`),
];

export function describeReturns(returns: Returns): string {
  const optional = ({ isOptional }: { readonly isOptional: boolean }): string =>
    isOptional ? " optional" : "";
  if (returns.kind === "collection") return `returns collection of="${spell(returns.of.text)}"`;
  if (returns.kind === "single")
    return `returns type="${spell(returns.type.text)}"${optional(returns)}`;
  const members = returns.members.map((each) => `type="${spell(each.type.text)}"${optional(each)}`);
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
  type
    .replace(/\s+/g, " ")
    .replace(/\s*([<>,|])\s*/g, "$1")
    .replace(/,/g, ", ")
    .replace(/\|/g, " | ");

function spellLiteral(literal: Literal): string {
  if (literal.kind === "none") return "none";
  if (literal.kind === "raw") return literal.text;
  return literal.kind === "string" ? JSON.stringify(literal.value) : String(literal.value);
}
