import type { BatchItem, ItemEdge } from "../../domain/batch.ts";
import type { Declaration } from "../../domain/declaration.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import {
  compareText,
  type ItemFacts,
  isBoilerplate,
  lastPart,
  readFacts,
} from "../context/read-facts.ts";
import { strongGroups } from "./strong-groups.ts";

/** Items that stand on each other in a circle; one alone, for most. */
export interface ItemGroup {
  /** Sorted. */
  readonly items: readonly string[];
  /** 0 for one that stands on nothing; else one more than the highest of what it stands on. */
  readonly level: number;
}

export interface Dependencies {
  /** Sorted; at most one between two items in each direction. */
  readonly edges: readonly ItemEdge[];
  /** Every item in exactly one; sorted by level, then by id. */
  readonly groups: readonly ItemGroup[];
}

/** A name that so many items declare says nothing about who belongs to whom. */
const MOST_OWNERS = 4;

/**
 * Who stands on whom, and who belongs together. Files that are included decide the order; declarations that several
 * items hold alike, and names that only another item declares, say which are best asked for together.
 */
export function readDependencies(
  items: readonly BatchItem[],
  packs: readonly Pick<LanguagePack, "id" | "formal">[],
): Dependencies {
  const facts = readFacts(items, packs);
  const included = facts.flatMap(({ item, includes }) =>
    includes.map((to): ItemEdge => ({ from: item.id, to, kind: "include", weight: 1 })),
  );
  const weak = [...findShared(facts), ...findNames(facts)];
  return { edges: keepStrongest([...included, ...weak]), groups: groupByIncludes(facts) };
}

function groupByIncludes(facts: readonly ItemFacts[]): readonly ItemGroup[] {
  const targets = new Map(facts.map(({ item, includes }) => [item.id, includes]));
  const targetsOf = (id: string): readonly string[] => targets.get(id) ?? [];
  const levels = new Map<string, number>();
  return strongGroups([...targets.keys()], targetsOf)
    .map((members): ItemGroup => {
      // Groups come after what they lead to; those of this one have no level yet.
      const below = members.flatMap(targetsOf).map((id) => levels.get(id) ?? -1);
      const level = below.reduce((highest, each) => Math.max(highest, each), -1) + 1;
      for (const id of members) levels.set(id, level);
      return { items: members.toSorted(compareText), level };
    })
    .toSorted((a, b) => a.level - b.level || compareText(a.items[0] ?? "", b.items[0] ?? ""));
}

/** Items with the same declaration, each bound to the first of them: a star, since all pairs would be too many. */
function findShared(facts: readonly ItemFacts[]): readonly ItemEdge[] {
  const holders = new Map<string, string[]>();
  for (const each of facts) {
    for (const key of new Set(each.declarations.map((one) => sharedKey(one, each)))) {
      if (key === undefined) continue;
      const ids = holders.get(key) ?? [];
      ids.push(each.item.id);
      holders.set(key, ids);
    }
  }
  const pairs = countPairs(
    [...holders.values()]
      .filter((ids) => !isBoilerplate(ids.length, facts.length))
      .flatMap(([first = "", ...rest]) => rest.map((id) => [id, first])),
  );
  return pairs.map(([from, to, count]) => ({
    from,
    to,
    kind: "shared-type",
    weight: toWeight(0.95, count),
  }));
}

/**
 * What two declarations have in common that mean the same: the contract; for a definition its body too, since the same
 * name with another body means something else.
 */
function sharedKey(
  { contract, body, isDefinition, promises }: Declaration,
  { item }: ItemFacts,
): string | undefined {
  const { source, slots, language } = item.specification;
  if (!isDefinition && !promises) return undefined;
  const isOpen =
    body === undefined || slots.some(({ start, end }) => start < body.end && end > body.start);
  const meaning =
    isDefinition && !isOpen ? source.slice(body.start, body.end).replace(/\s+/g, " ") : "";
  return `${language}\0${contract}\0${meaning}`;
}

/** Items that mention a name which they do not know, and a few others declare. */
function findNames(facts: readonly ItemFacts[]): readonly ItemEdge[] {
  const owners = new Map<string, string[]>();
  for (const { item, declarations } of facts) {
    for (const name of new Set(declarations.map((one) => lastPart(one.name)))) {
      const key = `${item.specification.language}\0${name}`;
      const ids = owners.get(key) ?? [];
      ids.push(item.id);
      owners.set(key, ids);
    }
  }
  const pairs = facts.flatMap(({ item, declarations, known }) => {
    const { id, specification } = item;
    const wanted = new Set(declarations.flatMap(({ uses }) => uses));
    return [...wanted].flatMap((name) => {
      if (known.has(name)) return [];
      const ids = owners.get(`${specification.language}\0${name}`) ?? [];
      return ids.length > MOST_OWNERS ? [] : ids.map((owner): Pair => [id, owner]);
    });
  });
  return countPairs(pairs).map(([from, to, count]) => ({
    from,
    to,
    kind: "same-name",
    weight: toWeight(0.5, count),
  }));
}

type Pair = readonly [from: string, to: string];

function countPairs(
  pairs: readonly (readonly string[])[],
): readonly (readonly [string, string, number])[] {
  const counts = new Map<string, [string, string, number]>();
  for (const [from = "", to = ""] of pairs) {
    if (from === to) continue;
    const key = `${from}\0${to}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, [from, to, 1]);
    else known[2] += 1;
  }
  return [...counts.values()];
}

/** Half of `most` for one thing in common, three quarters for two, and so on. */
const toWeight = (most: number, count: number): number =>
  Math.round(most * (1 - 0.5 ** count) * 1000) / 1000;

function keepStrongest(edges: readonly ItemEdge[]): readonly ItemEdge[] {
  const kept = new Map<string, ItemEdge>();
  for (const edge of edges) {
    const key = `${edge.from}\0${edge.to}`;
    const known = kept.get(key);
    if (known === undefined || edge.weight > known.weight) kept.set(key, edge);
  }
  return [...kept.values()].toSorted(
    (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to),
  );
}
