import ts from "typescript";
import { libraryFolder, type ProjectFiles } from "./project-files.ts";
import type { Settings } from "./settings.ts";

/** A program of `paths` and all that they import. Source files that did not change are parsed once. */
export function createProgram(
  paths: readonly string[],
  settings: Settings,
  files: ProjectFiles,
): ts.Program {
  return ts.createProgram({
    rootNames: [...paths, ...settings.ambientFiles],
    options: settings.options,
    host: createHost(files, parsedFilesFor(settings.key)),
  });
}

/** A compiler host that sees `files` and writes nothing. */
export const createHost = (files: ProjectFiles, parsed: ParsedFiles): ts.CompilerHost => ({
  getSourceFile: (path, options) => parse(path, options, files, parsed),
  fileExists: (path) => files.fileExists(path),
  readFile: (path) => files.read(path)?.text,
  directoryExists: (path) => files.directoryExists(path),
  getDirectories: (path) => files.getDirectories(path),
  realpath: (path) => files.realpath(path),
  writeFile: () => undefined,
  getDefaultLibLocation: () => libraryFolder,
  getDefaultLibFileName: (options) => `${libraryFolder}/${ts.getDefaultLibFileName(options)}`,
  getCurrentDirectory: () => files.root,
  getCanonicalFileName: (name) => name,
  useCaseSensitiveFileNames: () => true,
  getNewLine: () => "\n",
  // The library's comments are half of its size.
  jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
});

/** Source files that were parsed, by path. */
export type ParsedFiles = Map<string, { readonly version: string; readonly file: ts.SourceFile }>;

function parse(
  path: string,
  options: ts.ScriptTarget | ts.CreateSourceFileOptions,
  files: ProjectFiles,
  parsed: ParsedFiles,
): ts.SourceFile | undefined {
  const source = files.read(path);
  if (source === undefined) return undefined;
  const format = typeof options === "object" ? options.impliedNodeFormat : undefined;
  const version = `${format} ${source.version}`;
  const known = parsed.get(path);
  if (known?.version === version) return known.file;
  const file = ts.createSourceFile(path, source.text, options, false);
  parsed.set(path, { version, file });
  return file;
}

/** How many sets of options keep their parsed files: a project has one, rarely two. */
const MOST_SETTINGS = 3;
const parsedBySettings = new Map<string, ParsedFiles>();

/** Files parsed under these options; a file's tree, once bound, belongs to one set of options. */
export function parsedFilesFor(key: string): ParsedFiles {
  const known = parsedBySettings.get(key) ?? new Map();
  parsedBySettings.delete(key);
  parsedBySettings.set(key, known);
  const [oldest] = parsedBySettings.keys();
  if (parsedBySettings.size > MOST_SETTINGS && oldest !== undefined)
    parsedBySettings.delete(oldest);
  return known;
}
