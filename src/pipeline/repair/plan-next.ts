import type { Attempt } from "../../domain/attempt.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Plan } from "../../domain/plan.ts";
import { findBestAttempt } from "./rank-attempts.ts";

/** Temperatures of repeated samples: greedy first, then ever more adventurous, then round again. */
const SAMPLE_TEMPERATURES = [0, 0.2, 0.4, 0.6, 0.8] as const;

export interface PlanNextOptions {
  readonly samples: number;
  readonly repairs: number;
  /** The run's seed; each attempt's own follows from it and from its number. */
  readonly seed: number;
}

/**
 * What to try after `attempts`, none of which was accepted; `undefined` when everything allowed has been tried.
 * Samples of the first prompt come first, then repairs of the attempt that came furthest. Repairing stops early
 * when a repair brings back the diagnostics that it was shown.
 */
export function planNext(attempts: readonly Attempt[], options: PlanNextOptions): Plan | undefined {
  const { samples, repairs } = options;
  const seed = (options.seed + attempts.length) % 2 ** 31;
  const sampled = attempts.filter(({ plan }) => plan.kind !== "repair").length;
  if (sampled < samples) {
    const isFirst = sampled === 0;
    return {
      kind: isFirst ? "first" : "resample",
      reason: isFirst ? "the specification as it stands" : "the same prompt, other randomness",
      basis: undefined,
      temperature:
        samples === 1 ? undefined : SAMPLE_TEMPERATURES[sampled % SAMPLE_TEMPERATURES.length],
      seed,
    };
  }

  if (attempts.length - sampled >= repairs || bringsNothingNew(attempts)) return undefined;
  // Only a rejection names mistakes: a timeout must not be shown to a model as one.
  const best = findBestAttempt(attempts.filter(({ verdict }) => verdict.status === "rejected"));
  if (best === undefined) return undefined;
  return {
    kind: "repair",
    reason: `the ${best.verdict.phase} phase refused attempt ${attempts.indexOf(best) + 1}`,
    basis: attempts.indexOf(best),
    temperature: samples === 1 ? undefined : SAMPLE_TEMPERATURES[1],
    seed,
  };
}

function bringsNothingNew(attempts: readonly Attempt[]): boolean {
  const last = attempts.at(-1);
  const basis = last?.plan.basis === undefined ? undefined : attempts[last.plan.basis];
  return last !== undefined && basis !== undefined && complaint(last) === complaint(basis);
}

/** The errors without their places: a mistake that moved is the same mistake. */
const complaint = ({ verdict }: Attempt): string =>
  JSON.stringify(
    verdict.diagnostics
      .filter(isError)
      .map(({ code, category, message }) => [code, category, message]),
  );
