/** What a call cost, by what is known of it. */

import type { Fault } from "../../domain/fault.ts";
import { costOf, isFree, type ModelPrice } from "../../domain/price.ts";
import { NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import { usageOf, wasNotSent } from "../fault-details.ts";
import { type WorstTokens, worstCost } from "./worst-case.ts";

export interface Bill {
  /** `undefined` where the model has no known price. */
  readonly nanoUsd: number | undefined;
  /** `undefined` where the provider told nothing. */
  readonly usage: TokenUsage | undefined;
  /** Not all is told: the worst case is taken for the rest. */
  readonly isEstimated: boolean;
}

export interface Terms {
  readonly price: ModelPrice | undefined;
  readonly worst: WorstTokens;
  readonly isBatch: boolean;
}

/** An answer that came to its end. Nothing was read, or nothing written although text came: that was not counted. */
export function billAnswer(
  usage: TokenUsage,
  { hasText, ...terms }: Terms & { readonly hasText: boolean },
): Bill {
  const isTold = usage.input > 0 && (usage.output > 0 || !hasText);
  if (isTold) return charge(usage, terms);
  return estimate(isNothing(usage) ? undefined : usage, terms);
}

/**
 * A call that failed. What the provider refused, and what was not sent, costs nothing. Of a stream that broke the
 * provider has told at most what was read: how much was written until it noticed, nobody knows.
 */
export function billFault(fault: Fault, terms: Terms): Bill {
  const { status } = fault.details;
  const isRefused = typeof status === "number" && status >= 400;
  if (isRefused || wasNotSent(fault)) return { ...charge(NO_USAGE, terms), usage: undefined };
  const usage = usageOf(fault);
  return estimate(usage !== undefined && usage.input > 0 ? usage : undefined, terms);
}

/** A call that was cut short by whoever made it. */
export const billUnknown = (terms: Terms): Bill => estimate(undefined, terms);

const charge = (usage: TokenUsage, { price, isBatch }: Terms): Bill => ({
  nanoUsd: price === undefined ? undefined : costOf(price, usage, { isBatch }),
  usage,
  isEstimated: false,
});

function estimate(usage: TokenUsage | undefined, { price, worst, isBatch }: Terms): Bill {
  if (price === undefined) return { nanoUsd: undefined, usage, isEstimated: false };
  if (isFree(price)) return { nanoUsd: 0, usage, isEstimated: false };
  const most = worstCost(price, worst, { isBatch });
  if (usage === undefined || usage.input === 0) return { nanoUsd: most, usage, isEstimated: true };
  const output = Math.max(usage.output, worst.output);
  const nanoUsd = costOf(price, { ...usage, output }, { isBatch });
  return { nanoUsd, usage, isEstimated: true };
}

const isNothing = ({ input, output, cached, cacheWritten, reasoning }: TokenUsage): boolean =>
  input + output + cached + cacheWritten + reasoning === 0;

/** What reading from a cache and batches saved, in nano-dollars, less what writing to the cache cost more. */
export const savedNanoUsd = (
  usage: TokenUsage | undefined,
  { price, isBatch }: Pick<Terms, "price" | "isBatch">,
): number =>
  usage === undefined || price === undefined
    ? 0
    : costOf(price, { ...usage, cached: 0, cacheWritten: 0 }) - costOf(price, usage, { isBatch });
