import type { GivenAnswer } from "../../domain/batch.ts";
import type { CallRecord } from "../../domain/call.ts";
import type { ModelResponse } from "../../domain/model.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import { apportion } from "./apportion.ts";
import type { ItemAnswer } from "./read-batch-answer.ts";

export interface AnsweredCall {
  /** What was charged for it, failed calls included. */
  readonly calls: readonly CallRecord[];
  readonly response: ModelResponse;
  /** SHA-256 of the request in canonical JSON. */
  readonly requestSha256: string;
}

/**
 * What each item got of a call that was made for all of them, by id. Tokens, money and time are shared out by the
 * length of the parts, in whole tokens, nano-dollars and milliseconds, so that the shares add up to the call; where all
 * parts are empty, the shares are equal. A route's success is judged by the first item alone: the fates of those that
 * were asked for together hang together.
 *
 * @param parts of all items of the call, those that got nothing too: without a part nothing is accounted for.
 */
export function divideCall(
  { calls, response, requestSha256 }: AnsweredCall,
  parts: readonly Pick<ItemAnswer, "id" | "text" | "isComplete">[],
): ReadonlyMap<string, GivenAnswer> {
  const weights = parts.map(({ text }) => text.length);
  const usages = shareUsage(response.usage, weights);
  const times = shareTime(response.timeMs, weights);
  const records = calls.map((call) => shareCall(call, weights));
  return new Map(
    parts.map(({ id, text, isComplete }, at) => [
      id,
      {
        requestSha256,
        response: {
          ...response,
          text,
          usage: usages[at] ?? response.usage,
          timeMs: times[at] ?? 0,
          // The limit cut somebody else's part.
          finishReason:
            isComplete && response.finishReason === "length" ? "stop" : response.finishReason,
        },
        calls: records.flatMap((shares) => shares[at] ?? []),
      },
    ]),
  );
}

/** Parts of input and of output are shared out by themselves: a part is never more than its whole. */
function shareUsage(usage: TokenUsage, weights: readonly number[]): readonly TokenUsage[] {
  const cached = apportion(usage.cached, weights);
  const cacheWritten = apportion(usage.cacheWritten, weights);
  const reasoning = apportion(usage.reasoning, weights);
  const fresh = apportion(usage.input - usage.cached - usage.cacheWritten, weights);
  const visible = apportion(usage.output - usage.reasoning, weights);
  return weights.map((_, at) => {
    const of = (shares: readonly number[]): number => shares[at] ?? 0;
    return {
      input: of(fresh) + of(cached) + of(cacheWritten),
      output: of(visible) + of(reasoning),
      cached: of(cached),
      cacheWritten: of(cacheWritten),
      reasoning: of(reasoning),
    };
  });
}

function shareCall(call: CallRecord, weights: readonly number[]): readonly CallRecord[] {
  const usages = call.usage === undefined ? undefined : shareUsage(call.usage, weights);
  const costs = call.costUsd === undefined ? undefined : shareUsd(call.costUsd, weights);
  const saved = shareUsd(call.savedUsd, weights);
  const times = shareTime(call.timeMs, weights);
  return weights.map((_, at) => ({
    ...call,
    ...(call.route && { route: { ...call.route, isCounted: at === 0 } }),
    usage: usages?.[at],
    costUsd: costs?.[at],
    savedUsd: saved[at] ?? 0,
    timeMs: times[at] ?? 0,
  }));
}

const shareUsd = (usd: number, weights: readonly number[]): readonly number[] =>
  apportion(toNanoUsd(usd), weights).map(toUsd);

const shareTime = (timeMs: number, weights: readonly number[]): readonly number[] =>
  apportion(Math.round(timeMs), weights);
