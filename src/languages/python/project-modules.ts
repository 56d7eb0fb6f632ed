import { posix } from "node:path";
import type { SourceText } from "../../domain/source-text.ts";
import type { Files } from "../../ports/files.ts";
import type { Import } from "./checker-messages.ts";
import type { Layout } from "./stage.ts";

const { dirname, join } = posix;
/** More than any candidate needs; a bound for projects whose modules all import each other. */
const MOST_FILES = 300;

export interface LayoutSources {
  /** The candidate. */
  readonly main: SourceText;
  /** Files that come with it, such as its tests. */
  readonly beside: readonly SourceText[];
  readonly files: Files;
  /** Names that are never the project's. */
  readonly standardModules: ReadonlySet<string>;
  /** What a text imports; nothing for one that cannot be parsed. */
  findImports(text: string): Promise<readonly Import[]>;
}

/** The candidate with the project's modules that it, its tests and those modules import. */
export async function findLayout(sources: LayoutSources): Promise<Layout> {
  const { main, beside, files } = sources;
  const place = await findPlace(main.path, await sources.findImports(main.text), files);
  const folders = beside.map(({ path }) => folderOf(path));
  const lastPaths = [...new Set([folderOf(main.path), "", ...folders])].filter(
    (path) => !place.paths.includes(path),
  );
  const given = new Map([...beside, main].map((file) => [file.path, file]));
  const found = await collect(given, [...place.paths, ...lastPaths], sources);
  return { ...place, files: found, path: main.path, lastPaths };
}

/** The module's name and where imports begin: above the packages that the file is in. */
async function findPlace(
  path: string,
  imports: readonly Import[],
  files: Files,
): Promise<Pick<Layout, "module" | "paths">> {
  const names: string[] = [];
  let levels = Math.max(0, ...imports.map(({ level }) => level));
  let folder = folderOf(path);
  while (folder !== "" && (levels > 0 || (await files.exists(join(folder, "__init__.py"))))) {
    names.unshift(posix.basename(folder));
    folder = folderOf(folder);
    levels--;
  }
  const stem = posix.basename(path, ".py");
  if (stem !== "__init__" || names.length === 0) names.push(stem);
  return { module: names.join("."), paths: [folder] };
}

/** Everything in `given`, and what is imported from there on. */
async function collect(
  given: ReadonlyMap<string, SourceText>,
  folders: readonly string[],
  { files, findImports, standardModules }: LayoutSources,
): Promise<readonly SourceText[]> {
  const known = new Map(given);
  const waiting = [...given.values()].filter(({ path }) => path.endsWith(".py"));
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    for (const wanted of await findImports(file.text)) {
      if (wanted.level === 0 && standardModules.has(firstPart(wanted.module))) continue;
      const starts = wanted.level > 0 ? [climb(file.path, wanted.level)] : folders;
      for (const path of await findModule(wanted, starts, files)) {
        if (known.has(path) || known.size >= MOST_FILES) continue;
        const module = { path, text: await files.readText(path) };
        known.set(path, module);
        waiting.push(module);
      }
    }
  }
  return [...known.values()];
}

/** The files of a module, its packages' and those of the submodules that are imported by name. */
async function findModule(
  { module, names }: Import,
  starts: readonly (string | undefined)[],
  files: Files,
): Promise<readonly string[]> {
  const parts = module === "" ? [] : module.split(".");
  for (const start of starts) {
    if (start === undefined) continue;
    const packages = parts.map((_, at) => join(start, ...parts.slice(0, at + 1)));
    const whole = join(start, ...parts);
    const wanted = [
      ...packages.map((folder) => `${folder}/__init__.py`),
      ...(parts.length > 0 ? [`${whole}.py`] : [join(start, "__init__.py")]),
      ...names.flatMap((name) => [join(whole, `${name}.py`), join(whole, name, "__init__.py")]),
    ];
    const found: string[] = [];
    for (const path of wanted) if (await files.exists(path)) found.push(path);
    if (found.length > 0) return found;
  }
  return [];
}

/** The folder that a relative import starts from; `undefined` when it leads out of the project. */
function climb(path: string, level: number): string | undefined {
  let folder = folderOf(path);
  for (let steps = level; steps > 1; steps--) {
    if (folder === "") return undefined;
    folder = folderOf(folder);
  }
  return folder;
}

const firstPart = (name: string): string => name.split(".")[0] ?? name;

/** The folder a path is in; empty for the project's root. */
const folderOf = (path: string): string => (dirname(path) === "." ? "" : dirname(path));
