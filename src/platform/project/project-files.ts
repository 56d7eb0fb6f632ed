import type { Dirent } from "node:fs";
import { lstat, opendir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type {
  ProjectFiles,
  ProjectSource,
  ReadSource,
  SkippedPath,
} from "../../ports/project-files.ts";
import { errorCode } from "../storage-fault.ts";
import { type IgnoreRules, readIgnoreRules } from "./ignore-rules.ts";

export interface ProjectFilesOptions {
  /** Files above it are not read. @default 1 MB */
  readonly maxBytes?: number | undefined;
  /** The walk ends after so many files and folders. @default 200_000 */
  readonly maxEntries?: number | undefined;
}

const DEFAULT_MAX_BYTES = 1_000_000;
const DEFAULT_MAX_ENTRIES = 200_000;
const BATCH = 64;

/** Folders that tools and package managers fill. */
const VENDORED: ReadonlySet<string> = new Set(
  "node_modules bower_components jspm_packages vendor third_party site-packages .venv venv .tox .nox __pycache__ .mypy_cache .pytest_cache .ruff_cache .eggs dist target coverage .next .nuxt .svelte-kit .turbo .yarn .pnpm-store .gradle .tooling .cache".split(
    " ",
  ),
);
/** Git's own folder, and ours: nobody expects to hear of them. */
const OWN: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".specwright"]);
/** Files that show that their folder is not the project's own. */
const FOREIGN = [
  { name: ".git", reason: "a repository of its own" },
  { name: "pyvenv.cfg", reason: "a folder that tools fill" },
] as const;

/** The files of the project at an absolute `root`, as git sees them; git itself is not needed. */
export function createProjectFiles(root: string, options: ProjectFilesOptions = {}): ProjectFiles {
  const { maxBytes = DEFAULT_MAX_BYTES, maxEntries = DEFAULT_MAX_ENTRIES } = options;
  return {
    read: (path) => readSource(join(root, path), maxBytes),

    async list({ extensions, signal }) {
      const sources: ProjectSource[] = [];
      const others: string[] = [];
      const skipped: SkippedPath[] = [];
      const folders: Folder[] = [{ path: "", rules: readIgnoreRules(root) }];
      let seen = 0;
      // Nearest folders first: where the walk is cut, what is far away is missing.
      for (const folder of folders) {
        signal?.throwIfAborted();
        const { entries, refusal } = await readFolder(join(root, folder.path), maxEntries - seen);
        if (refusal !== undefined) skipped.push({ path: `${folder.path}/`, reason: refusal });
        seen += entries.length;
        const foreign =
          folder.path === ""
            ? undefined
            : FOREIGN.find(({ name }) => entries.some((entry) => entry.name === name));
        if (foreign !== undefined) {
          skipped.push({ path: `${folder.path}/`, reason: foreign.reason });
          continue;
        }
        const files: string[] = [];
        for (const entry of entries) {
          const path = folder.path === "" ? entry.name : `${folder.path}/${entry.name}`;
          const found = judgeEntry(entry, join(root, path), folder);
          if (found === "file") files.push(path);
          else if (found === "folder")
            folders.push({ path, rules: folder.rules.enter(join(root, path)) });
          else if (found !== undefined)
            skipped.push({ path: entry.isDirectory() ? `${path}/` : path, reason: found });
        }
        const isSource = (path: string): boolean => extensions.has(extname(path));
        others.push(...files.filter((path) => !isSource(path)));
        for (const source of await measureAll(root, files.filter(isSource))) {
          if ("reason" in source) skipped.push(source);
          else if (source.bytes > maxBytes)
            skipped.push({ path: source.path, reason: tooLarge(maxBytes) });
          else sources.push(source);
        }
        if (seen >= maxEntries) return { sources, others, skipped, isCut: true };
      }
      return { sources, others, skipped, isCut: false };
    },
  };
}

interface Folder {
  /** Relative to the root; empty for the root itself. */
  readonly path: string;
  readonly rules: IgnoreRules;
}

/** The first `limit` names of a folder, sorted; a folder of a million files is not read to its end. */
async function readFolder(
  path: string,
  limit: number,
): Promise<{ readonly entries: readonly Dirent[]; readonly refusal: string | undefined }> {
  const entries: Dirent[] = [];
  try {
    for await (const entry of await opendir(path, { bufferSize: 512 })) {
      if (entries.length >= limit) break;
      entries.push(entry);
    }
  } catch (error) {
    return { entries, refusal: refusalOf(error) };
  }
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)), refusal: undefined };
}

/** What to do with an entry; another text is the reason to skip it, `undefined` skips it without a word. */
function judgeEntry(entry: Dirent, path: string, { rules }: Folder): string | undefined {
  const isFolder = entry.isDirectory();
  if (isFolder && OWN.has(entry.name)) return undefined;
  if (isFolder && VENDORED.has(entry.name)) return "a folder that tools fill";
  if (rules.isIgnored(path, isFolder)) return undefined;
  if (entry.isSymbolicLink()) return "a symbolic link";
  if (isFolder) return "folder";
  return entry.isFile() ? "file" : "a device, a pipe or a socket";
}

async function measureAll(
  root: string,
  paths: readonly string[],
): Promise<readonly (ProjectSource | SkippedPath)[]> {
  const measured: (ProjectSource | SkippedPath)[] = [];
  for (let at = 0; at < paths.length; at += BATCH)
    measured.push(
      ...(await Promise.all(paths.slice(at, at + BATCH).map((path) => measure(root, path)))),
    );
  return measured;
}

async function measure(root: string, path: string): Promise<ProjectSource | SkippedPath> {
  try {
    const { size, mtimeMs } = await lstat(join(root, path));
    return { path, bytes: size, modifiedMs: mtimeMs };
  } catch (error) {
    return { path, reason: refusalOf(error) };
  }
}

const tooLarge = (maxBytes: number): string => `larger than ${maxBytes} bytes`;

async function readSource(path: string, maxBytes: number): Promise<ReadSource> {
  try {
    // Asked again: what was a small file may be a pipe by now, or a large one.
    const { size } = await lstat(path).then((entry) => (entry.isFile() ? entry : { size: -1 }));
    if (size < 0) return { text: undefined, refusal: "not a file any more" };
    if (size > maxBytes) return { text: undefined, refusal: tooLarge(maxBytes) };
    return decode(await readFile(path));
  } catch (error) {
    return { text: undefined, refusal: refusalOf(error) };
  }
}

function decode(bytes: Buffer): ReadSource {
  if (bytes.includes(0)) return { text: undefined, refusal: "binary: it holds a NUL byte" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), refusal: undefined };
  } catch {
    return { text: undefined, refusal: "not valid UTF-8" };
  }
}

function refusalOf(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) throw error;
  if (code === "EACCES" || code === "EPERM") return "permission is denied";
  if (code === "ENOENT") return "it is gone, or its name is not UTF-8";
  return `the system reports ${code}`;
}
