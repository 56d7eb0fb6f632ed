/** The imports of two versions of a file, as one list. */

import type { SyntaxNode, SyntaxTree } from "../domain/syntax-tree.ts";
import { childOf, findAll, namedChildren, textOf } from "./nodes.ts";

const IMPORT = /^(?:import|import_from|future_import)_statement$|^use_declaration$/;

export interface Insertion {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What has to be inserted into `earlier` so that it imports what `later` does too; nothing is imported twice. */
export function mergeImports(earlier: SyntaxTree, later: SyntaxTree): readonly Insertion[] {
  const there = importsOf(earlier.root);
  const known = new Set(there.map(squeeze));
  const bound = new Set(there.flatMap(boundNames));
  const lines = importsOf(later.root).flatMap((statement) => {
    if (known.has(squeeze(statement))) return [];
    known.add(squeeze(statement));
    const names = boundNames(statement);
    const fresh = names.filter((name) => !bound.has(name));
    for (const name of fresh) bound.add(name);
    if (names.length > 0 && fresh.length === 0) return [];
    const isPartly = fresh.length < names.length;
    return [(isPartly ? keepOnly(statement, new Set(fresh)) : undefined) ?? textOf(statement)];
  });
  if (lines.length === 0) return [];
  // What the language itself is asked for stands before everything else.
  const isFuture = (line: string): boolean => /^from\s+__future__\b/.test(line);
  const future = lines.filter(isFuture);
  const plain = lines.filter((line) => !isFuture(line));
  return [
    ...insertAt(future.length > 0 ? endOfHead(earlier.root) : 0, future),
    ...insertAt(there.at(-1)?.end ?? endOfHead(earlier.root), plain),
  ];
}

const importsOf = (root: SyntaxNode): readonly SyntaxNode[] =>
  root.children.filter(({ type }) => IMPORT.test(type));

const squeeze = (node: SyntaxNode): string => textOf(node).replace(/;$/, "").replace(/\s+/g, " ");

function insertAt(at: number, lines: readonly string[]): readonly Insertion[] {
  if (lines.length === 0) return [];
  const text = lines.join("\n");
  return [{ start: at, end: at, text: at === 0 ? `${text}\n\n` : `\n${text}` }];
}

/** Where a file's opening comment, documentation or directive ends. */
function endOfHead(root: SyntaxNode): number {
  const first = root.children.find(
    ({ type }) => !type.endsWith("comment") && type !== "hash_bang_line",
  );
  const isText = first?.type === "expression_statement" && first.children[0]?.type === "string";
  const head = isText ? first : root.children[(first ? root.children.indexOf(first) : 1) - 1];
  return head?.end ?? 0;
}

const SPECIFIER = /^(?:import_specifier|aliased_import)$/;

/** The names that an import gives to the file. */
function boundNames(statement: SyntaxNode): readonly string[] {
  return partsOf(statement).map(nameOfPart);
}

/** The parts of an import that bring a name each. */
function partsOf(statement: SyntaxNode): readonly SyntaxNode[] {
  const specifiers = findAll(statement, "import_specifier");
  const clause = statement.children.find(({ type }) => type === "import_clause");
  if (clause !== undefined) {
    const whole = namedChildren(clause).filter(({ type }) => type !== "named_imports");
    return [...whole, ...specifiers];
  }
  return statement.children.filter(({ field }) => field === "name");
}

function nameOfPart(part: SyntaxNode): string {
  if (part.type === "namespace_import") return textOf(namedChildren(part).at(-1) ?? part);
  if (!SPECIFIER.test(part.type)) return textOf(part);
  const named = childOf(part, "alias") ?? childOf(part, "name");
  return named === undefined ? textOf(part) : textOf(named);
}

/** The statement without the parts that bring other names; `undefined` where it cannot be cut like that. */
function keepOnly(statement: SyntaxNode, names: ReadonlySet<string>): string | undefined {
  const kept = partsOf(statement).filter((part) => names.has(nameOfPart(part)));
  const from = childOf(statement, "module_name");
  if (from !== undefined) return `from ${textOf(from)} import ${kept.map(textOf).join(", ")}`;
  const source = childOf(statement, "source");
  if (source === undefined || kept.some(({ type }) => type !== "import_specifier"))
    return undefined;
  const keyword = /^import\s+type\b/.test(textOf(statement)) ? "import type" : "import";
  return `${keyword} { ${kept.map(textOf).join(", ")} } from ${textOf(source)};`;
}
