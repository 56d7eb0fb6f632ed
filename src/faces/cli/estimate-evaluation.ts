import type { Config } from "../../config/load-config.ts";
import { toModelFacts } from "../../config/model-facts.ts";
import { modelsToAsk, openPriceList } from "../../config/open-price-list.ts";
import { toProviderSettings } from "../../config/provider-settings.ts";
import { toStrongerIds } from "../../config/route-rules.ts";
import type { EvaluationSetup, EvaluationTask, Solver } from "../../domain/evaluation.ts";
import { pinTexts } from "../../evaluation/run/pin-texts.ts";
import { withFacts } from "../../model-access/capabilities/with-facts.ts";
import { addRanges, type CostRange, countPrompt } from "../../model-access/money/estimate.ts";
import type { ListedPrices } from "../../model-access/money/prices/create-price-list.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { listProviders } from "../../providers/index.ts";
import { foldNumbers } from "../../std/fold-numbers.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { escapeText } from "./escape-text.ts";
import { estimateWork } from "./estimate-work.ts";
import type { ExitReason } from "./exit-codes.ts";
import { findModelFacts } from "./find-model-facts.ts";
import { planRuns } from "./plan-runs.ts";
import { renderTable } from "./render-table.ts";
import type { Terminal } from "./terminal.ts";

type Base = CheckEnvironment & { readonly config: Config };

export interface EstimatedEvaluation {
  readonly setup: EvaluationSetup;
  /** Those of the setup, in its order. */
  readonly tasks: readonly EvaluationTask[];
}

interface EstimatedSolver {
  readonly solver: string;
  readonly samples: number;
  /** Of first prompts, all together. */
  readonly promptTokens: number;
  readonly range: CostRange | undefined;
  /** Where the price is from, and of when. */
  readonly source: string | undefined;
}

/** `specwright eval run DATASET… --dry-run`: what it may cost; no key is needed, nothing is sent, nothing is written. */
export async function estimateEvaluation(
  { setup, tasks }: EstimatedEvaluation,
  base: Base,
  { terminal, isJson }: { readonly terminal: Terminal; readonly isJson: boolean },
): Promise<ExitReason> {
  const { config, clock } = base;
  const providers = listProviders(toProviderSettings(config.settings));
  const prices = await openPriceList(config, { providers, clock });
  const rows: EstimatedSolver[] = [];
  for (const solver of setup.solvers)
    rows.push(await estimateSolver(solver, { setup, tasks }, { ...base, prices }));
  const known = rows.flatMap(({ range }) => range ?? []);
  const total = known.length < rows.length ? undefined : addRanges(known, config.settings.max_usd);
  if (isJson)
    terminal.json({
      dataset: setup.dataset,
      tasks: tasks.length,
      solvers: rows.map(({ range, source, ...row }) => ({
        ...row,
        source: source ?? null,
        lowUsd: range?.lowUsd ?? null,
        highUsd: range?.highUsd ?? null,
      })),
      lowUsd: total?.lowUsd ?? null,
      highUsd: total?.highUsd ?? null,
      assumptions: foldNumbers(total?.assumptions ?? []),
    });
  else terminal.result(render(rows, total));
  return total === undefined ? "money" : "accepted";
}

async function estimateSolver(
  solver: Solver,
  { setup, tasks }: EstimatedEvaluation,
  base: Base & { readonly prices: ListedPrices },
): Promise<EstimatedSolver> {
  const { prices } = base;
  const { settings } = base.config;
  const providerSettings = toProviderSettings(settings);
  const providers = listProviders(providerSettings);
  const [, ...others] = modelsToAsk(settings, solver.model);
  const price = prices.find(solver.model);
  const facts = await findModelFacts(solver.model, {
    price,
    providers,
    settings: providerSettings,
    base,
  });
  const model = withFacts(facts.model, toModelFacts(settings, solver.model));
  const work = await planRuns(
    tasks.map(({ specification }) => specification),
    { ...base, model, templates: pinTexts(base.templates, solver.templates) },
    { ...solver.limits, escalations: toStrongerIds(solver.model, settings).length },
  );
  const all = work.flatMap((each) => Array.from({ length: setup.epochs }, () => each));
  const { total } = estimateWork(all, {
    model,
    prices: [price, ...others.map((id) => prices.find(id))],
    settings,
  });
  return {
    solver: solver.id,
    samples: all.length,
    promptTokens: all.reduce((sum, { prompt }) => sum + countPrompt(prompt, model), 0),
    range: total && { ...total, assumptions: [...total.assumptions, ...facts.assumptions] },
    source: price && `${price.source}, ${price.asOf}`,
  };
}

function render(rows: readonly EstimatedSolver[], total: CostRange | undefined): string {
  const amount = (usd: number | undefined): string => (usd === undefined ? "?" : formatUsd(usd));
  const table = renderTable(
    ["solver", "samples", "prompt tokens", "low", "high", "price"],
    rows.map(({ solver, samples, promptTokens, range, source }) => [
      escapeText(solver),
      `${samples}`,
      `${promptTokens}`,
      amount(range?.lowUsd),
      amount(range?.highUsd),
      escapeText(source ?? "not known; specwright prices show MODEL tells how to name one"),
    ]),
  );
  return [
    table,
    "",
    total === undefined
      ? "total: not known, because a model that may be asked has no known price"
      : `total: ${formatUsd(total.lowUsd)} to ${formatUsd(total.highUsd)}`,
    ...foldNumbers(total?.assumptions ?? []).map((line) => `  - ${line}`),
  ].join("\n");
}
