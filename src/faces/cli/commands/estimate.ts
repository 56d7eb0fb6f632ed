import { chooseModel } from "../../../config/choose-model.ts";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { toModelFacts } from "../../../config/model-facts.ts";
import { modelsToAsk, openPriceList } from "../../../config/open-price-list.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import { toStrongerIds } from "../../../config/route-rules.ts";
import type { ModelPrice } from "../../../domain/price.ts";
import { withFacts } from "../../../model-access/capabilities/with-facts.ts";
import { type CostRange, countPrompt } from "../../../model-access/money/estimate.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { listProviders } from "../../../providers/index.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { describeTiers } from "../describe-price.ts";
import { escapeText } from "../escape-text.ts";
import { estimateWork } from "../estimate-work.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { findModelFacts } from "../find-model-facts.ts";
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
  const facts = await findModelFacts(choice.id, {
    price,
    providers,
    settings: providerSettings,
    base,
  });

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
