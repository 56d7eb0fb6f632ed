/** How much one call may take. */

import type { ModelPrice } from "../../domain/price.ts";

export interface BatchLimits {
  /** Input tokens of one call. */
  readonly inputTokens: number;
  /** Tokens that the model writes in one answer at most, hidden reasoning included. */
  readonly outputTokens: number;
  /** Input and output together; `undefined` where nobody knows. */
  readonly contextWindowTokens: number | undefined;
  /** Above so many input tokens all of a call costs more; `undefined` where it does not. */
  readonly priceCliffTokens: number | undefined;
  /** Items of one call; `undefined` is no limit. */
  readonly maxItems: number | undefined;
  /** What was learned: items of one call by language, never more than `maxItems`. */
  readonly learnedItems: Readonly<Record<string, number>>;
  /** Times what an answer is thought to come to is kept free for it. */
  readonly outputFactor: number;
  /** Kept free for an item's hidden reasoning. */
  readonly reasoningTokens: number;
}

const DEFAULT_INPUT_TOKENS = 800_000;
/** What a model writes that does not say: all of today's can. */
const DEFAULT_OUTPUT_TOKENS = 16_384;
const DEFAULT_OUTPUT_FACTOR = 1.6;

export interface CreateLimitsOptions {
  readonly model: {
    readonly contextWindowTokens: number;
    readonly capabilities: { readonly outputLimitTokens: number | undefined };
  };
  /** `undefined` where it is not known. */
  readonly price: ModelPrice | undefined;
  /** @default 800_000 */
  readonly inputTokens?: number | undefined;
  /** No more than the model's. @default what the model says, else 16_384 */
  readonly outputTokens?: number | undefined;
  /** @default no limit */
  readonly maxItems?: number | undefined;
  /** @default 1.6 */
  readonly outputFactor?: number | undefined;
  /** @default 0 */
  readonly reasoningTokens?: number | undefined;
}

/** The limits that a model and its price set, and what is wished besides. */
export function createLimits({ model, price, ...wishes }: CreateLimitsOptions): BatchLimits {
  const most = model.capabilities.outputLimitTokens ?? DEFAULT_OUTPUT_TOKENS;
  return {
    inputTokens: wishes.inputTokens ?? DEFAULT_INPUT_TOKENS,
    outputTokens: Math.min(wishes.outputTokens ?? most, most),
    contextWindowTokens: model.contextWindowTokens,
    priceCliffTokens: price?.tiers[1]?.aboveInputTokens,
    maxItems: wishes.maxItems,
    learnedItems: {},
    outputFactor: wishes.outputFactor ?? DEFAULT_OUTPUT_FACTOR,
    reasoningTokens: wishes.reasoningTokens ?? 0,
  };
}

/** Items of one call in a language; infinite where nothing limits them. */
export const itemLimitOf = ({ maxItems, learnedItems }: BatchLimits, language: string): number =>
  Math.max(
    1,
    Math.min(
      maxItems ?? Number.POSITIVE_INFINITY,
      learnedItems[language] ?? Number.POSITIVE_INFINITY,
    ),
  );
