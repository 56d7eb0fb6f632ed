import { posix } from "node:path";
import type ts from "typescript";
import { Fault } from "../../../domain/fault.ts";
import type { CompileRequest } from "../compiler-messages.ts";
import { createProgram } from "./program.ts";
import { isInside, openProjectFiles, type ProjectFiles } from "./project-files.ts";
import { readSettings, type Settings } from "./settings.ts";

/** A candidate in its project, with the program that it makes. */
export interface OpenCandidate {
  /** Absolute. */
  readonly path: string;
  readonly root: string;
  readonly settings: Settings;
  readonly program: ts.Program;
  readonly file: ts.SourceFile;
  /** The files beside it that are TypeScript. */
  readonly companions: readonly ts.SourceFile[];
  /** The project with more texts in memory, by absolute path. */
  filesWith(texts: ReadonlyMap<string, string>): ProjectFiles;
}

/**
 * Puts the candidate where it would be written, in memory.
 *
 * @throws {Fault} `config/invalid`; `output/outside` or `usage/invalid` when a candidate cannot be there.
 */
export function openCandidate(request: CompileRequest): OpenCandidate {
  const { root, text, profile, companions = [] } = request;
  const path = posix.join(root, request.path);
  if (!isInside(path, root)) {
    throw new Fault("output/outside", `Cannot check ${request.path}: it is outside the project`);
  }
  const beside = companions
    .map((each) => [posix.join(root, each.path), each.text] as const)
    .filter(([each]) => isInside(each, root));
  const filesWith = (texts: ReadonlyMap<string, string>): ProjectFiles =>
    openProjectFiles(root, new Map([...texts, ...beside, [path, text]]));
  const files = filesWith(new Map());
  const settings = readSettings(path, profile, files);
  const program = createProgram(
    [path, ...beside.map(([each]) => each).filter(isSource)],
    settings,
    files,
  );
  const file = program.getSourceFile(path);
  if (file === undefined) {
    throw new Fault("usage/invalid", `Cannot check ${request.path}: it is not a TypeScript file`, {
      help: "Give it a name that ends in .ts, .tsx or .mts",
    });
  }
  const sources = beside.flatMap(([each]) => program.getSourceFile(each) ?? []);
  return { path, root, settings, program, file, companions: sources, filesWith };
}

const isSource = (path: string): boolean => /\.(?:tsx?|mts)$/.test(path);
