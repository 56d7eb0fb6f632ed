/** Folders and files as a tree of a few lines. */

interface Entry {
  readonly name: string;
  readonly parent: Folder | undefined;
}

interface Folder extends Entry {
  readonly parent: Folder | undefined;
  readonly folders: Map<string, Folder>;
  readonly files: Entry[];
}

const isFolder = (entry: Entry): entry is Folder => "folders" in entry;

/** The tree of a project's files, to be rendered again and again. */
export type ProjectTree = Folder;

export function plantTree(paths: readonly string[]): ProjectTree {
  const root = createFolder(".", undefined);
  for (const path of paths) {
    const names = path.split("/");
    const folder = names.slice(0, -1).reduce(openFolder, root);
    folder.files.push({ name: names.at(-1) ?? "", parent: folder });
  }
  return root;
}

const createFolder = (name: string, parent: Folder | undefined): Folder => ({
  name,
  parent,
  folders: new Map(),
  files: [],
});

function openFolder(parent: Folder, name: string): Folder {
  const folder = parent.folders.get(name) ?? createFolder(name, parent);
  parent.folders.set(name, folder);
  return folder;
}

/**
 * The tree in at most `maxLines` lines: first the folder that `path` lies in, or the nearest one around it that there is,
 * then the folders around that. A folder of which something is left out says so.
 */
export function renderStructure(
  root: ProjectTree,
  path: string,
  { maxLines }: { readonly maxLines: number },
): string {
  if (maxLines < 1 || countEntries(root) === 0) return "";
  const shown = chooseEntries(root, findHome(root, path), maxLines - 1);
  return [describe(root, shown), ...renderEntries(root, shown, "  ")].join("\n");
}

function findHome(root: Folder, path: string): Folder {
  let home = root;
  for (const name of path.split("/").slice(0, -1)) {
    const inside = home.folders.get(name);
    if (inside === undefined) return home;
    home = inside;
  }
  return home;
}

function chooseEntries(root: Folder, home: Folder, count: number): ReadonlySet<Entry> {
  const shown = new Set<Entry>(wayTo(home).slice(0, count));
  for (const folder of nearestFirst(home)) {
    if (folder !== root && !shown.has(folder)) continue;
    for (const entry of entriesOf(folder)) {
      if (shown.size >= count) return shown;
      shown.add(entry);
    }
  }
  return shown;
}

/** The folders from the root, which is not among them, down to `folder`. */
function wayTo(folder: Folder): readonly Folder[] {
  return folder.parent === undefined ? [] : [...wayTo(folder.parent), folder];
}

/** By the number of steps up and down that lead there. */
function* nearestFirst(home: Folder): Generator<Folder> {
  const seen = new Set<Folder>([home]);
  for (const folder of seen) {
    yield folder;
    if (folder.parent !== undefined) seen.add(folder.parent);
    for (const inside of byName(folder.folders.values())) seen.add(inside);
  }
}

const byName = <T extends Entry>(entries: Iterable<T>): readonly T[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));

const entriesOf = ({ folders, files }: Folder): readonly Entry[] => [
  ...byName(folders.values()),
  ...byName(files),
];

const countEntries = ({ folders, files }: Folder): number => folders.size + files.length;

function* renderEntries(
  folder: Folder,
  shown: ReadonlySet<Entry>,
  indent: string,
): Generator<string> {
  for (const entry of entriesOf(folder)) {
    if (!shown.has(entry)) continue;
    if (!isFolder(entry)) yield `${indent}${printable(entry.name)}`;
    else {
      yield `${indent}${describe(entry, shown)}`;
      yield* renderEntries(entry, shown, `${indent}  `);
    }
  }
}

function describe(folder: Folder, shown: ReadonlySet<Entry>): string {
  const visible = entriesOf(folder).filter((entry) => shown.has(entry)).length;
  const all = countEntries(folder);
  const left = visible === all ? "" : visible === 0 ? ` (${all})` : ` (${visible} of ${all})`;
  return `${printable(folder.name)}/${left}`;
}

/** A name may hold a line feed, and would be a line of its own. */
const printable = (name: string): string => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
