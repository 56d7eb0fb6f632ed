import type { SampleStatus } from "../../domain/evaluation.ts";
import { detectableChange } from "../../std/detectable-change.ts";
import { pairedDifference } from "../../std/paired-difference.ts";
import { twoSidedSignFlipTest } from "../../std/sign-flip-test.ts";
import type { Interval } from "../../std/wilson-interval.ts";
import { isSuccess, type Measure } from "../analysis/measures.ts";
import { type Rate, toRate } from "../analysis/rate.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";
import { listDifferences, type SetupDifference } from "./list-differences.ts";
import { pairSamples, type SamplePair, type SolverChoice } from "./pair-samples.ts";
import { netOf, taskNets } from "./task-nets.ts";

/** At which a difference counts as one. */
export const LEVEL = 0.05;
/** With which a change of the smallest size told is found. */
export const POWER = 0.8;

/** How pairs came out, and what that shows. */
export interface PairCounts {
  readonly pairs: number;
  readonly tasks: number;
  /** The candidate alone succeeded. */
  readonly wins: number;
  /** The baseline alone succeeded. */
  readonly losses: number;
  readonly bothSucceed: number;
  readonly neitherSucceeds: number;
  readonly baseline: Rate;
  readonly candidate: Rate;
  /** Candidate − baseline, with its interval at 95 %. */
  readonly difference: Interval & { readonly share: number };
  /** Exact and two-sided, by task: how likely so large a difference is where there is none. */
  readonly p: number;
}

export interface Flip {
  readonly task: string;
  readonly category: string;
  readonly epoch: number;
  readonly direction: "win" | "loss";
  readonly from: SampleStatus;
  readonly to: SampleStatus;
  /** Places in the two evaluations: for `eval show ID --sample`. */
  readonly baselineIndex: number;
  readonly candidateIndex: number;
}

export interface Comparison extends PairCounts {
  readonly baselineId: string;
  readonly candidateId: string;
  readonly measure: Measure;
  readonly onlyInBaseline: number;
  readonly onlyInCandidate: number;
  readonly differences: readonly SetupDifference[];
  /** Smallest change, one way, that so many tasks show; `undefined` where they can show none. */
  readonly detectableChange: number | undefined;
  readonly level: number;
  readonly power: number;
  /** `p` is Bonferroni's: times the number of categories. */
  readonly byCategory: readonly (PairCounts & { readonly category: string })[];
  readonly flips: readonly Flip[];
}

/**
 * Compares two evaluations by the samples that both have.
 *
 * @throws {Fault} `usage/invalid` where they have none in common
 */
export function compareEvaluations(
  baseline: StoredEvaluation,
  candidate: StoredEvaluation,
  { measure = "solved", ...choice }: SolverChoice & { readonly measure?: Measure | undefined } = {},
): Comparison {
  const { pairs, ...alone } = pairSamples(baseline, candidate, choice);
  const categories = [...Map.groupBy(pairs, (pair) => pair.baseline.category)];
  return {
    baselineId: baseline.id,
    candidateId: candidate.id,
    measure,
    ...alone,
    ...countPairs(pairs, measure),
    differences: listDifferences(baseline.setup, candidate.setup),
    detectableChange: smallestChange(pairs, measure),
    level: LEVEL,
    power: POWER,
    byCategory: categories
      .map(([category, some]) => ({ category, ...countPairs(some, measure) }))
      .map((counts) => ({ ...counts, p: Math.min(1, counts.p * categories.length) })),
    flips: pairs.flatMap((pair) => toFlip(pair, measure)),
  };
}

/** Counts pairs of any kind. */
export function countPairs(pairs: readonly SamplePair[], measure: Measure): PairCounts {
  const nets = [...taskNets(pairs, measure).values()];
  const count = (holds: (pair: SamplePair) => boolean): number => pairs.filter(holds).length;
  const { difference, low, high } = pairedDifference(nets);
  return {
    pairs: pairs.length,
    tasks: nets.length,
    wins: count((pair) => netOf(pair, measure) > 0),
    losses: count((pair) => netOf(pair, measure) < 0),
    bothSucceed: count((pair) => netOf(pair, measure) === 0 && isSuccess(pair.baseline, measure)),
    neitherSucceeds: count(
      (pair) => netOf(pair, measure) === 0 && !isSuccess(pair.baseline, measure),
    ),
    baseline: rateOf(pairs, "baseline", measure),
    candidate: rateOf(pairs, "candidate", measure),
    difference: { share: difference, low, high },
    p: twoSidedSignFlipTest(nets.map(({ net }) => net)),
  };
}

const rateOf = (pairs: readonly SamplePair[], side: keyof SamplePair, measure: Measure): Rate =>
  toRate(
    [...Map.groupBy(pairs, (pair) => pair[side].task).values()].map((some) => ({
      successes: some.filter((pair) => isSuccess(pair[side], measure)).length,
      trials: some.length,
    })),
  );

/** Noise is what tasks flip both ways; what flips one way only may be the change itself. */
function smallestChange(pairs: readonly SamplePair[], measure: Measure): number | undefined {
  const nets = [...taskNets(pairs, measure).values()];
  const better = nets.filter(({ net }) => net > 0).length;
  const worse = nets.filter(({ net }) => net < 0).length;
  return detectableChange({
    pairs: nets.length,
    noise: (2 * Math.min(better, worse)) / nets.length,
    level: LEVEL,
    power: POWER,
  });
}

function toFlip(pair: SamplePair, measure: Measure): readonly Flip[] {
  const net = netOf(pair, measure);
  if (net === 0) return [];
  const { baseline, candidate } = pair;
  const { task, category, epoch } = baseline;
  return [
    {
      task,
      category,
      epoch,
      direction: net > 0 ? "win" : "loss",
      from: baseline.status,
      to: candidate.status,
      baselineIndex: baseline.index,
      candidateIndex: candidate.index,
    },
  ];
}
