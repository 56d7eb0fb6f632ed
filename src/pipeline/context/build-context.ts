import type { Attempt } from "../../domain/attempt.ts";
import type { Context, ContextItem, OmittedItem } from "../../domain/context.ts";
import { Fault } from "../../domain/fault.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Example, Specification } from "../../domain/specification.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { ExampleSelection, LanguagePack } from "../../ports/language-pack.ts";
import { toExampleWish } from "./example-wish.ts";

/** Room for roles, headings and fences around the parts, in tokens. */
const FRAME_TOKENS = 200;
/** Room for the markers around one file, with its path in them. */
const MARKER_TOKENS = 80;

export interface BuildContextOptions {
  readonly language: LanguagePack;
  readonly model: Pick<LanguageModel, "id" | "contextWindowTokens" | "countTokens">;
  /** Kept free for the answer. */
  readonly maxOutputTokens: number;
}

/**
 * What the model is shown besides the specification: the language's briefing, then the specification's context
 * files in their order, each whole or not at all, then examples of the language. The specification itself is never cut.
 *
 * @throws {Fault} `model/context-too-long` when the specification alone does not fit.
 */
export async function buildContext(
  specification: Specification,
  plan: Plan,
  attempts: readonly Attempt[],
  options: BuildContextOptions,
): Promise<Context> {
  const { language, model, maxOutputTokens } = options;
  const count = (text: string): number => model.countTokens(text);

  const briefing = item("briefing", language.id, language.briefing, count);
  const spokenFor =
    FRAME_TOKENS +
    briefing.tokens +
    [specification.text, specification.signature ?? "", ...specification.requirements]
      .concat(specification.examples.flatMap(({ call, expected }) => [call, wordsOf(expected)]))
      .concat(quotedBy(plan, attempts))
      .reduce((sum, text) => sum + count(text), 0);
  const tokenBudget = model.contextWindowTokens - maxOutputTokens - spokenFor;
  if (tokenBudget < 0) {
    throw new Fault(
      "model/context-too-long",
      `Cannot ask "${model.id}": the specification needs ${spokenFor} tokens and the answer ${maxOutputTokens}, the model takes ${model.contextWindowTokens}`,
      {
        help: "Shorten the specification, lower --max-output-tokens, or use a model with a larger context window",
      },
    );
  }

  const items: ContextItem[] = [briefing];
  const omitted: OmittedItem[] = [];
  let free = tokenBudget;
  for (const file of specification.contextFiles) {
    const next = item("file", file.path, file.text, count);
    if (next.tokens + MARKER_TOKENS > free) {
      const { section, kind, source, tokens } = next;
      omitted.push({ section, kind, source, tokens, reason: "it does not fit" });
      continue;
    }
    items.push(next);
    free -= next.tokens + MARKER_TOKENS;
  }
  const { examples } = await selectExamples(specification, language, { count, free });
  const shown = examples.map(({ id, text, tokens }) => ({
    section: "system" as const,
    kind: "example" as const,
    source: id,
    text,
    tokens,
    why: undefined,
    uncutTokens: undefined,
    isPinned: false,
  }));
  return { items: [...items, ...shown], omitted, sections: [], tokenBudget };
}

/** Examples are the last to get room: they show the language, the rest shows the work. */
const EXAMPLE_TOKENS = 1500;

async function selectExamples(
  specification: Specification,
  language: LanguagePack,
  { count, free }: { readonly count: (text: string) => number; readonly free: number },
): Promise<Pick<ExampleSelection, "examples">> {
  const wish = toExampleWish(specification);
  const options = { countTokens: count, budgetTokens: Math.min(EXAMPLE_TOKENS, free) };
  return (await language.selectExamples?.(wish, options)) ?? { examples: [] };
}

const item = (
  kind: ContextItem["kind"],
  source: string,
  text: string,
  count: (text: string) => number,
): ContextItem => ({
  section: kind === "file" ? "references" : "system",
  kind,
  source,
  text,
  tokens: count(text),
  why: undefined,
  uncutTokens: undefined,
  isPinned: false,
});

const wordsOf = (expected: Example["expected"]): string =>
  expected.kind === "returns" ? expected.expression : (expected.name ?? "");

/** What a repair will show again: the candidate, and what was said about it. */
function quotedBy({ basis }: Plan, attempts: readonly Attempt[]): readonly string[] {
  const attempt = basis === undefined ? undefined : attempts[basis];
  if (attempt === undefined) return [];
  return [attempt.response.text, ...attempt.verdict.diagnostics.slice(0, 8).map(({ raw }) => raw)];
}
