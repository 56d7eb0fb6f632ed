import type { Returns, UnionMember } from "../syntax/terms.ts";

/** A result's type as lines of a signature. */
export function renderReturns(returns: Returns): readonly string[] {
  if (returns.kind === "collection") return [`    returns collection of="${returns.of.text}"`];
  if (returns.kind === "single") return [`    returns ${typeOf(returns)}`];
  return [
    "    returns union",
    ...returns.members.map((each) => `      ${typeOf(each)}`),
    "    end",
  ];
}

const typeOf = ({ type, isOptional }: Pick<UnionMember, "type" | "isOptional">): string =>
  `type="${type.text}"${isOptional ? " optional" : ""}`;
