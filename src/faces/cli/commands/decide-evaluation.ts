import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { Config } from "../../../config/load-config.ts";
import { Fault, isFault } from "../../../domain/fault.ts";
import type { Measure } from "../../../evaluation/analysis/measures.ts";
import { countVolume } from "../../../evaluation/decision/count-volume.ts";
import { type DecidedSide, decide } from "../../../evaluation/decision/decide.ts";
import type { Decision, MeasuredVolume } from "../../../evaluation/decision/decision.ts";
import { renderDecisionHtml } from "../../../evaluation/decision/render-html.ts";
import { renderDecisionMarkdown } from "../../../evaluation/decision/render-markdown.ts";
import { listEvaluations, readEvaluation } from "../../../evaluation/run/evaluation-record.ts";
import { isSampleRun } from "../../../evaluation/run/list-samples.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderDecision } from "../render-decision.ts";
import { findReportPath } from "../report-files.ts";
import type { Terminal } from "../terminal.ts";
import { withNulls } from "../with-nulls.ts";

export interface DecideOptions {
  readonly frontier: string;
  readonly tuned: string;
  readonly volume?: number;
  readonly trainingUsd?: number;
  readonly months: number;
  readonly servingUsdPerHour?: number;
  readonly margin: number;
  readonly measure: Measure;
  readonly json?: true;
  readonly out?: string;
}

type Base = CheckEnvironment & { readonly config: Config };

/** `specwright eval decide --frontier ID --tuned ID` */
export async function decideEvaluationCommand(
  _args: readonly [],
  { frontier, tuned, json, out, ...options }: DecideOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory });
  const { files } = base;
  const write = out === undefined ? undefined : rendererFor(out);
  const target =
    out === undefined ? undefined : await findReportPath(out, "decision", { directory, files });
  const sides = [await readSide(frontier, base), await readSide(tuned, base)] as const;
  const measuredVolume =
    options.volume === undefined ? await readVolume(base, terminal) : undefined;
  const decision = decide(...sides, { ...options, measuredVolume });
  if (target !== undefined && write !== undefined) {
    await files.writeText(target, write(decision));
    terminal.say(`wrote ${escapeText(target)}`);
  }
  if (json === true) terminal.json(withNulls(decision));
  else if (target === undefined) terminal.result(renderDecision(decision));
  else terminal.result(escapeText(decision.recommendation.text));
  return decision.recommendation.choice === "undecided" ? "undecided" : "accepted";
}

/** @throws {Fault} `usage/invalid` for a file of another kind */
function rendererFor(out: string): (decision: Decision) => string {
  if (/\.html?$/iu.test(out)) return renderDecisionHtml;
  if (/\.(md|markdown)$/iu.test(out)) return renderDecisionMarkdown;
  throw new Fault(
    "usage/invalid",
    `Cannot write the report to "${out}": it is no .html or .md file`,
    {
      help: "For data: --json",
    },
  );
}

/** `ID` or `ID:SOLVER`; a solver's name may hold colons, an id holds none. */
async function readSide(said: string, { files }: Base): Promise<DecidedSide> {
  const colon = said.indexOf(":");
  const [id, solver] =
    colon < 0 ? [said, undefined] : [said.slice(0, colon), said.slice(colon + 1)];
  return { evaluation: await readEvaluation(id, files), solver };
}

/** Off the journals, one after the other; those of evaluations are no habit of the project. */
async function readVolume(
  { records, files, clock }: Base,
  terminal: Terminal,
): Promise<MeasuredVolume | undefined> {
  const evaluations = new Set(await listEvaluations(files));
  const counts = countVolume();
  for (const id of await records.list()) {
    if (isSampleRun(id, evaluations)) continue;
    try {
      counts.add(id, await records.read(id));
    } catch (error) {
      if (!isFault(error, "record/unreadable")) throw error;
      terminal.say(`${escapeText(id)}: left out, its journal cannot be read`);
    }
  }
  return counts.total(clock.now());
}
