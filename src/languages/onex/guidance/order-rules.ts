import { NODE_KINDS } from "../../../domain/node-contract.ts";
import type { Rule } from "../rules/rule.ts";

/** Families of rules by what models break most: errors, what the kind forbids, logging, types, how a node is built. */
const FIRST = ["ERR", "KND", "LOG", "TYP", "NOD"];
const THEN = ["NAM", "SYN", "QUA"];

const isWarning = ({ severity }: Rule): number => Number(severity !== "error");
const isMinor = ({ id }: Rule): number => Number(!FIRST.includes(familyOf(id)));
const isGeneral = ({ kinds }: Rule): number => Number(kinds.length === NODE_KINDS.length);
const familyOf = (id: string): string => id.slice(0, 3);

/**
 * Rules as they are told, weightiest first: a prompt has room for a part of them. Errors come before warnings, what
 * models break most before the rest, what holds for this kind alone before what holds for all; then each family in turn.
 */
export function orderRules(rules: readonly Rule[]): readonly Rule[] {
  const families = [...FIRST, ...THEN];
  const weighed = rules.map((rule) => {
    const alike = rules.filter((other) => weightOf(other) === weightOf(rule));
    const family = familyOf(rule.id);
    const turn = alike.filter(({ id }) => familyOf(id) === family).indexOf(rule);
    return { rule, keys: [weightOf(rule), turn, families.indexOf(family)] };
  });
  return weighed.sort((one, other) => compare(one.keys, other.keys)).map(({ rule }) => rule);
}

const weightOf = (rule: Rule): number => isWarning(rule) * 4 + isMinor(rule) * 2 + isGeneral(rule);

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((key, index) => key !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
