/** What a TypeScript or JavaScript file imports and exports, and in which way. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../syntax/nodes.ts";
import { seeOrder } from "../layout.ts";
import { type Observation, type SourceTree, see } from "../observation.ts";

/** Modules of Node itself, as they are called without their prefix. */
const BUILT_IN: ReadonlySet<string> = new Set(
  "assert async_hooks buffer child_process cluster console crypto dns events fs http http2 https module net os path perf_hooks process querystring readline stream string_decoder timers tls tty url util v8 vm worker_threads zlib".split(
    " ",
  ),
);

export function* observeModules({ path, tree }: SourceTree): Generator<Observation> {
  const imports = tree.root.children.filter(({ type }) => type === "import_statement");
  const from = imports.filter((node) => childOf(node, "source") !== undefined);
  for (const node of from) yield* seeImport(node);
  yield* seeOrder("import-order", from, rankOf);
  for (const node of tree.root.children)
    if (node.type === "export_statement") yield* seeExport(node);
    else yield* seeTopFunction(node);
  yield* seeTestFile(path);
}

const sourceOf = (node: SyntaxNode): string => textOf(childOf(node, "source") ?? node).slice(1, -1);

const isBuiltIn = (source: string): boolean =>
  source.startsWith("node:") || BUILT_IN.has(source.split("/")[0] ?? "");

/** Built-in modules, packages, the project's own files. */
function rankOf(node: SyntaxNode): number {
  const source = sourceOf(node);
  if (source.startsWith(".")) return 2;
  return isBuiltIn(source) ? 0 : 1;
}

function* seeImport(node: SyntaxNode): Generator<Observation> {
  const source = sourceOf(node);
  if (isBuiltIn(source))
    yield see("builtin-prefix", source.startsWith("node:") ? "node:" : "none", node);
  if (source.startsWith(".")) {
    const ending = /\.(?:[cm]?[jt]sx?|json)$/.exec(source)?.[0] ?? "none";
    if (ending !== ".json") yield see("import-ending", ending, node);
  }
  yield* seeTypeImport(node);
}

function* seeTypeImport(node: SyntaxNode): Generator<Observation> {
  if (node.children.some(({ type }) => type === "type"))
    yield see("type-imports", "import type", node);
  const names = node.children.find(({ type }) => type === "import_clause");
  const specifiers = names?.children.find(({ type }) => type === "named_imports")?.children ?? [];
  const written = specifiers.filter(({ type }) => type === "import_specifier");
  const isAllTypes =
    written.length > 0 &&
    written.every(({ children }) => children.some(({ type }) => type === "type"));
  if (isAllTypes) yield see("type-imports", "inline", node);
}

function* seeExport(node: SyntaxNode): Generator<Observation> {
  const isDefault = node.children.some(({ type }) => type === "default");
  yield see("exports", isDefault ? "default" : "named", node);
  const declaration = childOf(node, "declaration");
  if (declaration !== undefined) yield* seeTopFunction(declaration);
}

function* seeTopFunction(node: SyntaxNode): Generator<Observation> {
  if (node.type === "function_declaration") yield see("top-functions", "declaration", node);
  if (node.type !== "lexical_declaration") return;
  const declarator = node.children.find(({ type }) => type === "variable_declarator");
  const value = declarator && childOf(declarator, "value");
  if (value?.type === "arrow_function") yield see("top-functions", "arrow", node);
}

function* seeTestFile(path: string): Generator<Observation> {
  const ending = /[.](test|spec)[.]/.exec(path)?.[1];
  if (ending === undefined) return;
  yield see("test-files", ending, 0);
  const isApart = /(?:^|\/)(?:tests?|__tests__|spec)\//.test(path);
  yield see("test-place", isApart ? "apart" : "beside", 0);
}
