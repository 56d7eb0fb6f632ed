/** Fixes for the order of a snippet's sections. */

import type { TextEdit } from "../finding.ts";
import { declareTypeTwice, rankOf } from "../format/sort-sections.ts";
import type { Program, Section } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import { fix, insertAt, remove } from "./edits.ts";
import type { Suggest } from "./finding-of.ts";
import {
  isFirstOnLine,
  isLastOnLine,
  lineEnd,
  lineStart,
  snippetAt,
  tokenFrom,
} from "./text-places.ts";

/** Moves a section in front of the first one that must come after it. */
export const fixSectionOrder: Suggest<"section_order"> = ({ range }, program) => {
  const sections = snippetAt(program, range.start)?.sections ?? [];
  const section = sections.find(({ start, end }) => start <= range.start && range.start < end);
  if (section === undefined || declareTypeTwice(sections)) return [];
  const later = sections.find((other) => rankOf(other) > rankOf(section));
  if (later === undefined || later.start > section.start) return [];
  const title = `Move "${section.kind}" in front of "${later.kind}"`;
  return [fix(title, 1, moveSection(program, section, later))];
};

function moveSection(program: Program, section: Section, before: Section): readonly TextEdit[] {
  const { source } = program;
  const to = aboveComments(program, before);
  const from = aboveComments(program, section);
  const isOnLines = isFirstOnLine(source, section.start) && isLastOnLine(source, section.end);
  if (!isOnLines || !isFirstOnLine(source, before.start)) {
    const text = source.slice(section.start, section.end);
    return [insertAt(before.start, `${text} `), remove(source, section)];
  }
  const end = Math.min(lineEnd(source, section.end) + 1, source.length);
  const gap = startOfBlankLines(source, from);
  return [
    insertAt(to, source.slice(from, end) + source.slice(gap, from)),
    { start: gap, end, text: "" },
  ];
}

/** Where the lines of a section begin: with the comments that stand directly above its keyword. */
function aboveComments({ source }: Program, section: Section): number {
  let start = lineStart(source, section.start);
  while (
    start > 0 &&
    source
      .slice(lineStart(source, start - 1), start)
      .trimStart()
      .startsWith("//")
  )
    start = lineStart(source, start - 1);
  return start;
}

function startOfBlankLines(source: string, offset: number): number {
  let start = offset;
  while (start > 0 && source.slice(lineStart(source, start - 1), start).trim() === "")
    start = lineStart(source, start - 1);
  return start;
}

/** Removes a section that says the same as the first of its kind. */
export const fixDuplicateSection: Suggest<"duplicate_section"> = ({ range, facts }, program) => {
  const sections = snippetAt(program, range.start)?.sections ?? [];
  const section = sections.find(({ start, end }) => start <= range.start && range.start < end);
  const first = sections.find(
    ({ start, end }) => start <= facts.first.start && facts.first.start < end,
  );
  if (section === undefined || first === undefined) return [];
  const isSame = wordsOf(program, section) === wordsOf(program, first);
  return isSame
    ? [fix(`Remove the second "${facts.section}"`, 1, [remove(program.source, section)])]
    : [];
};

function wordsOf(program: Program, { start, end }: Range): string {
  const last = tokenFrom(program, end).index;
  const words = program.tokens.slice(tokenFrom(program, start).index, last);
  return words.map(({ text }) => text).join(" ");
}
