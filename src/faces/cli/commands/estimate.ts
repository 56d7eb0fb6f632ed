import { chooseModel, splitModelId } from "../../../config/choose-model.ts";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { toModelFacts } from "../../../config/model-facts.ts";
import { modelsToAsk, openPriceList } from "../../../config/open-price-list.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import { toStrongerIds } from "../../../config/route-rules.ts";
import { PLAIN_CAPABILITIES } from "../../../domain/capabilities.ts";
import { isFault } from "../../../domain/fault.ts";
import { isFree, type ModelPrice } from "../../../domain/price.ts";
import { Secret } from "../../../domain/secret.ts";
import { withFacts } from "../../../model-access/capabilities/with-facts.ts";
import { type CostRange, countPrompt } from "../../../model-access/money/estimate.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import type { LanguageModel } from "../../../ports/language-model.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { Provider, ProviderSettings } from "../../../ports/provider.ts";
import { listProviders } from "../../../providers/index.ts";
import { estimateTokens } from "../../../std/estimate-tokens.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { describeTiers } from "../describe-price.ts";
import { escapeText } from "../escape-text.ts";
import { estimateWork } from "../estimate-work.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { planRuns } from "../plan-runs.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";
import type { Terminal } from "../terminal.ts";

export interface EstimateCommandOptions extends ModelOptions {
  readonly language?: string;
}

/** `specwright estimate SPECIFICATION...`: reads, counts and calculates; nothing is sent, and no key is needed. */
export async function estimateCommand(
  [paths]: readonly [readonly string[]],
  options: EstimateCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
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
  const model = withFacts(facts.model, toModelFacts(config.settings, choice.id));
  const escalations = toStrongerIds(choice.id, config.settings).length;
  const limits = { ...toLimits(config.settings), escalations };
  const work = await planRuns(specifications, { ...base, model }, limits);
  const prices = [price, ...others.map((id) => list.find(id))] as const;
  const { tasks: ranges, total } = estimateWork(work, { model, prices, settings: config.settings });
  const tasks = work.map(({ prompt }, at): EstimatedTask => {
    const tokens = countPrompt(prompt, model);
    const name = specifications[at]?.name ?? "";
    return { path: paths[at] ?? "", name, tokens, range: ranges[at] };
  });
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
            "price, USD per million tokens:",
            ...describeTiers(price).map((line) => `  ${line}`),
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
