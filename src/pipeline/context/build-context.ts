import type { Attempt } from "../../domain/attempt.ts";
import {
  type Context,
  type ContextItem,
  type ContextKind,
  DEFAULT_CONTEXT_TOKENS,
  type OmittedItem,
  SECTION_IDS,
  type SectionId,
} from "../../domain/context.ts";
import { Fault } from "../../domain/fault.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Specification } from "../../domain/specification.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { toExampleWish } from "./example-wish.ts";
import { toItem } from "./find-additions.ts";
import { type ContextKnowledge, fitAdditions } from "./fit-additions.ts";
import { costOf, type Room } from "./fit-items.ts";
import { countQuoted, countSaid, findPinned } from "./pinned-items.ts";

/** Room for roles, headings and fences around the parts, in tokens. */
const FRAME_TOKENS = 200;

export interface BuildContextOptions {
  readonly language: LanguagePack;
  readonly model: Pick<LanguageModel, "id" | "contextWindowTokens" | "countTokens"> &
    Partial<Pick<LanguageModel, "suggested">>;
  /** Kept free for the answer. */
  readonly maxOutputTokens: number;
  /** What will be written. */
  readonly path: string;
  readonly knowledge: ContextKnowledge;
}

type Count = (text: string) => number;
type BySection = Readonly<Record<SectionId, number>>;

/**
 * What the model is shown: the language's briefing and the specification, always and whole; the specification's own
 * files in their order, each whole or not at all; then examples of the language; then what we add, each section within
 * its budget. The same input gives the same context.
 *
 * The budgets of sections are for what we add. The total is for everything: only what is always shown may exceed it, and
 * then nothing is added.
 *
 * @throws {Fault} `model/context-too-long` when the specification alone does not fit.
 */
export async function buildContext(
  specification: Specification,
  plan: Plan,
  attempts: readonly Attempt[],
  options: BuildContextOptions,
): Promise<Context> {
  const { language, model, maxOutputTokens, knowledge } = options;
  const { sectionTokens, totalTokens } = knowledge.contextLimits;
  const count: Count = (text) => model.countTokens(text);

  const pinned = findPinned(specification, language, count);
  const said = countSaid(specification, count);
  const quoted = FRAME_TOKENS + countQuoted(plan, attempts, count);
  const window = model.contextWindowTokens - maxOutputTokens - quoted;
  const always = sumOf(usedBySection(pinned, said));
  if (always > window) throw tooLong(always + quoted, options);

  const files = fitFiles(specification, window - always, count);
  const used = usedBySection([...pinned, ...files.items], said);
  const total = totalTokens ?? DEFAULT_CONTEXT_TOKENS;
  const left = Math.max(0, Math.min(window, total) - sumOf(used));
  const examples = await selectExamples(specification, language, { count, free: left });
  // A model's own wish is about additions: the language's examples help it as its briefing does.
  const helpful = totalTokens ?? model.suggested?.contextTokens ?? total;
  const room: Room = {
    free: Math.min(
      left - sumCosts(examples),
      Math.min(total - sumCosts(examples), helpful) - FRAME_TOKENS - sumOf(used),
    ),
    sections: sectionTokens,
  };
  const added = await fitAdditions(specification, plan, room, { ...options, count });

  const items = [...pinned, ...files.items, ...added.items, ...examples].sort(byShownOrder);
  const tokens = usedBySection(items, said);
  return {
    items,
    omitted: [...files.omitted, ...added.omitted],
    sections: SECTION_IDS.map((id) => ({
      id,
      budgetTokens: sectionTokens[id] + used[id] + (id === "system" ? sumCosts(examples) : 0),
      tokens: tokens[id],
    })),
    tokenBudget: Math.min(window, Math.max(total, sumOf(used))),
    totalTokens: total,
  };
}

function tooLong(needed: number, { model, maxOutputTokens }: BuildContextOptions): Fault {
  return new Fault(
    "model/context-too-long",
    `Cannot ask "${model.id}": the specification needs ${needed} tokens and the answer ${maxOutputTokens}, the model takes ${model.contextWindowTokens}`,
    {
      help: "Shorten the specification, lower --max-output-tokens, or use a model with a larger context window",
    },
  );
}

/** The files that the specification names: nothing but the model's window limits them. */
function fitFiles(
  { contextFiles }: Specification,
  free: number,
  count: Count,
): { readonly items: readonly ContextItem[]; readonly omitted: readonly OmittedItem[] } {
  const items: ContextItem[] = [];
  const omitted: OmittedItem[] = [];
  let left = free;
  for (const { path, text } of contextFiles) {
    const item = toItem({ kind: "file", source: path, text }, count);
    if (costOf(item) <= left) {
      items.push(item);
      left -= costOf(item);
      continue;
    }
    const { section, kind, source, tokens } = item;
    omitted.push({ section, kind, source, tokens, reason: `the model has ${left} tokens left` });
  }
  return { items, omitted };
}

/** They come before what we add: without them a model cannot write a language that it has never seen. */
const EXAMPLE_TOKENS = 1500;

async function selectExamples(
  specification: Specification,
  language: LanguagePack,
  { count, free }: { readonly count: Count; readonly free: number },
): Promise<readonly ContextItem[]> {
  const selection = await language.selectExamples?.(toExampleWish(specification), {
    countTokens: count,
    budgetTokens: Math.min(EXAMPLE_TOKENS, free),
  });
  return (selection?.examples ?? []).map(({ id, text, score, reasons }) => {
    const why = `score ${score.toFixed(2)}: ${reasons.join(", ")}`;
    return toItem({ kind: "example", source: id, text, why }, count);
  });
}

const SHOWN_ORDER: readonly ContextKind[] = [
  "briefing",
  "example",
  "variant",
  "pattern",
  "file",
  "structure",
  "reference",
  "specification",
  "mixin",
  "error-code",
  "rule",
  "habit",
  "instruction",
  "declaration",
];

const byShownOrder = (one: ContextItem, other: ContextItem): number =>
  SHOWN_ORDER.indexOf(one.kind) - SHOWN_ORDER.indexOf(other.kind);

const usedBySection = (items: readonly ContextItem[], said: Partial<BySection>): BySection => {
  const used = { system: 0, operation: 0, patterns: 0, references: 0, constraints: 0 };
  const sums: Record<SectionId, number> = { ...used, instructions: 0, ...said };
  for (const item of items) sums[item.section] += costOf(item);
  return sums;
};

const sumOf = (used: BySection): number => Object.values(used).reduce((sum, it) => sum + it, 0);

const sumCosts = (items: readonly ContextItem[]): number =>
  items.reduce((sum, item) => sum + costOf(item), 0);
