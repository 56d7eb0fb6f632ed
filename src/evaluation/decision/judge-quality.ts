import type { Measure } from "../analysis/measures.ts";
import {
  type Comparison,
  countPairs,
  LEVEL,
  type PairCounts,
} from "../compare/compare-evaluations.ts";
import type { SamplePair } from "../compare/pair-samples.ts";
import { taskNets } from "../compare/task-nets.ts";
import type { Quality, QualityVerdict, Side } from "./decision.ts";
import { tasksThatDecide } from "./tasks-that-decide.ts";
import { points, probability } from "./wording.ts";

export interface JudgeQualityOptions {
  readonly measure: Measure;
  readonly margin: number;
  /** The model that is surely the cheaper, if one is. */
  readonly cheaper: Side | undefined;
}

/**
 * Whether one model is surely better by more than the margin, or surely not worse by more. Better must hold both by
 * the interval and by the exact test; a difference that is one of errors of the world says nothing about models.
 *
 * @param pairs the frontier model's samples as baseline, the tuned one's as candidate
 */
export function judgeQuality(
  pairs: readonly SamplePair[],
  comparison: Comparison,
  options: JudgeQualityOptions,
): Quality {
  const { measure, margin } = options;
  const seen = classify(comparison, margin);
  const judged = pairs.filter(
    ({ baseline, candidate }) => baseline.status !== "error" && candidate.status !== "error",
  );
  const errors = pairs.length - judged.length;
  const isOfErrors =
    errors > 0 && (judged.length === 0 || classify(countPairs(judged, measure), margin) !== seen);
  const verdict = isOfErrors ? "unclear" : seen;
  return {
    verdict,
    reason: isOfErrors
      ? `What they show without the ${errors} pairs in which the world failed is another thing than with them (${describe(comparison)})`
      : `${say(verdict, comparison, points(margin))}: ${describe(comparison)}`,
    tasksThatDecide: DECIDED.has(verdict) ? undefined : findTasks(pairs, comparison, options),
  };
}

const DECIDED: ReadonlySet<QualityVerdict> = new Set(["tuned-better", "frontier-better", "alike"]);

function classify({ difference: { low, high }, p }: PairCounts, margin: number): QualityVerdict {
  if (p <= LEVEL && low > margin) return "tuned-better";
  if (p <= LEVEL && high < -margin) return "frontier-better";
  const isTunedNotWorse = low >= -margin;
  const isFrontierNotWorse = high <= margin;
  if (isTunedNotWorse && isFrontierNotWorse) return "alike";
  if (isTunedNotWorse) return "tuned-not-worse";
  return isFrontierNotWorse ? "frontier-not-worse" : "unclear";
}

const SAYS: Readonly<Record<QualityVerdict, (margin: string) => string>> = {
  "tuned-better": (margin) => `The tuned model is better by more than ${margin}`,
  "frontier-better": (margin) => `The frontier model is better by more than ${margin}`,
  alike: (margin) => `They differ by at most ${margin}`,
  "tuned-not-worse": (margin) =>
    `The tuned model is not worse by more than ${margin}, and may be better`,
  "frontier-not-worse": (margin) =>
    `The frontier model is not worse by more than ${margin}, and may be better`,
  unclear: (margin) => `Each may be better than the other by more than ${margin}`,
};

/** A difference that is there and may be larger than the margin or not is said as such. */
function say(
  verdict: QualityVerdict,
  { difference: { low, high }, p }: PairCounts,
  margin: string,
): string {
  const isThere = p <= LEVEL && (low > 0 || high < 0);
  if (isThere && verdict === "tuned-not-worse")
    return `The tuned model is better, and whether by more than ${margin} is not sure`;
  if (isThere && verdict === "frontier-not-worse")
    return `The frontier model is better, and whether by more than ${margin} is not sure`;
  return SAYS[verdict](margin);
}

const describe = ({ difference, p, tasks, wins, losses }: Comparison): string =>
  `tuned less frontier ${points(difference.share, true)} (${points(difference.low, true)} to ${points(difference.high, true)}, 95 %), ${wins} pairs won and ${losses} lost over ${tasks} tasks, ${probability(p)}`;

/**
 * Tasks with which the end of the interval that matters would be told from the difference that is seen, were that the
 * true one. Where one model is the cheaper, what matters is whether it is worse by more than the margin.
 */
function findTasks(
  pairs: readonly SamplePair[],
  { difference: { share } }: PairCounts,
  { measure, margin, cheaper }: JudgeQualityOptions,
): number | undefined {
  const toTuned = Math.abs(share + margin);
  const toFrontier = Math.abs(share - margin);
  const distances = { tuned: toTuned, frontier: toFrontier };
  const distance = cheaper === undefined ? Math.min(toTuned, toFrontier) : distances[cheaper];
  return tasksThatDecide(distance, noiseOf(pairs, measure));
}

/**
 * How far tasks differ both ways, as the share of tasks that would differ so with one epoch each. One that was won and
 * one that was lost are added, as few tasks show little.
 */
function noiseOf(pairs: readonly SamplePair[], measure: Measure): number {
  const shares = [...taskNets(pairs, measure).values()].map((task) => task.net / task.pairs);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return (squares + 2) / (shares.length + 2);
}
