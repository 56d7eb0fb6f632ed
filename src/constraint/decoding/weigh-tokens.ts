import type { ContextBias } from "../../ports/constraint-set.ts";
import type { NextTokens } from "../../ports/token-access.ts";

/** How an answer is drawn from what the model would write. */
export interface Drawing {
  /** 0 is greedy. */
  readonly temperature: number;
  /** Less likely than this share of the likeliest is never drawn. */
  readonly minP: number;
}

/** Tokens that can be drawn, likeliest first, each with its weight. */
export interface Weighed {
  readonly tokens: number[];
  readonly weights: number[];
  /** Whether tokens that could be drawn are not among those the model told. */
  readonly isCut: boolean;
}

/** How many of the likeliest tokens a bias may shift. */
const MOST_BIASED = 16;

export interface BiasAt {
  readonly bias: ContextBias;
  readonly before: string;
  readonly textOf: (token: number) => string;
}

/** The model's own distribution, shifted by what is likely in the project. */
export function addBias(next: NextTokens, { bias, before, textOf }: BiasAt): NextTokens {
  const top = next.tokens.slice(0, MOST_BIASED);
  const own = next.probabilities.slice(0, MOST_BIASED);
  const shifts = bias.weigh(before, top.map(textOf), own.map(Math.log));
  if (shifts === undefined || shifts.every((shift) => shift === 0)) return next;
  const shifted = next.tokens.map((token, at) => ({
    token,
    probability: (next.probabilities[at] ?? 0) * Math.exp(shifts[at] ?? 0),
  }));
  shifted.sort((a, b) => b.probability - a.probability);
  return {
    tokens: shifted.map(({ token }) => token),
    probabilities: shifted.map(({ probability }) => probability),
    isWhole: next.isWhole,
  };
}

/**
 * Of `next`, those tokens that `isLeft` and that are not too unlikely beside the likeliest of them. `factor` bends
 * each weight, between 0 and 1.
 */
export function weighTokens(
  next: NextTokens,
  { temperature, minP }: Drawing,
  isLeft: (token: number) => boolean,
  factor: (token: number) => number = () => 1,
): Weighed {
  const tokens: number[] = [];
  const weights: number[] = [];
  let least = 0;
  let isCut = !next.isWhole && temperature > 0;
  for (const [at, token] of next.tokens.entries()) {
    const probability = next.probabilities[at] ?? 0;
    if (probability <= 0 || probability < least) {
      isCut = false;
      break;
    }
    if (!isLeft(token)) continue;
    if (tokens.length === 0) least = probability * minP;
    tokens.push(token);
    weights.push(weightOf(probability, temperature) * factor(token));
  }
  return { tokens, weights, isCut };
}

/** Greedy goes by the order alone; a power would be infinite. */
const weightOf = (probability: number, temperature: number): number =>
  temperature === 0 ? probability : probability ** (1 / temperature);

/** Which of `weights` the number `random`, from 0 up to 1, falls on; -1 where none weighs anything. */
export function drawFrom(weights: readonly number[], random: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return -1;
  let left = random * total;
  let last = -1;
  for (const [at, weight] of weights.entries()) {
    if (weight <= 0) continue;
    last = at;
    left -= weight;
    if (left < 0) return at;
  }
  return last;
}
