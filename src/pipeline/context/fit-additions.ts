import type { ContextItem, OmittedItem } from "../../domain/context.ts";
import type { Guidance } from "../../domain/guidance.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Specification } from "../../domain/specification.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { cutCode } from "./cut-code.ts";
import { cutMarkdown } from "./cut-markdown.ts";
import { findHabits, findNotes, findPatterns, findReferences } from "./find-additions.ts";
import { type FitItemsOptions, fitItems, type Room } from "./fit-items.ts";

/** Where additions come from, and how much of them is wanted. */
export type ContextKnowledge = Pick<
  CheckEnvironment,
  "patterns" | "references" | "habits" | "syntax" | "contextLimits"
>;

export interface FitAdditionsOptions {
  readonly language: LanguagePack;
  /** What will be written. */
  readonly path: string;
  readonly knowledge: ContextKnowledge;
  readonly count: (text: string) => number;
}

const NO_GUIDANCE: Guidance = { kind: undefined, features: [], notes: [] };

/** What patterns may have where only the essentials are shown. */
const ESSENTIAL_PATTERN_TOKENS = 1000;

/**
 * What we add to what was asked for. Who is asked first gets room first: references give way before patterns, those
 * before house rules.
 */
export async function fitAdditions(
  specification: Specification,
  { shown }: Pick<Plan, "shown">,
  room: Room,
  options: FitAdditionsOptions,
): Promise<{ readonly items: readonly ContextItem[]; readonly omitted: readonly OmittedItem[] }> {
  if (room.free <= 0) return { items: [], omitted: [] };
  const { language, knowledge, count } = options;
  const { patterns, references, contextLimits } = knowledge;
  const guidance = (await language.guide?.(specification)) ?? NO_GUIDANCE;
  const isProjectShown = shown === "all" && contextLimits.withReferences;
  const project = isProjectShown
    ? await findReferences(specification, { ...options, references })
    : [];
  const sources: readonly {
    readonly find: () => Promise<readonly ContextItem[]> | readonly ContextItem[];
    readonly cut?: FitItemsOptions["cut"];
  }[] = [
    { find: () => findNotes(guidance, ["variant"], count) },
    { find: () => findNotes(guidance, ["instruction"], count) },
    { find: () => findNotes(guidance, ["rule", "error-code", "mixin"], count) },
    { find: () => (shown === "all" ? findHabits(knowledge, options) : []) },
    {
      find: () => findPatterns(specification, guidance, { ...options, patterns }),
      cut: async ({ text }, maxTokens) => cutMarkdown(text, { maxTokens, count }),
    },
    { find: () => project.filter(({ kind }) => kind === "structure") },
    {
      find: () => project.filter(({ kind }) => kind === "reference"),
      cut: (item, maxTokens) => cutReference(item, maxTokens, options),
    },
  ];

  const items: ContextItem[] = [];
  const omitted: OmittedItem[] = [];
  let left = shown === "essentials" ? limitPatterns(room) : room;
  for (const { find, cut } of sources) {
    const fitted = await fitItems(await find(), left, { count, cut });
    items.push(...fitted.items);
    omitted.push(...fitted.omitted);
    left = fitted.room;
  }
  return { items, omitted };
}

const limitPatterns = ({ free, sections }: Room): Room => ({
  free,
  sections: { ...sections, patterns: Math.min(sections.patterns, ESSENTIAL_PATTERN_TOKENS) },
});

/** At the borders of statements and members; `undefined` where no parser can read it. */
async function cutReference(
  { source, text }: ContextItem,
  maxTokens: number,
  { language, knowledge, count }: FitAdditionsOptions,
): Promise<string | undefined> {
  const extension = /\.\w+(?=:\d+ )/.exec(source)?.[0] as `.${string}` | undefined;
  const grammar =
    (extension === undefined ? undefined : language.grammarsByExtension?.[extension]) ??
    language.grammar;
  const { lineComment } = language;
  if (grammar === undefined || lineComment === undefined) return undefined;
  const tree = await knowledge.syntax.parse(text, grammar);
  return cutCode(tree, { maxTokens, count, lineComment });
}
