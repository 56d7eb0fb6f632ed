import { chooseModel, splitModelId } from "../../../config/choose-model.ts";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { modelsToAsk, openPriceList } from "../../../config/open-price-list.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import { PLAIN_CAPABILITIES } from "../../../domain/capabilities.ts";
import { isFault } from "../../../domain/fault.ts";
import { isFree, type ModelPrice } from "../../../domain/price.ts";
import { Secret } from "../../../domain/secret.ts";
import {
  addRanges,
  type CostRange,
  countPrompt,
  estimateCost,
} from "../../../model-access/money/estimate.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import type { LanguageModel } from "../../../ports/language-model.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { Provider, ProviderSettings } from "../../../ports/provider.ts";
import { listProviders } from "../../../providers/index.ts";
import { estimateTokens } from "../../../std/estimate-tokens.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { planRuns } from "../plan-runs.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";
import type { Terminal } from "../terminal.ts";
import { describeRates } from "./prices.ts";

export interface EstimateCommandOptions extends ModelOptions {
  readonly language?: string;
  readonly batch?: true;
}

/** `specwright estimate SPECIFICATION...`: reads, counts and calculates; nothing is sent, and no key is needed. */
export async function estimateCommand(
  [paths]: readonly [readonly string[]],
  options: EstimateCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const settings = { ...toSettings(options), provider_batches: options.batch };
  await using base = await createCheckEnvironment({ directory, settings });
  const { config, clock, files } = base;
  const providerSettings = toProviderSettings(config.settings);
  const providers = listProviders(providerSettings);
  const choice = await chooseModel(config, providers, providerSettings, base);
  const list = await openPriceList(config, { providers, clock });
  const [, ...others] = modelsToAsk(config.settings, choice.id);
  const price = list.find(choice.id);
  const facts = await findFacts(choice.id, { price, providers, settings: providerSettings, base });

  const specifications = await Promise.all(
    paths.map((path) =>
      openSpecification(toProjectPath(path, directory, files.root), base, {
        language: options.language,
      }),
    ),
  );
  const { model } = facts;
  const { routes, escalation_models: stronger } = config.settings;
  // After a cheaper model, the first choice itself is the stronger one.
  const escalations = stronger.length + (routes.length === 0 ? 0 : 1);
  const limits = { ...toLimits(config.settings), escalations };
  const work = await planRuns(specifications, { ...base, model }, limits);
  const tasks = work.map((each, at): EstimatedTask => {
    const range = estimateCost(each, {
      model,
      prices: [price, ...others.map((id) => list.find(id))],
      maxRetries: config.settings.max_retries,
      fallbacks: config.settings.fallback_models.filter((id) => id !== choice.id).length,
      isBatch: config.settings.provider_batches,
    });
    const tokens = countPrompt(each.prompt, model);
    return { path: paths[at] ?? "", name: specifications[at]?.name ?? "", tokens, range };
  });
  const ranges = tasks.flatMap(({ range }) => range ?? []);
  const total =
    ranges.length < tasks.length ? undefined : addRanges(ranges, config.settings.max_usd);
  const assumptions = [...(total?.assumptions ?? []), ...facts.assumptions];
  const estimate = { model: choice.id, why: choice.why, price, tasks, total, assumptions };
  show(estimate, terminal, options.json === true);
  return total === undefined ? "money" : "accepted";
}

interface EstimatedTask {
  readonly path: string;
  readonly name: string;
  /** Of the first prompt. */
  readonly tokens: number;
  readonly range: CostRange | undefined;
}

type Facts = Omit<LanguageModel, "stream" | typeof Symbol.asyncDispose>;

/** Of a model of which nothing is known here; the longest answer is that of the hosted services. */
const plainFacts = (id: string): Facts => ({
  id,
  contextWindowTokens: 128_000,
  continuesAnswerStart: false,
  capabilities: PLAIN_CAPABILITIES,
  escalations: 0,
  suggested: { samples: 1, maxOutputTokens: 16_384 },
  countTokens: estimateTokens,
});

/**
 * What is known of a model without asking it. A client can be made with any key, as long as nothing is sent; a free
 * model costs nothing whatever its facts are, and is not loaded for that.
 */
async function findFacts(
  id: string,
  {
    price,
    providers,
    settings,
    base,
  }: {
    readonly price: ModelPrice | undefined;
    readonly providers: readonly Provider[];
    readonly settings: ProviderSettings;
    readonly base: Machine;
  },
): Promise<{ readonly model: LanguageModel; readonly assumptions: readonly string[] }> {
  const { provider, name } = splitModelId(id, providers);
  const unopened = (assumptions: readonly string[]) => ({
    model: {
      ...plainFacts(id),
      stream: () => {
        throw new TypeError(`Cannot ask "${id}": it is not open`);
      },
      async [Symbol.asyncDispose]() {},
    },
    assumptions,
  });
  if (price !== undefined && isFree(price)) return unopened([]);
  const secret = (variable: string): Secret => settings.secret(variable) ?? new Secret("none");
  try {
    const model = await provider.open(name, { ...settings, secret }, base);
    await model[Symbol.asyncDispose]();
    return { model, assumptions: [] };
  } catch (error) {
    if (!isFault(error)) throw error;
    return unopened([
      "the model cannot be opened here: tokens are estimated, and the longest answer may be another",
    ]);
  }
}

interface Estimate {
  readonly model: string;
  readonly why: string;
  readonly price: ModelPrice | undefined;
  readonly tasks: readonly EstimatedTask[];
  readonly total: CostRange | undefined;
  readonly assumptions: readonly string[];
}

function show(estimate: Estimate, terminal: Terminal, isJson: boolean): void {
  const { model, why, price, tasks, total, assumptions } = estimate;
  if (isJson) {
    terminal.json({
      model,
      price: price === undefined ? null : { ...price, batchFactor: price.batchFactor ?? null },
      tasks: tasks.map(({ path, name, tokens, range }) => ({
        path,
        name,
        promptTokens: tokens,
        lowUsd: range?.lowUsd ?? null,
        highUsd: range?.highUsd ?? null,
      })),
      lowUsd: total?.lowUsd ?? null,
      highUsd: total?.highUsd ?? null,
      assumptions,
    });
    return;
  }
  const rows = tasks.map(({ path, name, tokens, range }) => [
    escapeText(path),
    escapeText(name),
    `${tokens}`,
    range === undefined ? "?" : formatUsd(range.lowUsd),
    range === undefined ? "?" : formatUsd(range.highUsd),
  ]);
  terminal.result(
    [
      `model: ${escapeText(model)} (${escapeText(why)})`,
      ...(price === undefined
        ? ["price: not known"]
        : [
            ...price.tiers.map(({ aboveInputTokens: above, rates }) =>
              above === 0
                ? `price: ${describeRates(rates)}; USD per million tokens`
                : `  above ${above} input tokens: ${describeRates(rates)}`,
            ),
            `  source: ${escapeText(price.source)}, as of ${price.asOf}`,
          ]),
      "",
      renderTable(["file", "specification", "prompt tokens", "low", "high"], rows),
      "",
      total === undefined
        ? "total: not known, because a model that may be asked has no known price"
        : `total: ${formatUsd(total.lowUsd)} to ${formatUsd(total.highUsd)}`,
      ...assumptions.map((line) => `  - ${line}`),
    ].join("\n"),
  );
  if (total === undefined) terminal.say("specwright prices show MODEL tells how to name a price");
}
