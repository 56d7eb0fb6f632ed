/**
 * What calls are called in OpenTelemetry: the semantic conventions for generative AI.
 *
 * @see https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-spans.md
 */

import type { Attributes } from "@opentelemetry/api";
import type { CallRecord } from "../../domain/call.ts";
import type { ModelRequest, ResponseEnd } from "../../domain/model.ts";
import type { FinishReason, TokenUsage } from "../../domain/token-usage.ts";

/** What spans and metrics of a call have in common. */
export const toCommonAttributes = (modelId: string): Attributes => ({
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": modelId.slice(0, Math.max(0, modelId.indexOf("/"))),
  "gen_ai.request.model": nameOf(modelId),
});

/** `provider/model` → `model`. */
export const nameOf = (modelId: string): string => modelId.slice(modelId.indexOf("/") + 1);

/** What is asked, without a word of it. */
export const toRequestAttributes = (request: ModelRequest): Attributes =>
  known({
    "gen_ai.request.max_tokens": request.maxOutputTokens,
    "gen_ai.request.temperature": request.temperature,
    "gen_ai.request.seed": request.seed,
    "gen_ai.request.stream": true,
    "gen_ai.output.type": request.responseSchema === undefined ? "text" : "json",
    "specwright.draw": request.draw,
    "specwright.escalation": request.escalation,
  });

export const toResponseAttributes = (end: ResponseEnd): Attributes => ({
  "gen_ai.response.model": end.answeredBy,
  "gen_ai.response.finish_reasons": [toFinishReason(end.finishReason)],
  ...toUsageAttributes(end.usage),
  "specwright.asked_of": end.askedOf,
});

const toUsageAttributes = (usage: TokenUsage): Attributes => ({
  "gen_ai.usage.input_tokens": usage.input,
  "gen_ai.usage.output_tokens": usage.output,
  "gen_ai.usage.cache_read.input_tokens": usage.cached,
  "gen_ai.usage.cache_creation.input_tokens": usage.cacheWritten,
  "gen_ai.usage.reasoning.output_tokens": usage.reasoning,
});

/** One call on the wire, as an event of the span of the answer that it was made for. */
export const toCallAttributes = (call: CallRecord): Attributes =>
  known({
    "specwright.asked_of": call.askedOf,
    "gen_ai.response.model": call.answeredBy,
    "specwright.source": call.source,
    "specwright.purpose": call.purpose,
    "specwright.rule": call.rule,
    "specwright.ended": call.ended,
    "specwright.cost_usd": call.costUsd,
    "specwright.cost_is_estimated": call.isCostEstimated,
    "specwright.time_ms": call.timeMs,
    ...(call.usage === undefined ? {} : toUsageAttributes(call.usage)),
  });

/** All calls of an answer together; why and whence are those of the last, which answered. */
export function toAccountAttributes(calls: readonly CallRecord[]): Attributes {
  const last = calls.at(-1);
  if (last === undefined) return {};
  const costs = calls.flatMap(({ costUsd }) => costUsd ?? []);
  return known({
    "specwright.calls": calls.length,
    "specwright.purpose": last.purpose,
    "specwright.source": last.source,
    "specwright.rule": last.rule,
    "specwright.cost_usd": costs.length === 0 ? undefined : sum(costs),
    "specwright.saved_usd": sum(calls.map(({ savedUsd }) => savedUsd)),
  });
}

/** The words of a request: only where somebody asked for them. */
export const toInputContent = (request: ModelRequest): Attributes => ({
  "gen_ai.input.messages": JSON.stringify(
    request.messages.map(({ role, text }) => ({ role, parts: [textPart(text)] })),
  ),
});

/** The words of an answer: only where somebody asked for them. */
export const toOutputContent = (text: string, end: ResponseEnd): Attributes => ({
  "gen_ai.output.messages": JSON.stringify([
    {
      role: "assistant",
      parts: [textPart(text)],
      finish_reason: toFinishReason(end.finishReason),
    },
  ]),
});

const textPart = (content: string) => ({ type: "text", content });

const toFinishReason = (reason: FinishReason): string =>
  reason === "refusal" ? "content_filter" : reason;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

const known = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
