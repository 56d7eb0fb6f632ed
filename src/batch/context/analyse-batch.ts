/** What is known of many files together: what they import and share, and how hard each is. */

import type { BatchItem } from "../../domain/batch.ts";
import type { Declaration } from "../../domain/declaration.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { compareText, type ItemFacts, isBoilerplate, lastPart, readFacts } from "./read-facts.ts";
import { type Complexity, scoreComplexity } from "./score-complexity.ts";

export interface SharedDeclaration {
  readonly name: string;
  readonly kind: string;
  /** As the first item has it. */
  readonly text: string;
  readonly items: readonly string[];
}

/** Contracts that differ in names and numbers alone. */
export interface RecurringShape {
  /** With `_1`, `_2`, … for its words and `0` for every number. */
  readonly shape: string;
  readonly declarations: readonly { readonly item: string; readonly name: string }[];
}

/** One name that means different things. */
export interface Homonym {
  readonly name: string;
  /** Items that mean the same stand together; the largest such set first. */
  readonly meanings: readonly (readonly string[])[];
}

/** All lists are sorted, and none of them depends on the order of the items. */
export interface CrossFileAnalysis {
  /** Libraries and files by who imports them, the most used first. */
  readonly imports: readonly { readonly target: string; readonly items: readonly string[] }[];
  /** By item: the items that it includes. */
  readonly includes: Readonly<Record<string, readonly string[]>>;
  /** Types, functions and lemmas that several items hold alike, the most used first. */
  readonly shared: readonly SharedDeclaration[];
  readonly shapes: readonly RecurringShape[];
  readonly homonyms: readonly Homonym[];
  /** By item. */
  readonly complexity: Readonly<Record<string, Complexity>>;
}

/** What the files of a batch have in common, by reading alone; the same for any order of them. */
export function analyseBatch(
  items: readonly BatchItem[],
  packs: readonly Pick<LanguagePack, "id" | "formal">[],
): CrossFileAnalysis {
  const facts = readFacts(items, packs);
  const held = facts.flatMap((each) => each.declarations.map((one) => hold(each, one)));
  return {
    imports: listImports(facts),
    includes: Object.fromEntries(
      facts.flatMap(({ item, includes }) => (includes.length === 0 ? [] : [[item.id, includes]])),
    ),
    shared: listShared(held, facts.length),
    shapes: listShapes(held),
    homonyms: listHomonyms(held),
    complexity: Object.fromEntries(facts.map((each) => [each.item.id, scoreComplexity(each)])),
  };
}

interface Held {
  readonly item: BatchItem;
  readonly declaration: Declaration;
  readonly text: string;
  /** Its text, layout apart: what it means. */
  readonly meaning: string;
}

function hold({ item }: ItemFacts, declaration: Declaration): Held {
  const text = item.specification.source.slice(declaration.start, declaration.end);
  return { item, declaration, text, meaning: `${item.specification.language}\0${oneLine(text)}` };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function listImports(facts: readonly ItemFacts[]): CrossFileAnalysis["imports"] {
  const users = new Map<string, string[]>();
  for (const { item, imports } of facts) {
    for (const target of new Set(imports.map((each) => each.target))) {
      const ids = users.get(target) ?? [];
      ids.push(item.id);
      users.set(target, ids);
    }
  }
  return [...users].map(([target, items]) => ({ target, items })).toSorted(byUse("target"));
}

function listShared(held: readonly Held[], all: number): readonly SharedDeclaration[] {
  // What is to be written is not shared, though its stub may be the same.
  const settled = held.filter(({ declaration, item }) => {
    const { isDefinition, promises, start, end } = declaration;
    return (
      (isDefinition || promises) &&
      !item.specification.slots.some((slot) => slot.start < end && slot.end > start)
    );
  });
  return [...Map.groupBy(settled, ({ meaning }) => meaning).values()]
    .flatMap((same): readonly SharedDeclaration[] => {
      const items = [...new Set(same.map(({ item }) => item.id))];
      const [first] = same;
      if (first === undefined || items.length < 2 || isBoilerplate(items.length, all)) return [];
      const { name, kind } = first.declaration;
      return [{ name, kind, text: first.text.trim(), items }];
    })
    .toSorted(byUse("name"));
}

/** Shorter contracts are alike by chance. */
const FEWEST_TOKENS = 8;

function listShapes(held: readonly Held[]): readonly RecurringShape[] {
  const promising = held.filter(
    ({ declaration }) =>
      declaration.promises && declaration.contract.split(" ").length >= FEWEST_TOKENS,
  );
  return [...Map.groupBy(promising, ({ declaration }) => shapeOf(declaration.contract))]
    .map(([shape, same]) => ({
      shape,
      declarations: same.map(({ item, declaration }) => ({
        item: item.id,
        name: declaration.name,
      })),
    }))
    .filter(({ declarations }) => new Set(declarations.map(({ item }) => item)).size > 1)
    .toSorted(
      (a, b) => b.declarations.length - a.declarations.length || compareText(a.shape, b.shape),
    );
}

const WORD = /[\p{L}_][\p{L}\p{N}_'?]*/gu;

/**
 * A contract whose words are numbered in the order in which they come, since nothing here tells a language's words from
 * a contract's own names: two that differ in names alone have the same shape.
 */
export function shapeOf(contract: string): string {
  const numbers = new Map<string, number>();
  return contract.replace(/\b\d+\b/g, "0").replace(WORD, (word) => {
    const number = numbers.get(word) ?? numbers.size + 1;
    numbers.set(word, number);
    return `_${number}`;
  });
}

function listHomonyms(held: readonly Held[]): readonly Homonym[] {
  const definitions = held.filter(({ declaration }) => declaration.isDefinition);
  return [...Map.groupBy(definitions, ({ declaration }) => lastPart(declaration.name))]
    .map(([name, same]) => ({
      name,
      meanings: [...Map.groupBy(same, ({ meaning }) => meaning).values()]
        .map((alike) => [...new Set(alike.map(({ item }) => item.id))].toSorted(compareText))
        .toSorted((a, b) => b.length - a.length || compareText(a[0] ?? "", b[0] ?? "")),
    }))
    .filter(({ meanings }) => meanings.length > 1 && new Set(meanings.flat()).size > 1)
    .toSorted((a, b) => b.meanings.length - a.meanings.length || compareText(a.name, b.name));
}

const byUse =
  <Key extends string>(key: Key) =>
  (
    a: { readonly items: readonly string[] } & Readonly<Record<Key, string>>,
    b: { readonly items: readonly string[] } & Readonly<Record<Key, string>>,
  ): number =>
    b.items.length - a.items.length || compareText(a[key], b[key]);
