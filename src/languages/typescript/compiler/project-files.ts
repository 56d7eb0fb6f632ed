import { statSync } from "node:fs";
import { dirname } from "node:path";
import ts from "typescript";

/** A file as the compiler sees it. */
export interface ProjectFile {
  readonly text: string;
  /** Differs whenever the text may. */
  readonly version: string;
}

/** What the compiler may see: the project, its packages, the compiler's own library, and texts in memory. */
export interface ProjectFiles {
  /** Absolute, with `/` between the parts. */
  readonly root: string;
  read(path: string): ProjectFile | undefined;
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  getDirectories(path: string): string[];
  realpath(path: string): string;
}

/** Folder of the compiler's `lib.*.d.ts`. */
export const libraryFolder = dirname(ts.getDefaultLibFilePath({}));

/** The project at `root`, read-only; `memory` holds texts by absolute path and wins over the disk. */
export function openProjectFiles(root: string, memory: ReadonlyMap<string, string>): ProjectFiles {
  const linked = new Set<string>();
  const isVisible = (path: string): boolean =>
    isInside(path, root) ||
    path.includes("/node_modules/") ||
    isInside(path, libraryFolder) ||
    [...linked].some((folder) => isInside(path, folder));
  const memoryFolders = new Set([...memory.keys()].flatMap(foldersAbove));

  return {
    root,
    read(path) {
      const text = memory.get(path);
      if (text !== undefined) return { text, version: text };
      return isVisible(path) ? readFromDisk(path) : undefined;
    },
    fileExists: (path) => memory.has(path) || (isVisible(path) && ts.sys.fileExists(path)),
    directoryExists: (path) => memoryFolders.has(path) || ts.sys.directoryExists(path),
    getDirectories: (path) => (isVisible(`${path}/`) ? ts.sys.getDirectories(path) : []),
    realpath(path) {
      if (memory.has(path) || !isVisible(path)) return path;
      const real = ts.sys.realpath?.(path) ?? path;
      // A package of the same workspace is a link out of the project, which the project means to follow.
      if (!isVisible(real)) linked.add(dirname(real));
      return real;
    },
  };
}

/** Whether `path` lies in `folder` or below. */
export const isInside = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

function readFromDisk(path: string): ProjectFile | undefined {
  const version = isInside(path, libraryFolder) ? ts.version : findVersion(path);
  if (version === undefined) return undefined;
  const cached = readFiles.get(path);
  if (cached?.version === version) return cached;
  const text = ts.sys.readFile(path);
  if (text === undefined) return undefined;
  const file = { text, version };
  readFiles.set(path, file);
  return file;
}

function findVersion(path: string): string | undefined {
  const state = statSync(path, { throwIfNoEntry: false });
  return state?.isFile() === true ? `${state.mtimeMs} ${state.size}` : undefined;
}

/** By path: the library, packages and project files change seldom, and each check asks for all of them. */
const readFiles = new Map<string, ProjectFile>();
