/** Whether answers that were written apart fit together: names, and helpers that were written more than once. */

import type { BatchItem, ItemResult } from "../../domain/batch.ts";
import type { Declaration } from "../../domain/declaration.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { shapeOf } from "../context/analyse-batch.ts";
import { compareText, lastPart } from "../context/read-facts.ts";

/** Where a helper stands. */
export interface HelperPlace {
  readonly item: string;
  readonly name: string;
}

/** All lists are sorted and hold accepted items alone. */
export interface ConsistencyReport {
  /** Helpers that answers declare, besides what was given. */
  readonly helpers: number;
  /** The same helper, to the word, in several files: it could be shared. */
  readonly doubled: readonly { readonly name: string; readonly items: readonly string[] }[];
  /** One name for helpers that promise different things. */
  readonly ambiguous: readonly { readonly name: string; readonly items: readonly string[] }[];
  /** The same promise, proved or written in different ways under one name. */
  readonly rewritten: readonly { readonly name: string; readonly items: readonly string[] }[];
  /** The same promise under different names. */
  readonly renamed: readonly (readonly HelperPlace[])[];
  /** Helpers that bear the name of something given in another file. */
  readonly shadowing: readonly (HelperPlace & { readonly givenIn: readonly string[] })[];
}

/** What the answers of a batch declare twice, or under names that others have, told across files. */
export function consistencyReport(
  items: readonly BatchItem[],
  results: readonly ItemResult[],
  packs: readonly Pick<LanguagePack, "id" | "formal">[],
): ConsistencyReport {
  const byId = new Map(results.map((result) => [result.id, result]));
  const read = items.flatMap((item) => readItem(item, byId.get(item.id), packs));
  const helpers = read.flatMap((each) => each.helpers);
  const byName = [...Map.groupBy(helpers, ({ language, name }) => `${language}\0${name}`).values()];
  const named = (groups: readonly (readonly Helper[])[]) =>
    groups
      .map((same) => ({ name: same[0]?.name ?? "", items: idsOf(same) }))
      .filter((each) => each.items.length > 1)
      .toSorted(
        (a, b) =>
          compareText(a.name, b.name) || compareText(a.items.join("\0"), b.items.join("\0")),
      );
  return {
    helpers: helpers.length,
    doubled: named([
      ...Map.groupBy(
        helpers,
        ({ language, name, text }) => `${language}\0${name}\0${text}`,
      ).values(),
    ]),
    ambiguous: named(byName.filter((same) => countOf(same, ({ contract }) => contract) > 1)),
    rewritten: named(
      [
        ...Map.groupBy(helpers, ({ language, contract }) => `${language}\0${contract}`).values(),
      ].filter((same) => countOf(same, ({ text }) => text) > 1),
    ),
    renamed: listRenamed(helpers),
    shadowing: listShadowing(read),
  };
}

interface Helper {
  readonly item: string;
  readonly language: string;
  readonly name: string;
  readonly contract: string;
  /** Its whole text, layout apart. */
  readonly text: string;
}

interface ReadItem {
  readonly item: BatchItem;
  readonly given: ReadonlySet<string>;
  readonly helpers: readonly Helper[];
}

function readItem(
  item: BatchItem,
  result: ItemResult | undefined,
  packs: readonly Pick<LanguagePack, "id" | "formal">[],
): readonly ReadItem[] {
  const { id, specification } = item;
  const { language, source } = specification;
  const outcome = result?.outcome;
  const formal = packs.find((pack) => pack.id === language)?.formal;
  if (formal === undefined || outcome?.status !== "accepted") return [];
  const { text } = outcome.artifact;
  const given = new Set(formal.readDeclarations(source).map(({ name }) => name));
  const helpers = formal
    .readDeclarations(text)
    .filter(({ name }) => !given.has(name))
    .map((declaration) => toHelper(declaration, { id, language, text }));
  return [{ item, given: new Set([...given].map(lastPart)), helpers }];
}

const toHelper = (
  { name, contract, start, end }: Declaration,
  { id, language, text }: { readonly id: string; readonly language: string; readonly text: string },
): Helper => ({
  item: id,
  language,
  name: lastPart(name),
  contract,
  text: text.slice(start, end).replace(/\s+/g, " ").trim(),
});

const idsOf = (helpers: readonly Helper[]): readonly string[] =>
  [...new Set(helpers.map(({ item }) => item))].toSorted(compareText);

const countOf = (helpers: readonly Helper[], of: (helper: Helper) => string): number =>
  new Set(helpers.map(of)).size;

/** Helpers that differ in names alone, their own among them. */
function listRenamed(helpers: readonly Helper[]): ConsistencyReport["renamed"] {
  const alike = Map.groupBy(
    helpers,
    ({ language, contract }) => `${language}\0${shapeOf(contract)}`,
  );
  return [...alike.values()]
    .filter((same) => countOf(same, ({ name }) => name) > 1 && idsOf(same).length > 1)
    .map((same) =>
      same
        .map(({ item, name }) => ({ item, name }))
        .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.item, b.item)),
    )
    .toSorted((a, b) => compareText(a[0]?.name ?? "", b[0]?.name ?? ""));
}

function listShadowing(read: readonly ReadItem[]): ConsistencyReport["shadowing"] {
  const owners = new Map<string, string[]>();
  for (const { item, given } of read) {
    for (const name of given) {
      const key = `${item.specification.language}\0${name}`;
      const ids = owners.get(key) ?? [];
      ids.push(item.id);
      owners.set(key, ids);
    }
  }
  return read
    .flatMap(({ item, helpers }) =>
      helpers.flatMap(({ name, language }) => {
        const givenIn = (owners.get(`${language}\0${name}`) ?? []).filter((id) => id !== item.id);
        return givenIn.length === 0
          ? []
          : [{ item: item.id, name, givenIn: givenIn.toSorted(compareText) }];
      }),
    )
    .toSorted((a, b) => compareText(a.item, b.item) || compareText(a.name, b.name));
}
