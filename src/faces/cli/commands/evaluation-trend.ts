import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openPriceList } from "../../../config/open-price-list.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import { Fault, isFault } from "../../../domain/fault.ts";
import { type Trend, type TrendPoint, traceTrend } from "../../../evaluation/analysis/trend.ts";
import {
  listEvaluations,
  readEvaluation,
  type StoredEvaluation,
} from "../../../evaluation/run/evaluation-record.ts";
import type { Files } from "../../../ports/files.ts";
import { listProviders } from "../../../providers/index.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderP, renderPoints, renderShare } from "../render-share.ts";
import { renderTable } from "../render-table.ts";
import type { Terminal } from "../terminal.ts";
import { withNulls } from "../with-nulls.ts";

/** `specwright eval trend [ID…]`: without ids, all of the project, or of one dataset. */
export async function evaluationTrendCommand(
  [ids]: readonly [readonly string[]],
  options: { readonly dataset?: string; readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { config, files, clock } = environment;
  const all =
    ids.length === 0
      ? await readAll(files, terminal)
      : await Promise.all(ids.map((id) => readEvaluation(id, files)));
  const evaluations = all.filter(
    ({ setup, results }) =>
      results.length > 0 && (options.dataset === undefined || setup.dataset === options.dataset),
  );
  if (evaluations.length === 0) {
    terminal.say("No evaluations to trace: specwright eval run DATASET makes one");
    return "accepted";
  }
  const providers = listProviders(toProviderSettings(config.settings));
  const prices = await openPriceList(config, { providers, clock });
  const trend = traceTrend(evaluations, prices.find);
  if (trend.tasks === 0) throw nothingInCommon(evaluations);
  if (options.json === true) terminal.json(withNulls(trend));
  else show(trend, terminal);
  return "accepted";
}

async function readAll(files: Files, terminal: Terminal): Promise<readonly StoredEvaluation[]> {
  const evaluations: StoredEvaluation[] = [];
  for (const id of await listEvaluations(files)) {
    try {
      evaluations.push(await readEvaluation(id, files));
    } catch (error) {
      if (!isFault(error, "record/unreadable")) throw error;
      terminal.say(`${escapeText(id)}: left out: ${escapeText(error.message)}`);
    }
  }
  return evaluations;
}

function nothingInCommon(evaluations: readonly StoredEvaluation[]): Fault {
  const datasets = [...new Set(evaluations.map(({ setup }) => setup.dataset))];
  return new Fault(
    "usage/invalid",
    `Cannot trace ${evaluations.length} evaluations: no task is in all of them`,
    { help: `Name some that share tasks, or one of these with --dataset: ${datasets.join("; ")}` },
  );
}

const TITLES = [
  "evaluation",
  "solver",
  "first pass",
  "final",
  "solved",
  "change",
  "input",
  "output",
  "charged",
  "at one price",
];

function show({ tasks, points, prices }: Trend, terminal: Terminal): void {
  terminal.result(renderTable(TITLES, points.map(toRow)));
  terminal.say(`Of the ${tasks} tasks that all of them have`);
  for (const { modelId, source, asOf } of prices)
    terminal.say(escapeText(`${modelId} at one price: ${source}, as of ${asOf}`));
  if (points.some(({ repricedUsd }) => repricedUsd === undefined))
    terminal.say("A model without a known price cannot be priced anew");
}

const toRow = (point: TrendPoint): readonly string[] =>
  [
    point.evaluation,
    point.solver,
    renderShare(point.firstPass),
    renderShare(point.final),
    renderShare(point.solved),
    point.change === undefined
      ? ""
      : `${renderPoints(point.change.share)}, ${renderP(point.change.p)}`,
    `${point.usage.input}`,
    `${point.usage.output}`,
    formatUsd(point.chargedUsd),
    point.repricedUsd === undefined ? "unknown" : formatUsd(point.repricedUsd),
  ].map(escapeText);
