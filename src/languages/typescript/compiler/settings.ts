import { dirname } from "node:path";
import ts from "typescript";
import { findConfig, readConfig } from "./project-config.ts";
import type { ProjectFiles } from "./project-files.ts";

/** How a candidate is compiled: the project's own options, never weaker than strict. */
export interface Settings {
  readonly options: ts.CompilerOptions;
  /** Declaration files that the project's configuration includes: its ambient types. */
  readonly ambientFiles: readonly string[];
  /** Equal keys mean equal options. */
  readonly key: string;
}

/** For candidates without a `tsconfig.json`. */
const withoutProject = (path: string, files: ProjectFiles): ts.CompilerOptions => ({
  target: ts.ScriptTarget.ES2024,
  lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts", ...hostLibraries(path, files)],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  esModuleInterop: true,
  jsx: ts.JsxEmit.ReactJSX,
  types: hasNodeTypes(files) ? ["node"] : [],
});

const hasNodeTypes = (files: ProjectFiles): boolean =>
  files.directoryExists(`${files.root}/node_modules/@types/node`);

/**
 * Timers, `console`, `URL` and the like. A page's globals would let a forgotten `length` or `status` pass for a
 * variable, so that only JSX brings them.
 */
function hostLibraries(path: string, files: ProjectFiles): readonly string[] {
  if (path.endsWith(".tsx")) return ["lib.dom.d.ts"];
  return hasNodeTypes(files) ? [] : ["lib.webworker.d.ts"];
}

const STRICTEST: ts.CompilerOptions = {
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
};

/** Options that could weaken the check, or that are about writing files. */
const DROPPED = [
  "noImplicitAny",
  "strictNullChecks",
  "strictFunctionTypes",
  "strictBindCallApply",
  "strictBuiltinIteratorReturn",
  "strictPropertyInitialization",
  "noImplicitThis",
  "alwaysStrict",
  "useUnknownInCatchVariables",
  "noCheck",
  "noLib",
  "noResolve",
  "composite",
  "incremental",
  "tsBuildInfoFile",
  "declaration",
  "declarationMap",
  "emitDeclarationOnly",
  "sourceMap",
  "inlineSourceMap",
  "outFile",
  "outDir",
  "rootDir",
  "plugins",
] as const;

/**
 * Options for a candidate at `path`: those of the nearest `tsconfig.json` inside the project, else sensible
 * ones; always strict.
 *
 * @throws {Fault} `config/invalid` when the `tsconfig.json` cannot be read.
 */
export function readSettings(path: string, profile: string, files: ProjectFiles): Settings {
  const config = findConfig(dirname(path), files);
  const project = config === undefined ? undefined : readConfig(config, files);
  const options = {
    ...(project?.options ?? withoutProject(path, files)),
    ...Object.fromEntries(DROPPED.map((name) => [name, undefined])),
    ...(profile === "strictest" ? STRICTEST : {}),
    strict: true,
    noEmit: true,
    // A candidate that is a declaration file must not be skipped; the others are never asked about.
    skipLibCheck: !/[.]d[.][cm]?ts$/.test(path),
    moduleDetection: ts.ModuleDetectionKind.Force,
    ignoreDeprecations: "6.0",
  };
  return { options, ambientFiles: project?.ambientFiles ?? [], key: JSON.stringify(options) };
}
