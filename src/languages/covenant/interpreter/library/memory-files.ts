import { posix } from "node:path";

/** Files of one run, in memory: nothing outside is ever read or written. */
export interface MemoryFiles {
  /** Text by normalised path. */
  readonly texts: Map<string, string>;
  /** Folders made on their own; those of files exist anyway. */
  readonly folders: Set<string>;
}

export const createMemoryFiles = (texts: Readonly<Record<string, string>>): MemoryFiles => ({
  texts: new Map(Object.entries(texts).map(([path, text]) => [normalizePath(path), text])),
  folders: new Set(),
});

/** One spelling for each path: no `./`, no doubled slashes, no slash at the end. */
export function normalizePath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
}

/** What every path inside of a folder begins with. */
const prefixOf = (folder: string): string =>
  folder === "." ? "" : folder === "/" ? "/" : `${folder}/`;

/** Whether a normalised path is a folder: the root, one that was made, or one that holds something. */
export function isFolder({ texts, folders }: MemoryFiles, path: string): boolean {
  if (path === "." || path === "/" || folders.has(path)) return true;
  const prefix = prefixOf(path);
  return [...texts.keys(), ...folders].some((inside) => inside.startsWith(prefix));
}

/** Names of what is directly in a folder, sorted, and whether each is a folder. */
export function namesIn(files: MemoryFiles, folder: string): ReadonlyMap<string, boolean> {
  const prefix = prefixOf(folder);
  const names = new Map<string, boolean>();
  const add = (path: string, isMadeFolder: boolean): void => {
    if (!path.startsWith(prefix) || path.length === prefix.length) return;
    const [name = "", ...below] = path.slice(prefix.length).split("/");
    if (name === "") return;
    names.set(name, names.get(name) === true || isMadeFolder || below.length > 0);
  };
  for (const path of files.texts.keys()) add(path, false);
  for (const path of files.folders) add(path, true);
  return new Map([...names].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Moves whatever lies at or below `from`. */
export function moveAll({ texts, folders }: MemoryFiles, from: string, to: string): void {
  const moved = (path: string): string | undefined =>
    path === from || path.startsWith(prefixOf(from)) ? to + path.slice(from.length) : undefined;
  for (const [path, text] of [...texts]) {
    const target = moved(path);
    if (target === undefined) continue;
    texts.delete(path);
    texts.set(target, text);
  }
  for (const path of [...folders]) {
    const target = moved(path);
    if (target === undefined) continue;
    folders.delete(path);
    folders.add(target);
  }
}
