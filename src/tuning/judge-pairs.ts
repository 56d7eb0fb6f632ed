/** Whether a text is better than another, told from runs of both with the same specification and seed. */

import { fewestPairs, signTest } from "../std/sign-test.ts";

/** How a run ended, as far as texts are compared by it. */
export interface RunResult {
  readonly isAccepted: boolean;
  readonly isAcceptedFirst: boolean;
}

export interface Pair {
  readonly specification: string;
  readonly used: RunResult;
  readonly variant: RunResult;
}

export interface Comparison {
  readonly pairs: number;
  /** Pairs that differ, by who did better. */
  readonly wins: number;
  readonly losses: number;
  /** Specifications that these pairs are of. */
  readonly specifications: number;
  /** One-sided, for all variants that are tried together; 1 where no pair differs. */
  readonly p: number;
  readonly isBetter: boolean;
}

export interface JudgePairsOptions {
  /** Variants that are tried together: each more is one more chance to win by luck, and is paid for in `p`. */
  readonly variants: number;
}

/** The risk of keeping a text that is no better. */
export const LEVEL = 0.05;

/** The fewest pairs that must differ before any variant can be kept. */
export const fewestDifferent = ({ variants }: JudgePairsOptions): number =>
  fewestPairs(LEVEL / variants);

/** A pair is won by who was accepted at the first attempt; where both were, or none, by who was accepted at all. */
export function judgePairs(pairs: readonly Pair[], options: JudgePairsOptions): Comparison {
  const signs = pairs.map(({ used, variant }) => rank(variant) - rank(used));
  const wins = signs.filter((sign) => sign > 0).length;
  const losses = signs.filter((sign) => sign < 0).length;
  const differing = pairs.filter((_pair, at) => signs[at] !== 0);
  const p = adjust(signTest({ wins, losses }), options);
  return {
    pairs: pairs.length,
    wins,
    losses,
    specifications: new Set(differing.map(({ specification }) => specification)).size,
    p,
    isBetter: wins > losses && p <= LEVEL,
  };
}

/** Whether it could still be better, should it win all pairs to come. */
export const mayStillWin = (
  { wins, losses }: Pick<Comparison, "wins" | "losses">,
  left: number,
  options: JudgePairsOptions,
): boolean => adjust(signTest({ wins: wins + left, losses }), options) <= LEVEL;

const rank = ({ isAccepted, isAcceptedFirst }: RunResult): number =>
  isAcceptedFirst ? 2 : isAccepted ? 1 : 0;

/** Bonferroni's. */
const adjust = (p: number, { variants }: JudgePairsOptions): number => Math.min(1, p * variants);
