/** What can be read off the items' texts; read once, for the plan, the overview and the report. */

import type { BatchItem } from "../../domain/batch.ts";
import type { Declaration, FileImport } from "../../domain/declaration.ts";
import type { FormalLanguage } from "../../ports/formal-language.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { folderOf } from "../../std/folder-of.ts";
import { joinInside } from "../../std/inside-project.ts";

export interface ItemFacts {
  readonly item: BatchItem;
  readonly declarations: readonly Declaration[];
  readonly imports: readonly FileImport[];
  /** Items that it includes, itself or through files that are no items; sorted. */
  readonly includes: readonly string[];
  /** Last parts of the names that it declares, or a file that it includes. */
  readonly known: ReadonlySet<string>;
}

type Packs = readonly Pick<LanguagePack, "id" | "formal">[];

/** Facts of all items, sorted by id. Nothing is known of an item whose language has no formal side. */
export function readFacts(items: readonly BatchItem[], packs: Packs): readonly ItemFacts[] {
  const formals = new Map(packs.map(({ id, formal }) => [id, formal]));
  const owners = ownersOf(items);
  const readText = createTextReader();
  return sortById(items).map((item) => {
    const formal = formals.get(item.specification.language);
    if (formal === undefined) return noFacts(item);
    const { declarations, imports } = readText(formal, item.specification.source);
    const { includes, names } = followIncludes(item, {
      owners,
      read: (text) => readText(formal, text),
    });
    const own = declarations.map(({ name }) => lastPart(name));
    return { item, declarations, imports, includes, known: new Set([...own, ...names]) };
  });
}

const noFacts = (item: BatchItem): ItemFacts => ({
  item,
  declarations: [],
  imports: [],
  includes: [],
  known: new Set(),
});

/** In the order of code units: the same on every machine. */
export const sortById = (items: readonly BatchItem[]): readonly BatchItem[] =>
  items.toSorted((a, b) => compareText(a.id, b.id));

/** By code units; for `sort`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What so many files hold is the form of such files, and tells nothing of any two of them. */
const MOST_HOLDERS = 20;
export const isBoilerplate = (holders: number, all: number): boolean =>
  holders > MOST_HOLDERS && holders > all / 2;

/** `Arrays.Max` → `Max`. */
export const lastPart = (name: string): string => name.slice(name.search(/[^.:]*$/));

interface TextFacts {
  readonly declarations: readonly Declaration[];
  readonly imports: readonly FileImport[];
}

/** Many items include the same files: each text is read once. */
function createTextReader(): (formal: FormalLanguage, text: string) => TextFacts {
  const readers = new Map<FormalLanguage, Map<string, TextFacts>>();
  return (formal, text) => {
    const known = readers.get(formal) ?? new Map<string, TextFacts>();
    readers.set(formal, known);
    const facts = known.get(text) ?? {
      declarations: formal.readDeclarations(text),
      imports: formal.readImports(text),
    };
    known.set(text, facts);
    return facts;
  };
}

/** Items by where their files lie; a path that several claim is nobody's, an id is its item's before all. */
function ownersOf(items: readonly BatchItem[]): ReadonlyMap<string, BatchItem> {
  const claims = Map.groupBy(items, ({ specification }) => specification.path);
  const owners = new Map<string, BatchItem>();
  for (const [path, [item, ...others]] of claims) {
    if (item !== undefined && others.length === 0) owners.set(path, item);
  }
  for (const item of items) owners.set(item.id, item);
  return owners;
}

interface Included {
  readonly includes: readonly string[];
  readonly names: readonly string[];
}

/** Goes from file to file until it comes to items: what those include is their own affair. */
function followIncludes(
  { id, specification }: BatchItem,
  {
    owners,
    read,
  }: {
    readonly owners: ReadonlyMap<string, BatchItem>;
    readonly read: (text: string) => TextFacts;
  },
): Included {
  const files = new Map(specification.contextFiles.map(({ path, text }) => [path, text]));
  const includes = new Set<string>();
  const names = new Set<string>();
  const seen = new Set<string>();
  const { imports } = read(specification.source);
  if (imports.length === 0) return { includes: [], names: [] };
  const open = [...pathsOf(id, imports), ...pathsOf(specification.path, imports)];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const found = owners.get(path);
    // A file of another language is none that this one could include.
    const owner = found?.specification.language === specification.language ? found.id : undefined;
    if (owner !== undefined && owner !== id) includes.add(owner);
    const text = files.get(path);
    if (text === undefined) continue;
    const { declarations, imports } = read(text);
    for (const { name } of declarations) names.add(lastPart(name));
    if (owner === undefined) open.push(...pathsOf(path, imports));
  }
  return { includes: [...includes].toSorted(compareText), names: [...names] };
}

const pathsOf = (file: string, imports: readonly FileImport[]): readonly string[] =>
  imports.flatMap(({ path }) =>
    path === undefined ? [] : (joinInside(folderOf(file), path) ?? []),
  );
