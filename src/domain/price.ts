/** What tokens cost. Money is counted in whole nano-dollars: 1 USD = 1e9; so sums are exact. */

import type { TokenUsage } from "./token-usage.ts";

/** USD per million tokens. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export interface PriceTier {
  /** The tier counts for requests with more input tokens than this, for all of their tokens; 0 for the first. */
  readonly aboveInputTokens: number;
  readonly rates: Rates;
}

export interface ModelPrice {
  /** `provider/model`, as asked for. */
  readonly modelId: string;
  /** Ascending; the first begins at 0. */
  readonly tiers: readonly [PriceTier, ...PriceTier[]];
  /** Factor on input and output through the provider's batch interface; `undefined` where it has none. */
  readonly batchFactor: number | undefined;
  /** Where the price is from, in words. */
  readonly source: string;
  /** ISO date at which the source was read. */
  readonly asOf: string;
}

export const NANO_USD = 1_000_000_000;

const rateOf = ({ tiers }: ModelPrice, inputTokens: number): Rates =>
  (tiers.findLast(({ aboveInputTokens }) => inputTokens > aboveInputTokens) ?? tiers[0]).rates;

/**
 * Cost of one request in nano-dollars, rounded up. Batch discounts leave cached tokens out: sources disagree on them.
 */
export function costOf(
  price: ModelPrice,
  usage: TokenUsage,
  { isBatch = false }: { readonly isBatch?: boolean } = {},
): number {
  const rates = rateOf(price, usage.input);
  const factor = isBatch ? (price.batchFactor ?? 1) : 1;
  const fresh = Math.max(0, usage.input - usage.cached - usage.cacheWritten);
  const microUsd =
    fresh * rates.input * factor +
    usage.output * rates.output * factor +
    usage.cached * rates.cacheRead +
    usage.cacheWritten * rates.cacheWrite;
  // Products of decimals miss whole numbers by a hair.
  return Math.max(0, Math.ceil(microUsd * 1000 - 1e-6));
}

/** Whether nothing is ever charged. */
export const isFree = ({ tiers }: ModelPrice): boolean =>
  tiers.every(({ rates }) => Object.values(rates).every((rate) => rate === 0));

export const toUsd = (nanoUsd: number): number => nanoUsd / NANO_USD;
export const toNanoUsd = (usd: number): number => Math.round(usd * NANO_USD);
