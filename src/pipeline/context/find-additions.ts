/** What a prompt may show besides what was asked for: each with where it is from and why. */

import type { ContextItem, ContextKind, SectionId } from "../../domain/context.ts";
import type { Guidance } from "../../domain/guidance.ts";
import type { Specification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { PatternLibrary } from "../../ports/pattern-library.ts";
import type { ProjectHabits } from "../../ports/project-habits.ts";
import type { ReferenceIndex } from "../../ports/reference-index.ts";
import { folderOf } from "../../std/folder-of.ts";
import { toExampleWish } from "./example-wish.ts";

const SECTION_OF: Readonly<Record<ContextKind, SectionId>> = {
  briefing: "system",
  example: "system",
  variant: "system",
  specification: "operation",
  declaration: "operation",
  pattern: "patterns",
  file: "references",
  structure: "references",
  reference: "references",
  mixin: "constraints",
  "error-code": "constraints",
  rule: "constraints",
  habit: "constraints",
  instruction: "instructions",
};

/** A whole item of the section that its kind belongs to. */
export const toItem = (
  wishes: Pick<ContextItem, "kind" | "source" | "text"> &
    Partial<Pick<ContextItem, "why" | "isPinned">>,
  count: (text: string) => number,
): ContextItem => ({
  why: undefined,
  isPinned: false,
  ...wishes,
  section: SECTION_OF[wishes.kind],
  tokens: count(wishes.text),
  uncutTokens: undefined,
});

type Count = (text: string) => number;

/** The notes of these kinds: first the weightiest of each kind, then the next of each. */
export function findNotes(
  { notes }: Guidance,
  kinds: readonly ContextKind[],
  count: Count,
): readonly ContextItem[] {
  const groups = kinds.map((kind) => notes.filter((note) => note.kind === kind));
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_none, at) => groups.flatMap((group) => group[at] ?? []))
    .flat()
    .map(({ kind, source, text, why }) => toItem({ kind, source, text, why }, count));
}

/** Proven ways that fit, best first. */
export async function findPatterns(
  specification: Specification,
  guidance: Guidance,
  {
    patterns,
    language,
    count,
  }: {
    readonly patterns: PatternLibrary;
    readonly language: LanguagePack;
    readonly count: Count;
  },
): Promise<readonly ContextItem[]> {
  const { kind, features } = guidance;
  const { text } = toExampleWish(specification);
  const matches = await patterns.match({ language: language.id, kind, features, text });
  return matches.map((match) =>
    toItem(
      {
        kind: "pattern",
        source: match.pattern.id,
        text: patterns.format(match, language.id).trim(),
        why: why(match),
      },
      count,
    ),
  );
}

/** What the project's own code nearly always does, surest first; nothing where nothing was learned. */
export async function findHabits(
  { habits }: { readonly habits?: ProjectHabits | undefined },
  { language, count }: { readonly language: Pick<LanguagePack, "id">; readonly count: Count },
): Promise<readonly ContextItem[]> {
  const rules = (await habits?.describeRules(language.id)) ?? [];
  return rules.map(({ id, sentence, why }) =>
    toItem({ kind: "habit", source: id, text: sentence, why }, count),
  );
}

/** A longer list of files is of no use beside one task. */
const MOST_STRUCTURE_LINES = 30;

/** The project's structure and similar code, best first; nothing where no code is similar: then there is no project. */
export async function findReferences(
  specification: Specification,
  {
    references,
    language,
    path,
    count,
  }: {
    readonly references: ReferenceIndex;
    readonly language: LanguagePack;
    /** What will be written. */
    readonly path: string;
    readonly count: Count;
  },
): Promise<readonly ContextItem[]> {
  const { signature, contextFiles, testFiles, companions } = specification;
  if (references.isAtHand !== undefined && !(await references.isAtHand())) return [];
  const folder = folderOf(path);
  const found = await references.find({
    language: language.id,
    text: toExampleWish(specification).text,
    signature,
    without: [
      path,
      ...[...contextFiles, ...testFiles].map((file) => file.path),
      ...companions.map((file) => folder + file.path),
    ],
  });
  if (found.length === 0) return [];
  const structure = await references.renderStructure(path, { maxLines: MOST_STRUCTURE_LINES });
  return [
    ...(structure.trim() === ""
      ? []
      : [toItem({ kind: "structure", source: "project", text: structure }, count)]),
    ...found.map((reference) =>
      toItem(
        {
          kind: "reference",
          source: `${reference.path}:${reference.line} ${reference.name}`,
          text: reference.code,
          why: why(reference),
        },
        count,
      ),
    ),
  ];
}

const why = ({
  score,
  reasons,
}: {
  readonly score: number;
  readonly reasons: readonly string[];
}): string => `score ${score.toFixed(2)}: ${reasons.join(", ")}`;
