import { readFileSync } from "node:fs";
import ts from "typescript";
import type { SourceText } from "../../../domain/source-text.ts";
import type { ModuleTree } from "../compiler-messages.ts";
import { HARNESS_FOLDER } from "../render-entry.ts";

const MODULES = ["host-any", "host-node", "intrinsics", "render-value", "run-calls", "run-tests"];

/** `tree` and, beside it, the harness that runs it. */
export function withHarness(tree: ModuleTree): ModuleTree {
  harness ??= MODULES.map((name) => ({
    path: `${HARNESS_FOLDER}/${name}.js`,
    text: toJavaScript(readModule(name)),
  }));
  return { ...tree, files: [...harness, ...tree.files] };
}

let harness: readonly SourceText[] | undefined;

/** Our own source, or what was built of it. */
function readModule(name: string): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return readFileSync(new URL(`../harness/${name}.${extension}`, import.meta.url), "utf8");
}

const toJavaScript = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      rewriteRelativeImportExtensions: true,
      removeComments: true,
    },
  }).outputText;
