import { Fault } from "../../domain/fault.ts";
import type { Measure } from "../analysis/measures.ts";
import { compareEvaluations } from "../compare/compare-evaluations.ts";
import { pairSamples } from "../compare/pair-samples.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";
import { combineModels } from "./combine-models.ts";
import { countCosts } from "./count-costs.ts";
import type { Assumptions, Decision, MeasuredVolume } from "./decision.ts";
import { judgeQuality } from "./judge-quality.ts";
import { listMissing } from "./list-missing.ts";
import { measureSide } from "./measure-side.ts";
import { priceTasks } from "./price-interval.ts";
import { recommendModel } from "./recommend-model.ts";
import { varyAssumptions } from "./vary-assumptions.ts";

/** An evaluation, and which of its solvers. */
export interface DecidedSide {
  readonly evaluation: StoredEvaluation;
  /** @default its only one */
  readonly solver?: string | undefined;
}

export interface DecideOptions {
  /** @default solved */
  readonly measure?: Measure | undefined;
  /** Difference of shares that is worth nothing. @default 0.05 */
  readonly margin?: number | undefined;
  /** Successes a month. @default what journals tell */
  readonly volume?: number | undefined;
  /** What journals tell. @default nothing */
  readonly measuredVolume?: MeasuredVolume | undefined;
  /** @default nobody said: 0, and told as missing */
  readonly trainingUsd?: number | undefined;
  /** Months over which the training is paid off. @default 12 */
  readonly months?: number | undefined;
  /** @default nobody said: 0, and told as missing */
  readonly servingUsdPerHour?: number | undefined;
}

/**
 * Whether the tuned model may take the frontier model's place: from what both showed on the samples that both have.
 *
 * @throws {Fault} `usage/invalid` where a solver must be named, both are the same one, or nothing is in common
 */
export function decide(
  frontier: DecidedSide,
  tuned: DecidedSide,
  options: DecideOptions = {},
): Decision {
  const assumptions = toAssumptions(options);
  const { measure, margin } = assumptions;
  const choice = {
    baselineSolver: solverOf(frontier, "--frontier"),
    candidateSolver: solverOf(tuned, "--tuned"),
  };
  const baseline = onlyOf(frontier.evaluation, choice.baselineSolver);
  const candidate = onlyOf(tuned.evaluation, choice.candidateSolver);
  if (baseline.id === candidate.id && choice.baselineSolver === choice.candidateSolver)
    throw new Fault(
      "usage/invalid",
      `Cannot decide: both are ${choice.baselineSolver} of ${baseline.id}`,
      {
        help: "Name two evaluations, or two solvers of one: EVALUATION:SOLVER",
      },
    );
  const { pairs } = pairSamples(baseline, candidate);
  const comparison = compareEvaluations(baseline, candidate, { measure });
  const [ours, theirs] = [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
  const sides = {
    frontier: measureSide(
      { evaluation: baseline.id, results: ours, timings: baseline.timings },
      measure,
    ),
    tuned: measureSide(
      { evaluation: candidate.id, results: theirs, timings: candidate.timings },
      measure,
    ),
  };
  const tasks = { frontier: priceTasks(ours, measure), tuned: priceTasks(theirs, measure) };
  const costs = countCosts({ ...sides, tasks, assumptions });
  const cheaper = (["frontier", "tuned"] as const).find((side) => side === costs.verdict);
  const judged = {
    ...sides,
    assumptions,
    measuredVolume: options.measuredVolume,
    hybrid: combineModels(pairs, measure),
    quality: judgeQuality(pairs, comparison, { measure, margin, cheaper }),
    costs,
    sensitivity:
      costs.breakEven === "unknown"
        ? []
        : varyAssumptions({ ...sides, fixedUsd: costs.fixedUsd, volume: assumptions.volume }),
    comparison,
  };
  const missing = listMissing({
    ...judged,
    pairs,
    evaluations:
      baseline.id === candidate.id
        ? [frontier.evaluation]
        : [frontier.evaluation, tuned.evaluation],
  });
  return { recommendation: recommendModel(judged, missing), ...judged };
}

function toAssumptions({
  measure = "solved",
  margin = 0.05,
  months = 12,
  volume,
  measuredVolume,
  trainingUsd,
  servingUsdPerHour,
}: DecideOptions): Assumptions {
  const told = volume ?? measuredVolume?.acceptedPerMonth;
  const volumeFrom = volume !== undefined ? "said" : told !== undefined ? "journals" : "unknown";
  return { measure, margin, months, volume: told, volumeFrom, trainingUsd, servingUsdPerHour };
}

/** @throws {Fault} `usage/invalid` where an evaluation has several, and none is named */
function solverOf({ evaluation: { id, results }, solver }: DecidedSide, flag: string): string {
  const known = [...new Set(results.map((result) => result.solver))];
  const [only, ...others] = known;
  if (solver !== undefined && known.includes(solver)) return solver;
  if (solver === undefined && only !== undefined && others.length === 0) return only;
  const help = `It has: ${known.join("; ") || "none"}`;
  if (solver !== undefined)
    throw new Fault(
      "usage/invalid",
      `Cannot decide on solver "${solver}": evaluation "${id}" has no results of it`,
      { help },
    );
  if (only === undefined)
    throw new Fault("usage/invalid", `Cannot decide: evaluation "${id}" has no results yet`, {
      help: `Go on with it: specwright eval resume ${id}`,
    });
  throw new Fault("usage/invalid", `Cannot decide: evaluation "${id}" has several solvers`, {
    help: `Name one: ${flag} "${id}:SOLVER". ${help}`,
  });
}

/** The evaluation as if it had that solver alone: solvers' names differ, and pairs are of tasks. */
const onlyOf = (evaluation: StoredEvaluation, solver: string): StoredEvaluation => ({
  ...evaluation,
  setup: {
    ...evaluation.setup,
    solvers: evaluation.setup.solvers.filter(({ id }) => id === solver),
  },
  results: evaluation.results.filter((result) => result.solver === solver),
});
