import { chooseModel } from "../../../config/choose-model.ts";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { toModelFacts } from "../../../config/model-facts.ts";
import { openPriceList } from "../../../config/open-price-list.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import type { Context, ContextItem } from "../../../domain/context.ts";
import { costOf, toUsd } from "../../../domain/price.ts";
import { withFacts } from "../../../model-access/capabilities/with-facts.ts";
import { countPrompt } from "../../../model-access/money/estimate.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { completeLimits } from "../../../pipeline/prepare-run.ts";
import { buildFirstPrompt } from "../../../pipeline/render-first-prompt.ts";
import { listProviders } from "../../../providers/index.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { findModelFacts } from "../find-model-facts.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";
import type { Terminal } from "../terminal.ts";

export interface ContextCommandOptions
  extends Pick<ModelOptions, "model" | "maxOutputTokens" | "json"> {
  readonly language?: string;
  readonly prompt?: true;
}

/** `specwright context SPECIFICATION`: what the first prompt of a run shows and leaves out; no key, nobody is asked. */
export async function contextCommand(
  [path]: readonly [string],
  options: ContextCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
  const { config, clock, files } = base;
  const settings = toProviderSettings(config.settings);
  const providers = listProviders(settings);
  const { id } = await chooseModel(config, providers, settings, base);
  const price = (await openPriceList(config, { providers, clock })).find(id);
  const facts = await findModelFacts(id, { price, providers, settings, base });
  const model = withFacts(facts.model, toModelFacts(config.settings, id));
  const { maxOutputTokens } = completeLimits(toLimits(config.settings), model);

  const specification = await openSpecification(toProjectPath(path, directory, files.root), base, {
    language: options.language,
  });
  const first = await buildFirstPrompt(specification, base, { model, maxOutputTokens });
  const { messages, breakPoints } = first.prompt;
  const tokens = countPrompt(first.prompt, model);
  const last = breakPoints.at(-1);
  const stable = messages[last?.message ?? 0]?.text.slice(0, last?.end ?? 0) ?? "";
  const usage = { input: tokens, output: 0, cached: 0, cacheWritten: 0, reasoning: 0 };
  const shown: ShownContext = {
    ...first,
    model: id,
    tokens,
    stableTokens: model.countTokens(stable),
    costUsd: price === undefined ? undefined : toUsd(costOf(price, usage)),
    assumptions: facts.assumptions,
    settingTokens: config.settings.context_sections,
  };
  if (options.json) terminal.json(toJson(shown, options.prompt === true));
  else if (options.prompt) showPrompt(shown, terminal);
  else show(shown, terminal);
  return "accepted";
}

interface ShownContext extends Awaited<ReturnType<typeof buildFirstPrompt>> {
  readonly model: string;
  /** Of the whole prompt. */
  readonly tokens: number;
  /** Up to the last point where a provider may keep it. */
  readonly stableTokens: number;
  readonly costUsd: number | undefined;
  readonly assumptions: readonly string[];
  readonly settingTokens: Readonly<Record<string, number>>;
}

function showPrompt({ prompt }: ShownContext, { result }: Terminal): void {
  for (const { role, text } of prompt.messages) result(`[${role}]\n${escapeText(text)}\n`);
}

function show(shown: ShownContext, { result, say }: Terminal): void {
  const { context, model, tokens, stableTokens, costUsd, templates, settingTokens } = shown;
  const { items, omitted, sections } = context;
  result(
    `${escapeText(model)}: ${tokens} tokens, of at most ${context.tokenBudget} for the sections`,
  );
  result("");
  const rows = sections.map(({ id, budgetTokens, tokens: used }) => [
    id,
    `${used}`,
    describeBudget(budgetTokens, settingTokens[id] ?? 0),
    renderBar(used, budgetTokens),
    escapeText(templates[id] ?? ""),
  ]);
  result(renderTable(["section", "tokens", "budget", "", "text"], rows));
  result("");
  result(
    renderTable(
      ["section", "shown", "from", "tokens", "why"],
      items.map((item) =>
        [item.section, item.kind, item.source, describeSize(item), describeWhy(item)].map(
          escapeText,
        ),
      ),
    ),
  );
  if (omitted.length > 0) {
    result("");
    result(
      renderTable(
        ["section", "left out", "from", "tokens", "because"],
        omitted.map(({ section, kind, source, tokens: size, reason }) =>
          [section, kind, source, `${size}`, reason].map(escapeText),
        ),
      ),
    );
  }
  result("");
  result(`the same for many prompts: the first ${stableTokens} tokens, which a provider may keep`);
  result(`input: ${costUsd === undefined ? "price not known" : formatUsd(costUsd)} for each call`);
  const excess = describeExcess(context);
  if (excess !== undefined) say(excess);
  for (const line of shown.assumptions) say(line);
}

/** The specification, its files and the briefing are never cut, so they may be more than the settings want. */
const describeExcess = ({ tokenBudget, totalTokens }: Context): string | undefined =>
  tokenBudget <= totalTokens
    ? undefined
    : `what is always shown takes ${tokenBudget} tokens, more than context_tokens (${totalTokens}): nothing is added`;

/** Budgets grow by what is always shown. */
const describeBudget = (budgetTokens: number, setting: number): string =>
  budgetTokens > setting
    ? `${budgetTokens} (${setting} + ${budgetTokens - setting} always shown)`
    : `${budgetTokens}`;

const describeSize = ({ tokens, uncutTokens }: ContextItem): string =>
  uncutTokens === undefined ? `${tokens}` : `${tokens} of ${uncutTokens}`;

const describeWhy = ({ isPinned, why, kind }: ContextItem): string =>
  why ?? (isPinned ? "always" : kind === "file" ? "the specification names it" : "");

const BAR_LENGTH = 20;

function renderBar(used: number, budget: number): string {
  const filled = budget === 0 ? 0 : Math.min(BAR_LENGTH, Math.round((used / budget) * BAR_LENGTH));
  return "█".repeat(filled) + "░".repeat(BAR_LENGTH - filled);
}

const toJson = (shown: ShownContext, isPromptWanted: boolean): object => {
  const { context, model, tokens, stableTokens, costUsd, templates, assumptions, prompt } = shown;
  return {
    model,
    tokens,
    tokenBudget: context.tokenBudget,
    totalTokens: context.totalTokens,
    sections: context.sections,
    items: context.items.map(({ text: _text, why, uncutTokens, ...item }) => ({
      ...item,
      why: why ?? null,
      uncutTokens: uncutTokens ?? null,
    })),
    omitted: context.omitted,
    templates,
    stableTokens,
    breakPoints: prompt.breakPoints,
    costUsd: costUsd ?? null,
    assumptions,
    ...(isPromptWanted ? { messages: prompt.messages } : {}),
  };
};
