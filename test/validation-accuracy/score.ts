/** Comparisons → figures, of all rules together and of each. */

import { type Comparison, isExact } from "./labelled.ts";

export interface RuleScore {
  readonly rule: string;
  readonly hits: number;
  readonly misses: number;
  readonly alarms: number;
}

export interface Score {
  readonly candidates: number;
  readonly exact: number;
  readonly compliant: number;
  /** Compliant candidates about which an error or a warning was told. */
  readonly compliantWithAlarms: readonly string[];
  readonly hits: number;
  readonly misses: number;
  readonly alarms: number;
  /** From 0 to 1. */
  readonly precision: number;
  readonly recall: number;
  readonly rules: readonly RuleScore[];
}

export function score(comparisons: readonly Comparison[], rules: readonly string[]): Score {
  const hits = comparisons.flatMap((each) => each.hits);
  const missed = comparisons.flatMap((each) => each.missed);
  const alarms = comparisons.flatMap((each) => each.alarms);
  const compliant = comparisons.filter(({ isCompliant }) => isCompliant);
  const ids = [...new Set([...rules, ...[...hits, ...missed, ...alarms].map(({ rule }) => rule)])];
  const count = (list: readonly { readonly rule: string }[], id: string): number =>
    list.filter(({ rule }) => rule === id).length;
  return {
    candidates: comparisons.length,
    exact: comparisons.filter(isExact).length,
    compliant: compliant.length,
    compliantWithAlarms: compliant
      .filter((each) => each.alarms.some(({ severity }) => severity !== "information"))
      .map(({ id }) => id),
    hits: hits.length,
    misses: missed.length,
    alarms: alarms.length,
    precision: share(hits.length, alarms.length),
    recall: share(hits.length, missed.length),
    rules: ids.map((rule) => ({
      rule,
      hits: count(hits, rule),
      misses: count(missed, rule),
      alarms: count(alarms, rule),
    })),
  };
}

const share = (good: number, bad: number): number => (good + bad === 0 ? 1 : good / (good + bad));
