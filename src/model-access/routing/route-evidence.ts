/**
 * What runs say of two models, looked at after every run without being fooled by looking so often: by bets.
 *
 * Whoever bets at odds that are fair if a statement is false multiplies their capital by 1/alpha, ever, with a
 * probability of at most alpha: a capital of that size is believed, whenever it is reached.
 *
 * - "As good" is betted on side by side: whenever both sides have had a run, their rates since the last time are
 *   compared. Which tasks there were, and how they changed, touches both sides alike.
 * - "Worse" is betted on with each run of the route's model alone, against what the base is known to have reached: many
 *   times faster where few runs are left to the base, and possible where none are. It takes the tasks to stay as hard as
 *   they were; where they grow harder for both, a route may be lowered that is good enough: the safe side.
 *
 * @see Ville 1939, "Étude critique de la notion de collectif"
 * @see Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting", JRSS B 86(1)
 * @see Shin, Ramdas and Rinaldo 2024, "E-detectors: a nonparametric framework for sequential change detection", NEJSDS
 */

import type { BothSides, RampPlan, RouteEvidence, RunCount } from "../../domain/route-traffic.ts";
import { alwaysValidLowerBound } from "./lower-bound.ts";

/**
 * Parts of the largest bet that can never lose all: which is best depends on the true rates, so all of them are made,
 * each with an equal part of the capital.
 */
const BETS = [0.95, 0.7, 0.5, 0.35, 0.2, 0.1, 0.05] as const;

/** After so many runs it is betted anew that it got worse now: older bets remember too well how good it was. */
const NEW_BETS = 20;

/** How many times over its limit the capital on "as good" may stand: what it was worth long ago is forgotten. */
const MOST_OVER = 10;

/** Which part of its limit the capital on "worse" keeps when it was believed. */
const SUSPICION = 0.1;

const NO_RUNS: RunCount = { runs: 0, accepted: 0 };
export const NO_SIDES: BothSides = { route: NO_RUNS, base: NO_RUNS };

/** Nothing is known. */
export const NO_EVIDENCE: RouteEvidence = {
  runs: NO_SIDES,
  open: NO_SIDES,
  asGood: BETS.map(() => 1 / BETS.length),
  worse: BETS.map(() => 0),
};

export interface JudgedRun {
  /** Whether the route's model made it; else the base. */
  readonly isTaken: boolean;
  readonly isAccepted: boolean;
}

export const addRun = (sides: BothSides, { isTaken, isAccepted }: JudgedRun): BothSides => {
  const side = isTaken ? "route" : "base";
  const { runs, accepted } = sides[side];
  return { ...sides, [side]: { runs: runs + 1, accepted: accepted + (isAccepted ? 1 : 0) } };
};

type LearnOptions = Pick<RampPlan, "margin" | "alpha">;

/** What is known after one run more. */
export function learn(
  evidence: RouteEvidence,
  run: JudgedRun,
  { margin, alpha }: LearnOptions,
): RouteEvidence {
  const open = addRun(evidence.open, run);
  const isPair = open.route.runs > 0 && open.base.runs > 0;
  const above = rateOf(open.route) - rateOf(open.base) + margin;
  return {
    runs: addRun(evidence.runs, run),
    open: isPair ? NO_SIDES : open,
    asGood: isPair
      ? capAt(MOST_OVER / alpha, play(evidence.asGood, above, 1 - margin))
      : evidence.asGood,
    worse: run.isTaken ? betWorse(evidence, run, { margin, alpha }) : evidence.worse,
  };
}

/** What bets must be worth to be believed. Of "worse", one half of alpha is for the base's bound. */
export const limitsOf = ({ alpha }: Pick<RampPlan, "alpha">) => ({
  asGood: 1 / alpha,
  worse: 2 / alpha,
});

/** Whether its model is shown to be as good as the base, but for the margin. */
export const isAsGood = ({ asGood }: RouteEvidence, plan: LearnOptions): boolean =>
  worthOf(asGood) >= limitsOf(plan).asGood;

/** Whether its model is shown to be worse than that. */
export const isWorse = ({ worse }: RouteEvidence, plan: LearnOptions): boolean =>
  worthOf(worse) >= limitsOf(plan).worse;

/** What is left to know of a route that was lowered: nothing but a suspicion. */
export const suspect = ({ worse }: RouteEvidence, plan: LearnOptions): RouteEvidence => ({
  ...NO_EVIDENCE,
  worse: capAt(SUSPICION * limitsOf(plan).worse, worse),
});

/** What all bets together are worth: 1 was laid, in all that time. */
export const worthOf = (bets: readonly number[]): number => bets.reduce((sum, bet) => sum + bet, 0);

function betWorse(
  { worse, runs }: RouteEvidence,
  { isAccepted }: JudgedRun,
  { margin, alpha }: LearnOptions,
): readonly number[] {
  const enough = alwaysValidLowerBound(runs.base, alpha / 2) - margin;
  if (enough <= 0) return worse;
  const bets = layBets(worse, runs.route.runs);
  return play(bets, enough - (isAccepted ? 1 : 0), 1 - enough);
}

/** 0 for no runs. */
const rateOf = ({ runs, accepted }: RunCount): number => accepted / Math.max(1, runs);

/** `gain` has a mean of 0 at most where the bet is wrong, and is never below `-mostLoss`. */
const play = (bets: readonly number[], gain: number, mostLoss: number): readonly number[] =>
  bets.map((bet, at) => bet * (1 + ((BETS[at] ?? 0) / mostLoss) * gain));

/**
 * Lays a part of the capital on a change at this moment: 1/2, 1/6, 1/12 and so on, so that all that is ever laid is 1.
 */
function layBets(bets: readonly number[], runs: number): readonly number[] {
  if (runs % NEW_BETS !== 0) return bets;
  const turn = runs / NEW_BETS + 1;
  const part = 1 / (turn * (turn + 1) * BETS.length);
  return bets.map((bet) => bet + part);
}

/** Gives away what is above: that can only make it harder to believe. */
function capAt(most: number, bets: readonly number[]): readonly number[] {
  const worth = worthOf(bets);
  return worth <= most ? bets : bets.map((bet) => (bet * most) / worth);
}
