import type { SampleResult } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { meanInterval } from "../../std/mean-interval.ts";
import { isSuccess, type Measure } from "../analysis/measures.ts";
import { toRate } from "../analysis/rate.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";
import { type Comparison, compareEvaluations } from "./compare-evaluations.ts";
import {
  type GateCheck,
  type GateVerdict,
  judgeDrop,
  judgeNullControl,
  verdictOf,
} from "./judge-gate.ts";
import { unlikeFields } from "./list-differences.ts";
import { pairSamples, type SolverChoice } from "./pair-samples.ts";

export interface GateOptions extends SolverChoice {
  /** @default solved */
  readonly measure?: Measure | undefined;
  /** The baseline's configuration, run again. @default nothing is decided */
  readonly control?: StoredEvaluation | undefined;
  /** Share of the candidate's samples that must succeed. @default none */
  readonly minRate?: number | undefined;
  /** Drop that is allowed, as a share. @default none */
  readonly maxDrop?: number | undefined;
  /** @default none */
  readonly maxUsdPerTask?: number | undefined;
}

export interface GateReport {
  readonly verdict: GateVerdict;
  readonly checks: readonly GateCheck[];
  readonly comparison: Comparison;
  readonly cost: {
    readonly baselineUsd: number;
    readonly candidateUsd: number;
    readonly controlUsd: number;
    /** Calls without a known price, of all evaluations: what they cost is in none of these sums. */
    readonly unpricedCalls: number;
  };
}

/**
 * Whether a change may go in. Fails only what is shown, passes only what is not, and decides nothing where the same
 * configuration, run twice, differs from itself.
 *
 * @throws {Fault} `usage/invalid` for a null control that is none, and where nothing is in common
 */
export function gateEvaluations(
  baseline: StoredEvaluation,
  candidate: StoredEvaluation,
  options: GateOptions = {},
): GateReport {
  const { measure = "solved", control, minRate, maxDrop, maxUsdPerTask, ...choice } = options;
  if (control !== undefined) refuseUnlike(baseline, candidate, control);
  const { pairs } = pairSamples(baseline, candidate, choice);
  const sameSolver = {
    baselineSolver: choice.baselineSolver,
    candidateSolver: choice.baselineSolver,
  };
  const controlPairs = control && pairSamples(baseline, control, sameSolver).pairs;
  const judged = candidate.results.filter(
    ({ solver }) => choice.candidateSolver === undefined || solver === choice.candidateSolver,
  );
  const checks = [
    judgeNullControl(controlPairs, measure),
    judgeDrop(pairs, { measure, maxDrop }),
    ...(minRate === undefined ? [] : [judgeRate(judged, measure, minRate)]),
    ...(maxUsdPerTask === undefined ? [] : [judgeCost(judged, maxUsdPerTask)]),
  ];
  const all = [baseline, candidate, ...(control === undefined ? [] : [control])];
  return {
    verdict: verdictOf(checks),
    checks,
    comparison: compareEvaluations(baseline, candidate, { ...choice, measure }),
    cost: {
      baselineUsd: sumUsd(baseline.results),
      candidateUsd: sumUsd(candidate.results),
      controlUsd: sumUsd(control?.results ?? []),
      unpricedCalls: all
        .flatMap(({ results }) => results)
        .reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0),
    },
  };
}

const sumUsd = (results: readonly SampleResult[]): number =>
  toUsd(results.reduce((sum, { costUsd }) => sum + toNanoUsd(costUsd), 0));

function refuseUnlike(
  baseline: StoredEvaluation,
  candidate: StoredEvaluation,
  control: StoredEvaluation,
): void {
  const refuse = (why: string, help: string): never => {
    throw new Fault("usage/invalid", `Cannot use "${control.id}" as the null control: ${why}`, {
      help,
    });
  };
  for (const { id } of [baseline, candidate])
    if (id === control.id)
      refuse(
        "it is one of the two that are compared",
        "Run the baseline's configuration once more, under another --id",
      );
  const unlike = unlikeFields(baseline.setup, control.setup);
  if (unlike.length > 0)
    refuse(
      `it differs from the baseline in: ${unlike.join(", ")}`,
      "A null control is the baseline's own configuration, with the same seed, run once more",
    );
}

function judgeRate(results: readonly SampleResult[], measure: Measure, minRate: number): GateCheck {
  const byTask = Map.groupBy(results, ({ task }) => task).values();
  const { share, low, high, count, samples } = toRate(
    [...byTask].map((some) => ({
      successes: some.filter((result) => isSuccess(result, measure)).length,
      trials: some.length,
    })),
  );
  const numbers = `${count} of ${samples} samples, ${percent(share)} % (${percent(low)}–${percent(high)} %)`;
  const wanted = `${percent(minRate)} %`;
  if (high < minRate)
    return { name: "rate", verdict: "fail", reason: `Surely below ${wanted}: ${numbers}` };
  const surely = low >= minRate ? `Surely at least ${wanted}` : `Not surely below ${wanted}`;
  return { name: "rate", verdict: "pass", reason: `${surely}: ${numbers}` };
}

function judgeCost(results: readonly SampleResult[], maxUsd: number): GateCheck {
  const means = [...Map.groupBy(results, ({ task }) => task).values()].map(
    (some) => sumUsd(some) / some.length,
  );
  const { mean, low } = meanInterval(means);
  const numbers = `${formatUsd(mean)} a task over ${means.length} tasks`;
  const unpriced = results.reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0);
  // Means miss whole amounts by a hair.
  if (toNanoUsd(low) > toNanoUsd(maxUsd))
    return {
      name: "cost",
      verdict: "fail",
      reason: `Surely more than ${formatUsd(maxUsd)}: ${numbers}, at least ${formatUsd(low)} at 95 %`,
    };
  if (unpriced > 0)
    return {
      name: "cost",
      verdict: "undecided",
      reason: `${unpriced} calls have no known price, so what a task costs is not known`,
    };
  const surely = toNanoUsd(mean) <= toNanoUsd(maxUsd) ? "At most" : "Not surely more than";
  return { name: "cost", verdict: "pass", reason: `${surely} ${formatUsd(maxUsd)}: ${numbers}` };
}

/** A share in percent, to one decimal. */
const percent = (share: number): string => `${Number((share * 100).toFixed(1))}`;
