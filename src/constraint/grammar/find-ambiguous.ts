/** Rules that read the same text in more ways than anybody can count. */

import type { ConstraintRefusal } from "../../domain/constraint.ts";
import type { LarkNode, LarkRule } from "./read-lark.ts";

type Side = "first" | "last";

/**
 * Rules that stand at both ends of one of their own alternatives, as in `e: e "+" e`. Each part more multiplies the ways
 * of reading (Catalan's numbers), and the work for a token grows with the square of the text: minutes after a page.
 */
export function findAmbiguous(rules: readonly LarkRule[]): readonly ConstraintRefusal[] {
  const edges = { first: edgesOf(rules, "first"), last: edgesOf(rules, "last") };
  const standsAt = (side: Side, node: LarkNode, name: string): boolean =>
    [...rulesAt(side, node)].some((at) => reaches(edges[side], at, name));
  return rules
    .filter(({ name, body }) =>
      alternativesOf(body).some(
        ([first, ...rest]) =>
          first !== undefined &&
          rest.at(-1) !== undefined &&
          standsAt("first", first, name) &&
          standsAt("last", rest.at(-1) ?? first, name),
      ),
    )
    .map(({ name, line, column }) => ({
      reason: "over-limits",
      message: `the rule "${name}" stands at both ends of one of its alternatives, so the ways to read a text multiply with its length: write levels, as in \`sum: product ("+" product)*\``,
      line,
      column,
    }));
}

/** For each rule, those that one of its texts may begin, or end, with. */
const edgesOf = (
  rules: readonly LarkRule[],
  side: Side,
): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(rules.map(({ name, body }) => [name, rulesAt(side, body)]));

function rulesAt(side: Side, node: LarkNode): ReadonlySet<string> {
  if (node.kind === "free") return new Set();
  if (node.kind === "rule") return new Set([node.name]);
  if (node.kind === "choice")
    return new Set(node.parts.flatMap((part) => [...rulesAt(side, part)]));
  const edge = node.parts.at(side === "first" ? 0 : -1);
  return edge === undefined ? new Set() : rulesAt(side, edge);
}

function reaches(
  edges: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): boolean {
  const reached = new Set([from]);
  // A set gives what is added while it is walked.
  for (const name of reached) for (const next of edges.get(name) ?? []) reached.add(next);
  return reached.has(to);
}

/** The sequences that a body is one of, without the groups around them. */
function alternativesOf(node: LarkNode): readonly (readonly LarkNode[])[] {
  if (node.kind === "choice") return node.parts.flatMap(alternativesOf);
  if (node.kind !== "sequence") return [[node]];
  const [only] = node.parts;
  return node.parts.length === 1 && only !== undefined ? alternativesOf(only) : [node.parts];
}
