/** TypeScript: judged by its own compiler, under `strict` or stricter; examples and tests run in the sandbox. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { outlineTypeScript } from "../../syntax/typescript/outline.ts";
import { renderAnswerStart } from "./answer-start.ts";
import { briefing } from "./briefing.ts";

const grammar = { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm" };
/** In JavaScript and in files with elements, `<a>b` is no cast. */
const elementGrammar = { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm" };

/** The language pack for TypeScript. */
export const typescript: LanguagePack = {
  id: "typescript",
  displayName: "TypeScript",
  fileExtensions: [".ts", ".tsx", ".mts"],
  fenceTags: ["typescript", "ts", "tsx", "mts"],
  profiles: ["strict", "strictest"],
  probes: {
    accepted: "export const double = (n: number): number => n * 2;\n",
    rejected: "export const double = (n: number): string => n * 2;\n",
    bypass: "export const double = (n: any): number => n * 2;\n",
  },
  briefing,
  renderAnswerStart,
  canRun: ({ testFiles }, sandbox) =>
    sandbox?.supports(testFiles.length > 0 ? "node" : "javascript") ?? false,
  outlineExtensions: [".cts", ".js", ".mjs", ".cjs", ".jsx"],
  grammar,
  lineComment: "//",
  grammarsByExtension: {
    ".tsx": elementGrammar,
    ".jsx": elementGrammar,
    ".js": elementGrammar,
    ".mjs": elementGrammar,
    ".cjs": elementGrammar,
  },
  outlineUnits: outlineTypeScript,
  // The compiler is large, and few commands need it in this process.
  outlineFunctions: async (source) =>
    (await import("./outline/outline-functions.ts")).outlineFunctions(source),
  renderStub: async (specification) =>
    (await import("./stub/render-incomplete.ts")).renderStub(specification),
  renderPartial: async (specification) =>
    (await import("./stub/render-incomplete.ts")).renderPartial(specification),
  holeMark: /\/\*\?\*\/|\btodo\b|\bhole\b/,
  openHoles: async (source, options) =>
    (await import("./fill/open-hole-file.ts")).openHoleFile(source, options),
  openConstraints: async (specification, options) =>
    (await import("./constraints/open-constraints.ts")).openConstraints(specification, options),
  probeToolchain: async () => (await import("./toolchain.ts")).probeToolchain(),
  openChecker: async (machine) => (await import("./checker.ts")).openChecker(machine),
};
