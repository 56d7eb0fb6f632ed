import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { SampleResult, SampleTiming } from "../../../domain/evaluation.ts";
import { Fault } from "../../../domain/fault.ts";
import {
  countSamples,
  readEvaluation,
  type StoredEvaluation,
} from "../../../evaluation/run/evaluation-record.ts";
import { createTally } from "../../../evaluation/run/tally-results.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";
import { renderTally } from "../render-tally.ts";
import type { Terminal } from "../terminal.ts";
import { showRunCommand } from "./show-run.ts";

export interface ShowEvaluationOptions {
  readonly sample?: number;
  readonly json?: true;
}

/** `specwright eval show ID`: a line a sample; with `--sample`, one of them with its journal. */
export async function showEvaluationCommand(
  [id]: readonly [string],
  options: ShowEvaluationOptions,
  face: Face,
): Promise<ExitReason> {
  const { terminal, directory } = face;
  const evaluation = await readStored(id, directory);
  const { sample, json } = options;
  if (sample !== undefined) return await showSample(sample, evaluation, { json, face });
  if (json === true) {
    for (const [at, result] of evaluation.results.entries())
      terminal.json({ ...result, timing: evaluation.timings[at] ?? null });
    return "accepted";
  }
  showTable(evaluation, terminal);
  return "accepted";
}

async function readStored(id: string, directory: string): Promise<StoredEvaluation> {
  await using base = await createCheckEnvironment({ directory });
  return await readEvaluation(id, base.files);
}

const TITLES = [
  "sample",
  "task",
  "solver",
  "epoch",
  "status",
  "attempts",
  "failed",
  "cost",
  "time",
];

function showTable({ id, setup, results, timings }: StoredEvaluation, terminal: Terminal): void {
  const total = countSamples(setup);
  const timeOf = new Map(timings.map((timing) => [timing.index, timing]));
  terminal.result(
    renderTable(
      TITLES,
      results.map((result) => toRow(result, timeOf.get(result.index))),
    ),
  );
  terminal.result(`\n${renderTally(createTally(results).rows())}`);
  if (setup.imported !== undefined) {
    terminal.say(escapeText(`Imported from ${setup.imported.tool}, out of ${setup.imported.file}`));
    return;
  }
  if (results.length < total)
    terminal.say(
      `${total - results.length} of ${total} samples are missing; go on with: specwright eval resume ${id}`,
    );
  terminal.say(`One of them with its journal: specwright eval show ${id} --sample NUMBER`);
}

/** What was refused, or failed: codes of the last attempt, scorers, or the fault. */
function failuresOf({ status, diagnostics, attempts, scores, fault }: SampleResult): string {
  if (fault !== undefined) return fault.code;
  const last = diagnostics.filter(({ attempt }) => attempt === attempts);
  const codes = status === "accepted" ? [] : last.map(({ code, phase }) => code ?? phase);
  const scorers = scores.flatMap(({ scorer, value }) =>
    value === "fail" && scorer !== "verdict" ? [scorer] : [],
  );
  return [...new Set([...codes, ...scorers])].join(" ");
}

const toRow = (result: SampleResult, timing: SampleTiming | undefined): readonly string[] =>
  [
    `${result.index}`,
    result.task,
    result.solver,
    `${result.epoch + 1}`,
    result.status,
    `${result.attempts}`,
    failuresOf(result),
    `${formatUsd(result.costUsd)}${result.unpricedCalls > 0 ? " + ?" : ""}`,
    timing === undefined ? "" : `${(timing.totalMs / 1000).toFixed(1)} s`,
  ].map(escapeText);

async function showSample(
  index: number,
  { id, results, setup }: StoredEvaluation,
  { json, face }: { readonly json: true | undefined; readonly face: Face },
): Promise<ExitReason> {
  const { terminal } = face;
  const result = results[index];
  if (result === undefined)
    throw new Fault(
      "usage/invalid",
      `Cannot show sample ${index} of evaluation "${id}": it has no result`,
      { help: `${results.length} of ${countSamples(setup)} samples have one, from number 0 on` },
    );
  if (json !== true) {
    const { task, category, complexity, split, solver, epoch, seed, status, scores } = result;
    terminal.result(
      escapeText(
        `sample ${index}: ${task} (${category}, ${complexity}, ${split}) by ${solver}, epoch ${epoch + 1}, seed ${seed}: ${status}`,
      ),
    );
    for (const { scorer, value, reason } of scores)
      terminal.result(escapeText(`  ${scorer}: ${value}${reason === "" ? "" : `: ${reason}`}`));
    if (result.fault !== undefined)
      terminal.result(escapeText(`  ${result.fault.code}: ${result.fault.message}`));
  }
  if (setup.imported !== undefined) {
    if (json === true) terminal.json(result);
    terminal.say("Its journal is not here: the evaluation was imported");
    return "accepted";
  }
  return showRunCommand([result.runId], json === true ? { json } : {}, face);
}
