/** Pieces of text that outlines of every language are made of. */

import type { SyntaxNode } from "../domain/syntax-tree.ts";

const LONGEST_SIGNATURE = 500;
const LONGEST_SUMMARY = 300;

/** `source` from `start` to `end` on one line, cut where it is very long. */
export const onOneLine = (source: string, start: number, end: number): string =>
  source
    .slice(start, end)
    .replace(/\s+/g, " ")
    .replace(/([([{]) | (?=[)\]},])/g, "$1")
    .replace(/,(?=[)\]])/g, "")
    .trim()
    .slice(0, LONGEST_SIGNATURE);

/** The first sentence of a documentation, its marks already taken off; `undefined` for an empty one. */
export function firstSentence(documentation: string): string | undefined {
  const [paragraph = ""] = documentation.trim().split(/\n\s*\n|\n\s*@|\n\s*:param/);
  const line = paragraph.replace(/\s+/g, " ").trim();
  const end = /[.!?](?=\s|$)/.exec(line)?.index;
  const sentence = end === undefined ? line : line.slice(0, end + 1);
  return sentence === "" || sentence.startsWith("@") ? undefined : cut(sentence);
}

const cut = (text: string): string =>
  text.length <= LONGEST_SUMMARY ? text : `${text.slice(0, LONGEST_SUMMARY - 1)}…`;

/** Where the comments and decorators begin that stand right before the node at `at` of `siblings`. */
export function startWithCompanions(
  siblings: readonly SyntaxNode[],
  at: number,
  companions: readonly string[],
): number {
  let start = siblings[at]?.start ?? 0;
  for (let before = at - 1; before >= 0; before -= 1) {
    const companion = siblings[before];
    if (companion === undefined || !companions.includes(companion.type)) break;
    const between = companion.source.slice(companion.end, start);
    if (/\S/.test(between) || /\n\s*\n/.test(between)) break;
    // A comment behind code belongs to that code.
    const earlier = siblings[before - 1];
    if (earlier !== undefined && isOnLineOf(earlier, companion)) break;
    start = companion.start;
  }
  return start;
}

const isOnLineOf = (first: SyntaxNode, second: SyntaxNode): boolean =>
  !first.source.slice(first.end, second.start).includes("\n") &&
  !["decorator", "comment"].includes(first.type);

const MOST_NAMES = 64;

/** Each name once, in the order of the text; the first ones where there are very many. */
export const uniqueNames = (names: Iterable<string>): readonly string[] =>
  [...new Set(names)].filter((name) => name !== "").slice(0, MOST_NAMES);
