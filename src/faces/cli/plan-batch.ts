import { analyseBatch } from "../../batch/context/analyse-batch.ts";
import { createLimits } from "../../batch/plan/limits.ts";
import { planBatches } from "../../batch/plan/plan-batches.ts";
import { readDependencies } from "../../batch/plan/read-dependencies.ts";
import { renderPlan, sumPlan } from "../../batch/plan/render-plan.ts";
import { renderBatchPrompt } from "../../batch/prompt/render-batch-prompt.ts";
import type { AskingSetup, BatchSetup } from "../../batch/run/batch-setup.ts";
import { prepareBatch } from "../../batch/run/prepare-batch.ts";
import { chooseModel } from "../../config/choose-model.ts";
import type { Config } from "../../config/load-config.ts";
import { toModelFacts } from "../../config/model-facts.ts";
import { openPriceList } from "../../config/open-price-list.ts";
import { toProviderSettings } from "../../config/provider-settings.ts";
import type { BatchItem, BatchPlan } from "../../domain/batch.ts";
import { type ModelPrice, toNanoUsd, toUsd } from "../../domain/price.ts";
import { withFacts } from "../../model-access/capabilities/with-facts.ts";
import type { PlannedWork } from "../../model-access/money/estimate.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { listProviders } from "../../providers/index.ts";
import type { BatchCommandOptions } from "./batch-options.ts";
import { escapeText } from "./escape-text.ts";
import type { ExitReason } from "./exit-codes.ts";
import type { Face } from "./face.ts";
import { findModelFacts } from "./find-model-facts.ts";
import type { ListedItems } from "./list-batch-items.ts";
import { toLimits } from "./model-settings.ts";

type Base = CheckEnvironment & { readonly config: Config };
type Counting = Pick<LanguageModel, "countTokens">;

/** A batch of the listed items, by flags and configuration. @throws {Fault} as `prepareBatch` */
export async function prepareBatchSetup(
  { items, unreadable }: Pick<ListedItems, "items" | "unreadable">,
  base: Base,
  { options, model }: { readonly options: BatchCommandOptions; readonly model: LanguageModel },
): Promise<BatchSetup> {
  const { settings, sources } = base.config;
  const limits = toLimits(settings);
  // What was never said is left to what suits proofs.
  const repairs =
    options.maxIterations ?? (sources.repairs.source === "default" ? undefined : limits.repairs);
  return prepareBatch(items, base, {
    unreadable,
    model,
    asking: await toAsking(base, { options, model }),
    seed: options.seed,
    profile: settings.profile,
    limits: { ...limits, repairs },
    fallbacks: settings.fallbacks,
    capNanoUsd: settings.max_usd === undefined ? undefined : toNanoUsd(settings.max_usd),
  });
}

async function toAsking(
  base: Base,
  { options, model }: { readonly options: BatchCommandOptions; readonly model: LanguageModel },
): Promise<AskingSetup> {
  return {
    isBatched: options.batchMode,
    isContextAware: options.contextAware,
    isSmart: options.smartBatching,
    limits: createLimits({
      model,
      price: await findPrice(model.id, base),
      inputTokens: options.maxInputTokens,
      outputTokens: base.config.settings.max_output_tokens,
      maxItems: options.batchSize,
    }),
  };
}

async function findPrice(
  id: string,
  { config, clock }: Pick<Base, "config" | "clock">,
): Promise<ModelPrice | undefined> {
  const providers = listProviders(toProviderSettings(config.settings));
  return (await openPriceList(config, { providers, clock })).find(id);
}

/** What is asked at first; items that nothing was found out about yet are taken for usable. */
const planSetup = (
  items: readonly BatchItem[],
  asking: AskingSetup,
  { languages, sha256 }: Base,
  { countTokens }: Counting,
): BatchPlan => {
  const dependencies = readDependencies(items, languages);
  return planBatches(items, {
    limits: asking.limits,
    languages,
    countTokens,
    sha256,
    dependencies: asking.isSmart ? dependencies : { ...dependencies, edges: [] },
  });
};

/** A batch as what it may cost is told from; no model is asked. */
export async function planBatchWork(
  { items, asking, limits }: BatchSetup,
  base: Base,
  model: Counting,
): Promise<readonly PlannedWork[]> {
  const { sha256 } = base;
  const plan = asking.isBatched ? planSetup(items, asking, base, model) : undefined;
  const calls = (plan?.waves.flatMap((wave) => wave.calls) ?? []).filter(
    (call) => call.items.length > 1,
  );
  const together = new Set(calls.flatMap((call) => call.items));
  const languageOf = ({ specification }: BatchItem) => findLanguage(base, specification.language);
  const byId = new Map(items.map((item) => [item.id, item]));
  const asked = calls.flatMap((call): readonly PlannedWork[] => {
    const first = byId.get(call.items[0] ?? "");
    if (first === undefined) return [];
    const prompt = renderBatchPrompt(call, items, { language: languageOf(first), sha256 });
    const once = { samples: 1, repairs: 0, escalations: 0, costUsd: undefined };
    return [{ prompt, limits: { ...once, maxOutputTokens: call.outputTokens } }];
  });
  const alone = items.map((item): PlannedWork => {
    const { source } = item.specification;
    const { briefing } = languageOf(item);
    const samples = limits.samples - (together.has(item.id) ? 1 : 0);
    const messages = [
      { role: "system", text: briefing },
      { role: "user", text: source },
    ] as const;
    return { prompt: { messages, breakPoints: [] }, limits: { ...limits, samples } };
  });
  return [...asked, ...alone];
}

/** `--plan`: what would be asked, in which calls, and what that costs; nothing is sent, and no key is needed. */
export async function showBatchPlan(
  { items, unreadable }: ListedItems,
  base: Base,
  { options, face }: { readonly options: BatchCommandOptions; readonly face: Face },
): Promise<ExitReason> {
  const { terminal } = face;
  const { config } = base;
  const settings = toProviderSettings(config.settings);
  const providers = listProviders(settings);
  const choice = await chooseModel(config, providers, settings, base);
  const price = await findPrice(choice.id, base);
  const facts = await findModelFacts(choice.id, { price, providers, settings, base });
  const model = withFacts(facts.model, toModelFacts(config.settings, choice.id));
  const asking = await toAsking(base, { options, model });
  const plan = planSetup(items, asking, base, model);
  const isBatch = config.settings.provider_batches;
  if (options.json === true) {
    const totals = sumPlan(plan, { price, isBatch });
    const toAmount = (nano: number | undefined) => (nano === undefined ? null : toUsd(nano));
    terminal.json({
      model: choice.id,
      items: items.length,
      unreadable,
      waves: plan.waves,
      cycles: plan.cycles,
      includes: plan.edges.filter(({ kind }) => kind === "include"),
      calls: totals.calls,
      inputTokens: totals.inputTokens,
      expectedTokens: totals.expectedTokens,
      lowUsd: toAmount(totals.price?.low),
      highUsd: toAmount(totals.price?.high),
      oneByOne: { ...plan.oneByOne, lowUsd: toAmount(totals.oneByOne.low) },
      savedCalls: totals.savedCalls,
    });
    return "accepted";
  }
  terminal.result(`model: ${escapeText(choice.id)} (${escapeText(choice.why)})\n`);
  terminal.result(escapeText(renderPlan(plan, { price, isBatch })).trimEnd());
  const { shared } = analyseBatch(items, base.languages);
  if (shared.length > 0)
    terminal.result(`${shared.length} declarations are shared by several files`);
  for (const { id, message } of unreadable)
    terminal.say(`${escapeText(id)} would be refused: ${escapeText(beginningOf(message))}`);
  return "accepted";
}

/** What is wrong, and the first place where. */
const beginningOf = (message: string): string =>
  message
    .split("\n")
    .slice(0, 2)
    .map((line) => line.trim())
    .join(": ");
