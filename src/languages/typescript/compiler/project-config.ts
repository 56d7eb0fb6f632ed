import { dirname } from "node:path";
import ts from "typescript";
import { Fault } from "../../../domain/fault.ts";
import { isInside, type ProjectFiles } from "./project-files.ts";

/** What a `tsconfig.json` says, as far as a candidate is concerned. */
export interface ProjectConfig {
  readonly options: ts.CompilerOptions;
  /** Declaration files that it includes: the project's ambient types. */
  readonly ambientFiles: readonly string[];
}

/** Path of the nearest `tsconfig.json` in `folder` or above it, inside the project. */
export function findConfig(folder: string, files: ProjectFiles): string | undefined {
  if (folder !== files.root && !isInside(folder, files.root)) return undefined;
  const path = `${folder}/tsconfig.json`;
  return files.fileExists(path) ? path : findConfig(dirname(folder), files);
}

/**
 * Reads a `tsconfig.json`; of one that only refers to others, the first of those.
 *
 * @throws {Fault} `config/invalid`
 */
export function readConfig(path: string, files: ProjectFiles): ProjectConfig {
  const known = knownConfigs.get(path);
  if (known !== undefined && isCurrent(known)) return known.config;
  const source = ts.readJsonConfigFile(path, ts.sys.readFile);
  const { options, fileNames, errors, projectReferences, raw } =
    ts.parseJsonSourceFileConfigFileContent(
      source,
      { ...ts.sys, readDirectory: readDeclarationFiles },
      dirname(path),
    );
  const [error] = [
    ...(source as ts.JsonSourceFile & ParsedJson).parseDiagnostics,
    ...errors.filter(({ code }) => READ_ERRORS.has(code)),
  ];
  if (error !== undefined) throw unreadable(path.slice(files.root.length + 1), error);

  const [reference] = projectReferences ?? [];
  const isList = Array.isArray(raw?.files) && raw.files.length === 0 && raw.include === undefined;
  if (isList && reference !== undefined && isInside(reference.path, files.root)) {
    return readConfig(ts.resolveProjectReferencePath(reference), files);
  }
  const config = { options, ambientFiles: fileNames.filter(isDeclarationFile) };
  const sources = [path, ...(source.extendedSourceFiles ?? [])];
  knownConfigs.set(path, { config, versions: sources.map((file) => [file, findVersion(file)]) });
  return config;
}

/** Unreadable, circular or missing files; what else is wrong with the options is the project's own affair. */
const READ_ERRORS = new Set([5012, 5014, 5083, 6053, 18000]);

function unreadable(path: string, { messageText }: ts.Diagnostic): Fault {
  const why = ts.flattenDiagnosticMessageText(messageText, " ");
  return new Fault("config/invalid", `Cannot read ${path}: ${why}`, {
    help: "Repair the file: candidates are checked with its options",
  });
}

interface ParsedJson {
  readonly parseDiagnostics: readonly ts.Diagnostic[];
}

const isDeclarationFile = (path: string): boolean => /[.]d[.][cm]?ts$/.test(path);

/** Of what a configuration includes, only declarations matter: the candidate imports the rest. */
const readDeclarationFiles: ts.ParseConfigHost["readDirectory"] = (root, _, ...rest) =>
  ts.sys.readDirectory(root, [".d.ts", ".d.mts"], ...rest);

interface KnownConfig {
  readonly config: ProjectConfig;
  /** Of the file and of those that it extends. */
  readonly versions: readonly (readonly [path: string, version: number | undefined])[];
}

const isCurrent = ({ versions }: KnownConfig): boolean =>
  versions.every(([path, version]) => findVersion(path) === version);

const findVersion = (path: string): number | undefined => ts.sys.getModifiedTime?.(path)?.getTime();

/** By path: looking through a project for its declaration files takes longer than a check. */
const knownConfigs = new Map<string, KnownConfig>();
