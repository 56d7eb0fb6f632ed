import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { Measure } from "../../../evaluation/analysis/measures.ts";
import { compareEvaluations } from "../../../evaluation/compare/compare-evaluations.ts";
import { type GateReport, gateEvaluations } from "../../../evaluation/compare/gate-evaluations.ts";
import { renderGateJunit } from "../../../evaluation/compare/render-gate-junit.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { readEvaluations } from "../read-evaluations.ts";
import { renderComparison, renderGate } from "../render-comparison.ts";
import { findReportPath } from "../report-files.ts";
import { withNulls } from "../with-nulls.ts";

export interface CompareOptions {
  readonly measure?: Measure;
  readonly baselineSolver?: string;
  readonly solver?: string;
  readonly json?: true;
}

/** `specwright eval compare BASELINE CANDIDATE` */
export async function compareEvaluationsCommand(
  [baselineId, candidateId]: readonly [string, string],
  { measure, baselineSolver, solver: candidateSolver, json }: CompareOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const [baseline, candidate] = await readEvaluations([baselineId, candidateId], directory);
  if (baseline === undefined || candidate === undefined)
    throw new TypeError("Cannot compare: nothing was read");
  const comparison = compareEvaluations(baseline, candidate, {
    measure,
    baselineSolver,
    candidateSolver,
  });
  if (json === true) terminal.json(withNulls(comparison));
  else terminal.result(renderComparison(comparison));
  return "accepted";
}

export interface GateCommandOptions extends CompareOptions {
  readonly null?: string;
  readonly minRate?: number;
  readonly maxDrop?: number;
  readonly maxUsdPerTask?: number;
  readonly junit?: string;
}

const EXITS = {
  pass: "accepted",
  fail: "rejected",
  undecided: "undecided",
} as const satisfies Record<GateReport["verdict"], ExitReason>;

/** `specwright eval gate BASELINE CANDIDATE --null CONTROL`: its exit is its verdict. */
export async function gateEvaluationsCommand(
  [baselineId, candidateId]: readonly [string, string],
  options: GateCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const { measure, baselineSolver, solver: candidateSolver, json, null: controlId } = options;
  const { minRate, maxDrop, maxUsdPerTask } = options;
  const ids = [baselineId, candidateId, ...(controlId === undefined ? [] : [controlId])];
  const [baseline, candidate, control] = await readEvaluations(ids, directory);
  if (baseline === undefined || candidate === undefined)
    throw new TypeError("Cannot compare: nothing was read");
  const report = gateEvaluations(baseline, candidate, {
    measure,
    baselineSolver,
    candidateSolver,
    control,
    minRate,
    maxDrop,
    maxUsdPerTask,
  });
  if (options.junit !== undefined) await writeJunit(options.junit, report, directory);
  if (json === true) terminal.json(withNulls(report));
  else terminal.result(renderGate(report));
  return EXITS[report.verdict];
}

async function writeJunit(path: string, report: GateReport, directory: string): Promise<void> {
  await using environment = await createCheckEnvironment({ directory });
  const { files } = environment;
  const target = await findReportPath(path, "junit", { directory, files });
  await files.writeText(target, renderGateJunit(report));
}
