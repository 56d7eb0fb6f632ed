/** The sections of a snippet stand once each, in one order. */

import { type Finding, finding } from "../finding.ts";
import type { Program, Section, Snippet } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import { SECTION_KINDS, type SectionKind } from "../tables/kinds.ts";

/** Reports a program without snippets, repeated sections, and the first section of a snippet that comes too late. */
export function checkSections({ snippets }: Program): readonly Finding[] {
  if (snippets.length === 0) return [emptyProgram()];
  return snippets.flatMap(checkSnippet);
}

const emptyProgram = (): Finding =>
  finding("empty_program", { start: 0, end: 0 }, {}, "The file has no snippets", {
    help: 'Write at least one: snippet id="module.name" kind="fn" ... end',
  });

function checkSnippet({ sections }: Snippet): readonly Finding[] {
  const firsts = new Map<SectionKind, Section>();
  const repeated: Finding[] = [];
  for (const section of sections) {
    const first = firsts.get(section.kind);
    if (first === undefined) firsts.set(section.kind, section);
    else repeated.push(repeatedSection(section, first.keyword));
  }
  return [...repeated, ...lateSection([...firsts.values()])];
}

const repeatedSection = ({ kind, keyword }: Section, first: Range): Finding =>
  finding(
    "duplicate_section",
    keyword,
    { section: kind, first },
    `The snippet has a section "${kind}" already`,
    {
      related: [{ message: "The first one", range: first }],
      help: `Put what both hold into the first section "${kind}" and remove this one`,
    },
  );

function lateSection(sections: readonly Section[]): readonly Finding[] {
  let latest: SectionKind = SECTION_KINDS[0];
  for (const { kind, keyword } of sections) {
    if (SECTION_KINDS.indexOf(kind) < SECTION_KINDS.indexOf(latest))
      return [
        finding(
          "section_order",
          keyword,
          { section: kind, after: latest },
          `The section "${kind}" comes after "${latest}", but belongs before it`,
          { help: `Keep the sections in this order: ${SECTION_KINDS.join(", ")}` },
        ),
      ];
    latest = kind;
  }
  return [];
}
