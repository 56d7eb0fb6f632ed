/** What work may cost, before any of it is paid for. */

import { costOf, isFree, type ModelPrice, toUsd } from "../../domain/price.ts";
import type { Prompt } from "../../domain/prompt.ts";
import type { RunLimits } from "../../domain/run.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { TOKENS_PER_MESSAGE, worstCost } from "./worst-case.ts";

export interface CostRange {
  /** One call, answered well. */
  readonly lowUsd: number;
  /** All calls that may be made, each at its worst; no more than the limits on money. */
  readonly highUsd: number;
  /** What the two numbers take for granted, one sentence each. */
  readonly assumptions: readonly string[];
}

/** One task: its first prompt, and how much may be tried. */
export interface PlannedWork {
  readonly prompt: Pick<Prompt, "messages" | "breakPoints">;
  readonly limits: Pick<
    RunLimits,
    "samples" | "repairs" | "escalations" | "maxOutputTokens" | "costUsd"
  >;
}

export interface EstimateCostOptions {
  /** The model that is asked first. */
  readonly model: Pick<LanguageModel, "contextWindowTokens" | "capabilities" | "countTokens">;
  /** Prices of all models that may be asked, the first of them first. `undefined` where one is not known. */
  readonly prices: readonly [ModelPrice | undefined, ...(ModelPrice | undefined)[]];
  /** Times that a failed call is tried again. */
  readonly maxRetries: number;
  /** Models that are asked, as often, when the one before them fails. @default 0 */
  readonly fallbacks?: number | undefined;
  /** Whether calls go through the provider's batch interface. @default false */
  readonly isBatch?: boolean | undefined;
}

/** Share of the longest answer that is written for most tasks: what is left is room for thinking and for long files. */
const TYPICAL_ANSWER_SHARE = 0.1;

/** What a repair shows besides the prompt and the answer: diagnostics, and the words around them. */
const REPAIR_TOKENS = 2000;

/** What one task may cost; `undefined` where a price is not known. */
export function estimateCost(
  { prompt, limits }: PlannedWork,
  { model, prices, maxRetries, fallbacks = 0, isBatch = false }: EstimateCostOptions,
): CostRange | undefined {
  const known = prices.flatMap((price) => price ?? []);
  const [first] = known;
  if (first === undefined || known.length < prices.length) return undefined;
  const { samples, repairs, escalations, costUsd } = limits;
  const { contextWindowTokens, capabilities } = model;
  const output = Math.min(
    limits.maxOutputTokens,
    capabilities.outputLimitTokens ?? Number.POSITIVE_INFINITY,
  );
  const input = countPrompt(prompt, model);
  const cached = countCached(prompt, model);
  const typical = Math.ceil(output * TYPICAL_ANSWER_SHARE);
  const usage = { input, output: typical, cached, cacheWritten: 0, reasoning: 0 };

  const repaired = repairs + escalations * (1 + repairs);
  const costOfCall = (tokens: number): number => {
    const worst = { input: Math.min(tokens, contextWindowTokens), output };
    return Math.max(...known.map((price) => worstCost(price, worst, { isBatch })));
  };
  const once = samples * costOfCall(input) + repaired * costOfCall(input + output + REPAIR_TOKENS);
  const sent = (1 + maxRetries) * (1 + fallbacks);
  const high = toUsd(once * sent);
  // Where nothing is drawn at first, the work is all repair, which may not be needed.
  const low = samples === 0 ? 0 : toUsd(costOf(first, usage, { isBatch }));
  const isHalved = isBatch && known.some(({ batchFactor = 1 }) => batchFactor < 1);
  return {
    lowUsd: Math.min(low, costUsd ?? low),
    highUsd: Math.min(high, costUsd ?? high),
    assumptions: known.every(isFree)
      ? []
      : [
          `low: one call, answered in ${typical} tokens, a tenth of the longest answer`,
          ...(cached === 0 ? [] : [`low: ${cached} tokens are read from the provider's cache`]),
          `high: ${samples + repaired} calls, each sent up to ${sent} times, each answered in ${output} tokens`,
          ...(known.length > 1
            ? ["high: at the price of the dearest model that may be asked"]
            : []),
          ...(isHalved ? ["the lower price of the provider's batch interface"] : []),
          ...(costUsd !== undefined && high > costUsd ? ["high: the limit for one task"] : []),
          "not counted: going on with answers that the output limit cuts",
        ],
  };
}

/** The sum of several tasks, no more than `capUsd`; assumptions that they share are told once. */
export function addRanges(
  ranges: readonly CostRange[],
  capUsd: number | undefined = undefined,
): CostRange {
  const low = ranges.reduce((sum, { lowUsd }) => sum + lowUsd, 0);
  const high = ranges.reduce((sum, { highUsd }) => sum + highUsd, 0);
  const isCapped = capUsd !== undefined && high > capUsd;
  return {
    lowUsd: Math.min(low, capUsd ?? low),
    highUsd: Math.min(high, capUsd ?? high),
    assumptions: [
      ...new Set(ranges.flatMap(({ assumptions }) => assumptions)),
      ...(isCapped ? ["high: the limit for all"] : []),
    ],
  };
}

/** Tokens of a whole prompt, as the model counts them. */
export const countPrompt = (
  { messages }: Pick<Prompt, "messages">,
  { countTokens, contextWindowTokens }: EstimateCostOptions["model"],
): number =>
  Math.min(
    contextWindowTokens,
    messages.reduce((sum, { text }) => sum + countTokens(text) + TOKENS_PER_MESSAGE, 0),
  );

/** Tokens up to the last break point, where the provider keeps so many. */
function countCached(
  { messages, breakPoints }: Pick<Prompt, "messages" | "breakPoints">,
  { countTokens, capabilities }: EstimateCostOptions["model"],
): number {
  const last = breakPoints.at(-1);
  if (last === undefined || capabilities.promptCaching === "none") return 0;
  const texts = messages
    .slice(0, last.message + 1)
    .map(({ text }, at) => (at === last.message ? text.slice(0, last.end) : text));
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  return tokens >= capabilities.promptCachingMinTokens ? tokens : 0;
}
