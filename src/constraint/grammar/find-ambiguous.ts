/** Rules that read the same text in more ways than anybody can count. */

import type { ConstraintRefusal } from "../../domain/constraint.ts";
import type { LarkNode, LarkRule } from "./read-lark.ts";

type Side = "first" | "last";

/** Whether a node may stand for no text at all. */
type MayBeEmpty = (node: LarkNode) => boolean;

/**
 * Rules that stand at both ends of one of their own alternatives, as in `e: e "+" e`. Each part more multiplies the ways
 * of reading (Catalan's numbers), and the work for a token grows with the square of the text: minutes after a page.
 */
export function findAmbiguous(rules: readonly LarkRule[]): readonly ConstraintRefusal[] {
  const mayBeEmpty = findEmpty(rules);
  const edges = {
    first: edgesOf(rules, "first", mayBeEmpty),
    last: edgesOf(rules, "last", mayBeEmpty),
  };
  const standsAt = (side: Side, node: LarkNode, name: string): boolean =>
    [...rulesAt(side, node, mayBeEmpty)].some((at) => reaches(edges[side], at, name));
  const standsAtBoth = (node: LarkNode, name: string): boolean => {
    if (node.kind === "choice") return node.parts.some((part) => standsAtBoth(part, name));
    if (node.kind === "optional") return standsAtBoth(node.body, name);
    if (node.kind !== "sequence") return false;
    const firsts = edgeOf("first", node.parts, mayBeEmpty);
    const lasts = edgeOf("last", node.parts, mayBeEmpty);
    const first = firsts.find((part) => standsAt("first", part, name));
    const last = lasts.find((part) => standsAt("last", part, name));
    if (first === undefined || last === undefined) return false;
    return node.parts.indexOf(first) < node.parts.lastIndexOf(last) || standsAtBoth(first, name);
  };
  return rules
    .filter(({ name, body }) => standsAtBoth(body, name))
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
  mayBeEmpty: MayBeEmpty,
): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(rules.map(({ name, body }) => [name, rulesAt(side, body, mayBeEmpty)]));

function rulesAt(side: Side, node: LarkNode, mayBeEmpty: MayBeEmpty): ReadonlySet<string> {
  const inside = (part: LarkNode): readonly string[] => [...rulesAt(side, part, mayBeEmpty)];
  switch (node.kind) {
    case "free":
      return new Set();
    case "rule":
      return new Set([node.name]);
    case "optional":
      return rulesAt(side, node.body, mayBeEmpty);
    case "choice":
      return new Set(node.parts.flatMap(inside));
    case "sequence":
      return new Set(edgeOf(side, node.parts, mayBeEmpty).flatMap(inside));
  }
}

/** The parts that the text of a sequence may begin, or end, with, from that side on. */
function edgeOf(
  side: Side,
  parts: readonly LarkNode[],
  mayBeEmpty: MayBeEmpty,
): readonly LarkNode[] {
  const ordered = side === "first" ? parts : parts.toReversed();
  const firm = ordered.findIndex((part) => !mayBeEmpty(part));
  return firm < 0 ? ordered : ordered.slice(0, firm + 1);
}

function findEmpty(rules: readonly LarkRule[]): MayBeEmpty {
  const empty = new Set<string>();
  const mayBeEmpty = (node: LarkNode): boolean => {
    if (node.kind === "rule") return empty.has(node.name);
    if (node.kind === "choice") return node.parts.some(mayBeEmpty);
    return node.kind === "optional" || (node.kind === "sequence" && node.parts.every(mayBeEmpty));
  };
  for (let before = -1; before < empty.size; ) {
    before = empty.size;
    for (const { name, body } of rules) if (mayBeEmpty(body)) empty.add(name);
  }
  return mayBeEmpty;
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
