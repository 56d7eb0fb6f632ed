import ts from "typescript";

/** Options of a project that say what its modules mean, and not only how strictly they are checked. */
const KEPT = [
  "paths",
  "pathsBasePath",
  "baseUrl",
  "rootDirs",
  "moduleSuffixes",
  "customConditions",
  "jsx",
  "jsxFactory",
  "jsxFragmentFactory",
  "jsxImportSource",
  "experimentalDecorators",
  "useDefineForClassFields",
] as const;

/** Options that turn a project's modules into ES modules, whatever the project itself makes of them. */
export const emitOptions = (project: ts.CompilerOptions): ts.CompilerOptions => ({
  ...Object.fromEntries(KEPT.map((name) => [name, project[name]])),
  ...(project.jsx === undefined || project.jsx === ts.JsxEmit.Preserve
    ? { jsx: ts.JsxEmit.ReactJSX }
    : {}),
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowJs: true,
  noLib: true,
  noCheck: true,
  types: [],
  // Without it, JavaScript files of the project would be in the way of themselves.
  outDir: "/emitted",
  ignoreDeprecations: "6.0",
});
