import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import type { SourceText } from "../../../domain/source-text.ts";
import type { ModuleTree } from "../compiler-messages.ts";
import { emitOptions } from "./emit-options.ts";
import { findNodeGlobal } from "./node-globals.ts";
import { createHost, parsedFilesFor } from "./program.ts";
import { isInside, type ProjectFiles } from "./project-files.ts";
import { rewriteSpecifiers } from "./rewrite-specifiers.ts";
import type { Settings } from "./settings.ts";

/** An import that leads out of what can be put into the sandbox. */
export interface ForeignImport {
  /** Relative to the project. */
  readonly file: string;
  readonly specifier: string;
}

/** Modules, and the imports that could not be followed. */
export interface Emission {
  readonly tree: ModuleTree;
  readonly foreign: readonly ForeignImport[];
}

/**
 * JavaScript of the modules at `entries` (absolute paths) and of all project files that they import when they
 * run: ES modules whose specifiers are relative and name real files.
 */
export function emitModules(
  entries: readonly string[],
  settings: Settings,
  files: ProjectFiles,
): Emission {
  const options = emitOptions(settings.options);
  const resolve: Resolve = (specifier, from) => resolveInProject(specifier, from, options, files);
  const program = ts.createProgram({
    rootNames: entries,
    options,
    host: {
      ...createHost(files, parsedFilesFor(`emit ${settings.key}`)),
      resolveModuleNameLiterals: (literals, from) =>
        literals.map(({ text }) => ({ resolvedModule: toResolvedModule(resolve(text, from)) })),
    },
  });
  const nameOf = (path: string): string => emittedPath(path.slice(files.root.length + 1));

  const emitted = new Map<string, SourceText>();
  const foreign: ForeignImport[] = [];
  const nodeFeatures: string[] = [];
  const pending = [...entries];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (emitted.has(path)) continue;
    const from = path;
    const text = rewriteSpecifiers(emitText(from, program, files), (specifier) => {
      if (isBuiltin(specifier)) nodeFeatures.push(specifier);
      const target = isBuiltin(specifier) ? undefined : resolve(specifier, from);
      if (target !== undefined) {
        pending.push(target);
        return relativeSpecifier(nameOf(from), nameOf(target));
      }
      if (!isBuiltin(specifier)) {
        foreign.push({ file: from.slice(files.root.length + 1), specifier });
      }
      return specifier;
    });
    const global = findNodeGlobal(text);
    if (global !== undefined) nodeFeatures.push(global);
    emitted.set(from, { path: nameOf(from), text });
  }
  const tree = {
    files: [...emitted.values()],
    entries: entries.map(nameOf),
    nodeFeature: nodeFeatures[0],
  };
  return { tree, foreign };
}

/** Absolute path of the project file that `specifier` means; `undefined` for packages and for nothing. */
type Resolve = (specifier: string, from: string) => string | undefined;

function resolveInProject(
  specifier: string,
  from: string,
  options: ts.CompilerOptions,
  files: ProjectFiles,
): string | undefined {
  const mode = ts.ModuleKind.ESNext;
  const { resolvedModule } = ts.resolveModuleName(
    specifier,
    from,
    options,
    { ...files, readFile: (path) => files.read(path)?.text },
    undefined,
    undefined,
    mode,
  );
  if (resolvedModule === undefined || resolvedModule.isExternalLibraryImport === true)
    return undefined;
  const path = resolvedModule.resolvedFileName;
  if (!isInside(path, files.root)) return undefined;
  // Types that stand beside the JavaScript they describe.
  return path.replace(/[.]d[.]([cm]?)ts$/, ".$1js");
}

function toResolvedModule(path: string | undefined): ts.ResolvedModuleFull | undefined {
  return path === undefined
    ? undefined
    : { resolvedFileName: path, extension: posix.extname(path), isExternalLibraryImport: false };
}

function emitText(path: string, program: ts.Program, files: ProjectFiles): string {
  if (path.endsWith(".json")) return `export default ${files.read(path)?.text ?? "undefined"};\n`;
  const file = program.getSourceFile(path);
  let text = "";
  program.emit(file, (_, emitted) => {
    text = emitted;
  });
  return text;
}

const emittedPath = (path: string): string =>
  path
    .replace(/[.](tsx?|jsx)$/, ".js")
    .replace(/[.][cm]ts$/, ".mjs")
    .replace(/[.]json$/, ".json.js");

function relativeSpecifier(from: string, target: string): string {
  const path = posix.relative(posix.dirname(from), target);
  return path.startsWith(".") ? path : `./${path}`;
}
