/** Whether what was learned would come out the same from other files of the same project. */

import type { MinedRule } from "./mine-rules.ts";

export interface Convergence {
  /** Rules that were looked at. */
  readonly rules: number;
  /** Mean of their posterior standard deviations. */
  readonly meanDeviation: number;
  /** Share of rules whose deviation is under 0.05. */
  readonly settled: number;
  /** Spearman's, of the rules' weights in one half of the files and in the other; `undefined` for fewer than three. */
  readonly rankCorrelation: number | undefined;
}

const SETTLED = 0.05;

export function measureConvergence(
  rules: readonly MinedRule[],
  halves: readonly [readonly MinedRule[], readonly MinedRule[]],
): Convergence {
  const deviations = rules.map(({ belief }) => belief.deviation);
  const sum = deviations.reduce((left, right) => left + right, 0);
  return {
    rules: rules.length,
    meanDeviation: rules.length === 0 ? 0 : sum / rules.length,
    settled: rules.length === 0 ? 0 : deviations.filter((it) => it < SETTLED).length / rules.length,
    rankCorrelation: correlate(...halves),
  };
}

function correlate(one: readonly MinedRule[], other: readonly MinedRule[]): number | undefined {
  const weights = new Map(other.map((rule) => [keyOf(rule), rule.belief.weight]));
  const pairs = one.flatMap((rule) => {
    const weight = weights.get(keyOf(rule));
    return weight === undefined ? [] : [[rule.belief.weight, weight] as const];
  });
  if (pairs.length < 3) return undefined;
  const left = ranksOf(pairs.map(([weight]) => weight));
  const right = ranksOf(pairs.map(([, weight]) => weight));
  return pearson(left, right);
}

/** A rule that says something else in the other half is another rule. */
const keyOf = ({ id, value }: MinedRule): string => `${id} ${value}`;

/** From 1; those that are equal share the mean of their ranks. */
export function ranksOf(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const smaller = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return smaller + (equal + 1) / 2;
  });
}

function pearson(left: readonly number[], right: readonly number[]): number | undefined {
  const mean = (left.length + 1) / 2;
  const dot = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((sum, value, at) => sum + (value - mean) * ((other[at] ?? mean) - mean), 0);
  const scale = Math.sqrt(dot(left, left) * dot(right, right));
  return scale === 0 ? undefined : dot(left, right) / scale;
}
