/** Habits of layout that every language has: lists over several lines, indentation, the length of files. */

import type { SyntaxNode } from "../domain/syntax-tree.ts";
import { type Observation, type SourceTree, see } from "./observation.ts";

const CLOSERS: ReadonlySet<string> = new Set([")", "]", "}"]);

/** Whether the last entry of a list that closes on a line of its own has a comma after it. */
export function* seeTrailingComma(list: SyntaxNode): Generator<Observation> {
  const closer = list.children.at(-1);
  const written = list.children.filter(({ type }) => !type.includes("comment"));
  const last = written.at(-2);
  if (closer === undefined || last === undefined || written.length < 3) return;
  if (!CLOSERS.has(closer.type) || !list.source.slice(last.end, closer.start).includes("\n"))
    return;
  yield see("trailing-commas", last.type === "," ? "with" : "without", last);
}

const lineStart = (source: string, at: number): number => source.lastIndexOf("\n", at - 1) + 1;
const indentAt = (source: string, at: number): string =>
  /^[ \t]*/.exec(source.slice(lineStart(source, at), lineStart(source, at) + 200))?.[0] ?? "";

/** By how much what is first in `block` stands further in than the line that opens it. */
export function* seeIndentation(block: SyntaxNode, opener: number): Generator<Observation> {
  const first = block.children.find(({ isNamed }) => isNamed);
  if (first === undefined) return;
  const isFirstOnLine = lineStart(block.source, first.start) > opener;
  if (!isFirstOnLine) return;
  const [outer, inner] = [indentAt(block.source, opener), indentAt(block.source, first.start)];
  if (!inner.startsWith(outer) || inner.length === outer.length) return;
  const added = inner.slice(outer.length);
  const isTabs = /^\t+$/.test(added);
  const isKnown = isTabs || /^(?: {2}| {4}| {8})$/.test(added);
  if (isKnown) yield see("indentation", isTabs ? "tabs" : `${added.length} spaces`, first);
}

const LONG_FILE = 300;

export function* seeLength({ text }: SourceTree): Generator<Observation> {
  const lines = text.trimEnd().split("\n").length;
  yield see("file-length", lines <= LONG_FILE ? "short" : "long", 0);
}

/** Whether what stands next to each other keeps the order of `rank`; equal ranks say nothing. */
export function* seeOrder(
  question: string,
  nodes: readonly SyntaxNode[],
  rank: (node: SyntaxNode) => number,
): Generator<Observation> {
  for (const [at, node] of nodes.entries()) {
    const before = nodes[at - 1];
    if (before === undefined || rank(before) === rank(node)) continue;
    yield see(question, rank(before) < rank(node) ? "in order" : "mixed", node);
  }
}
