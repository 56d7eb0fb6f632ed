import type { CallRecord } from "../../domain/call.ts";
import type { ModelEvent, ModelRequest, ResponseEnd } from "../../domain/model.ts";
import { costOf, toUsd } from "../../domain/price.ts";
import { NO_USAGE } from "../../domain/token-usage.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import type { PriceList } from "../../ports/price-list.ts";
import type { CachedResponse, ResponseCache } from "../../ports/response-cache.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { isSameModel } from "../fallback/is-same-model.ts";
import type { RequestKey } from "./request-key.ts";

export interface WithResponseCacheOptions {
  readonly cache: ResponseCache;
  readonly clock: Clock;
  /** From `createRequestKeys`. */
  readonly keyOf: (request: ModelRequest) => RequestKey;
  /** Tells what a kept answer saves. */
  readonly prices: PriceList;
}

/**
 * Answers that are kept are given instead of asking, and say so in their `call-end` and their warnings. Kept are whole
 * good ones: they ended by themselves, and neither a fallback nor a downgrade made them.
 */
export const withResponseCache = (
  model: LanguageModel,
  options: WithResponseCacheOptions,
): LanguageModel =>
  wrapModel(model, async function* (request, callOptions = {}) {
    callOptions.signal?.throwIfAborted();
    const startedAt = options.clock.elapsed();
    const asked = options.keyOf(request);
    const kept = options.cache.get(asked.key);
    if (kept === undefined || !isOfUse(kept.text, callOptions))
      yield* askAndKeep(model, request, { ...options, asked, callOptions });
    else yield* give(kept, callOptions, { ...options, startedAt });
  });

const isOfUse = (text: string, { isUsable = () => true }: CallOptions): boolean => isUsable(text);

async function* askAndKeep(
  model: LanguageModel,
  request: ModelRequest,
  options: WithResponseCacheOptions & {
    readonly asked: RequestKey;
    readonly callOptions: CallOptions;
  },
): AsyncGenerator<ModelEvent> {
  const { cache, clock, asked, callOptions } = options;
  let texts: string[] = [];
  let isFallback = false;
  for await (const event of model.stream(request, callOptions)) {
    if (event.type === "text-delta") texts.push(event.text);
    if (event.type === "text-reset") texts = [];
    if (event.type === "call-end" && event.call.purpose === "fallback") isFallback = true;
    if (event.type === "response-end") {
      const text = texts.join("");
      const isOwn = !isFallback && isSameModel(event.askedOf, event.answeredBy);
      // Before it is passed on: who has the end stops reading.
      if (isOwn && event.finishReason === "stop" && text !== "" && isOfUse(text, callOptions))
        cache.put(asked.key, asked.keyJson, toCached(event, text, clock.now()));
    }
    yield event;
  }
}

const toCached = (
  { type: _type, ...end }: ResponseEnd,
  text: string,
  storedAt: number,
): CachedResponse => ({ ...end, text, storedAt });

async function* give(
  kept: CachedResponse,
  callOptions: CallOptions,
  { clock, prices, startedAt }: WithResponseCacheOptions & { readonly startedAt: number },
): AsyncGenerator<ModelEvent> {
  const { text, storedAt, warnings, ...end } = kept;
  const timeMs = Math.round(clock.elapsed() - startedAt);
  const price = prices.find(end.askedOf);
  const call: CallRecord = {
    askedOf: end.askedOf,
    answeredBy: end.answeredBy,
    source: "cache",
    purpose: callOptions.purpose ?? "answer",
    rule: undefined,
    ended: end.finishReason,
    usage: NO_USAGE,
    costUsd: 0,
    isCostEstimated: false,
    savedUsd: price === undefined ? 0 : toUsd(costOf(price, end.usage)),
    timeMs,
    firstTextMs: timeMs,
  };
  yield { type: "text-delta", text };
  yield { type: "call-end", call };
  const since = new Date(storedAt).toISOString();
  yield {
    type: "response-end",
    ...end,
    warnings: [...warnings, `answered from the response cache, stored ${since}`],
  };
}
