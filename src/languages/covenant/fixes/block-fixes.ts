/** Fixes for blocks: their ends, and the keywords that open a section. */

import type { Fix } from "../finding.ts";
import { rankOf } from "../format/sort-sections.ts";
import type { Program, Section, Snippet } from "../syntax/ast.ts";
import { nearestNames } from "../syntax/nearest-names.ts";
import type { Range, Token } from "../syntax/token.ts";
import { SECTION_KINDS, type SectionKind } from "../tables/kinds.ts";
import { fix, insertAt, insertBefore, replace } from "./edits.ts";
import type { FindingOf, Suggest } from "./finding-of.ts";
import { openLevels } from "./open-levels.ts";
import { addEnd, removeEnd } from "./place-ends.ts";
import { indentAt, neighbour, reads, snippetAt, tokenFrom } from "./text-places.ts";

/** An `end` before what cannot stand inside the block. */
export const fixMissingEnd: Suggest<"missing_end"> = ({ range, facts }, program) => {
  const next = tokenFrom(program, range.start);
  const title = `Add the "end" of ${facts.block} before ${facts.found}`;
  const isDoubtful =
    hasRepeatedGroup(program, facts.opened, next) || isStraySection(program, next, facts.opened);
  const confidence = isDoubtful ? 0.8 : 1;
  return [fix(title, confidence, [addEnd(program, next, facts.opened.start)])];
};

/** `and and` may be a word too much as well as an `end` too few. */
function hasRepeatedGroup(program: Program, opened: Range, next: Token): boolean {
  const first = tokenFrom(program, opened.start).index;
  return program.tokens.slice(first, Math.min(next.index, first + MOST_TOKENS)).some((token) => {
    const after = neighbour(program, token, 1);
    return (
      (reads(token, "and") && reads(after, "and")) || (reads(token, "or") && reads(after, "or"))
    );
  });
}

/** A section's keyword that would open a second one, or one too late, may stand for another word. */
function isStraySection(program: Program, next: Token, opened: Range): boolean {
  const rank = SECTION_KINDS.findIndex((kind) => kind === next.text);
  if (rank === -1) return false;
  const read = snippetAt(program, opened.start)?.sections ?? [];
  const open = openSection(program, next);
  return (
    open >= rank || read.some((section) => section.start < next.start && rankOf(section) >= rank)
  );
}

/** Rank of the section that is open at `next`, as the indentation tells. */
function openSection(program: Program, next: Token): number {
  const content = neighbour(program, next, -1);
  const openers = content === undefined ? [] : [...openLevels(program, content)];
  const section = openers.findLast(({ opener }) => SECTIONS.has(opener.text));
  return SECTION_KINDS.findIndex((kind) => kind === section?.opener.text);
}

const SECTIONS: ReadonlySet<string> = new Set(SECTION_KINDS);

/** A condition is not longer than this. */
const MOST_TOKENS = 400;

/** An `end` for every block that is open at the end of the file. */
export const fixUnclosedBlock: Suggest<"unclosed_block"> = ({ facts: { open } }, program) => {
  const last = program.tokens.at(-1);
  const [only] = open;
  if (only === undefined || last === undefined) return [];
  if (open.length > 1) return [appendEnds(program, open)];
  // Behind another word the text may be cut off.
  const confidence = reads(neighbour(program, last, -1), "end") ? 1 : 0.95;
  const edit = addEnd(program, last, only.opened.start);
  return [fix(`Add the "end" of ${only.block}`, confidence, [edit])];
};

function appendEnds({ source }: Program, open: FindingOf<"unclosed_block">["facts"]["open"]): Fix {
  const ends = open.toReversed().map(({ opened }) => `\n${indentAt(source, opened.start)}end`);
  return fix(`Add the "end" of ${open.length} blocks`, 0.9, [
    insertAt(source.trimEnd().length, ends.join("")),
  ]);
}

/** One `end` less before what stands outside of all snippets. */
export const fixExtraEnd: Suggest<"extra_end"> = ({ range }, program) =>
  removeOneEnd(program, tokenFrom(program, range.start));

/** Removes an `end` of the row that holds `token` or stands before it. */
export function removeOneEnd(program: Program, token: Token, confidence = 1): readonly Fix[] {
  let next = token;
  while (reads(next, "end")) {
    const after = neighbour(program, next, 1);
    if (after === undefined) return [];
    next = after;
  }
  const edit = removeEnd(program, next);
  return edit === undefined ? [] : [fix('Remove an "end" that closes nothing', confidence, [edit])];
}

/** What a section's content begins with, and the sections it can stand in. */
const CONTENTS: ReadonlyMap<string, readonly SectionKind[]> = new Map([
  ["step", ["body", "tests"]],
  ["effect", ["effects"]],
  ["req", ["requires"]],
  ["fn", ["signature"]],
  ["struct", ["signature", "types"]],
  ["enum", ["signature", "types"]],
  ["test", ["tests"]],
  ["rel", ["relations"]],
  ["table", ["schema"]],
]);

/** A section's keyword that is missing or misspelled, or an `end` too much or too few before it. */
export const fixUnexpectedSection: Suggest<"unexpected_section"> = ({ range, facts }, program) => {
  const token = tokenFrom(program, range.start);
  const snippet = snippetAt(program, range.start - 1);
  if (facts.name === "snippet") {
    const edit = addEnd(program, token, snippet?.start ?? 0);
    return [fix('Add the "end" of the snippet before this one', 1, [edit])];
  }
  const kinds = CONTENTS.get(facts.name);
  if (kinds !== undefined) return fixContent(program, token, { kinds, snippet });
  return nearestNames(facts.name, SECTION_KINDS).map((name, index) =>
    fix(`Change "${facts.name}" to "${name}"`, index === 0 ? 0.9 : 0.6, [replace(token, name)]),
  );
};

/** Content of a section where a section should begin: the section was closed before it, or never opened. */
function fixContent(
  program: Program,
  token: Token,
  { kinds, snippet }: { kinds: readonly SectionKind[]; snippet: Snippet | undefined },
): readonly Fix[] {
  const before = lastSectionBefore(snippet, token);
  if (before !== undefined && kinds.includes(before.kind)) return removeOneEnd(program, token);
  const [kind] = snippet?.kind === "module" ? kinds.toReversed() : kinds;
  if (kind === undefined) return [];
  const indent = indentAt(program.source, snippet?.start ?? token.start);
  const edit = insertBefore(program.source, token.start, [kind], indent);
  return [fix(`Add "${kind}" before it`, 1, [edit])];
}

const lastSectionBefore = (snippet: Snippet | undefined, token: Token): Section | undefined =>
  snippet?.sections.findLast(({ end }) => end <= token.start);
