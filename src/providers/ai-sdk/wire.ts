/** Our words for a call ↔ the AI SDK's. */

import type {
  JSONSchema7,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
  SharedV4ProviderOptions,
  SharedV4Warning,
} from "@ai-sdk/provider";
import type { ModelRequest } from "../../domain/model.ts";
import type { Message } from "../../domain/prompt.ts";
import type { FinishReason, TokenUsage } from "../../domain/token-usage.ts";
import { type PromptCaching, toCacheKey, toPrompt } from "./prompt-caching.ts";

/** The request for the wire; `answerStart` becomes a last message for the model to go on with. */
export function toWire(
  request: ModelRequest,
  answerStart: string | undefined,
  providerOptions: SharedV4ProviderOptions | undefined,
  caching?: PromptCaching,
): LanguageModelV4CallOptions {
  const { messages, breakPoints, stopTexts, maxOutputTokens, temperature, seed, responseSchema } =
    request;
  const options = withCacheKey(request, providerOptions, caching);
  const start: readonly Message[] =
    answerStart === undefined ? [] : [{ role: "assistant", text: answerStart }];
  return {
    prompt: toPrompt(
      [...messages, ...start],
      breakPoints,
      caching?.kind === "marks" ? caching.ttl : undefined,
    ),
    maxOutputTokens,
    ...(stopTexts.length === 0 ? {} : { stopSequences: [...stopTexts] }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(responseSchema === undefined
      ? {}
      : { responseFormat: { type: "json", schema: responseSchema as JSONSchema7 } }),
    ...(options === undefined ? {} : { providerOptions: options }),
  };
}

function withCacheKey(
  request: ModelRequest,
  providerOptions: SharedV4ProviderOptions | undefined,
  caching: PromptCaching | undefined,
): SharedV4ProviderOptions | undefined {
  const promptCacheKey = caching?.kind === "key" ? toCacheKey(request) : undefined;
  if (promptCacheKey === undefined) return providerOptions;
  return { ...providerOptions, openai: { ...providerOptions?.["openai"], promptCacheKey } };
}

const FINISH_REASONS: Readonly<
  Record<LanguageModelV4FinishReason["unified"], FinishReason | undefined>
> = {
  stop: "stop",
  length: "length",
  "content-filter": "refusal",
  "tool-calls": "other",
  other: "other",
  error: undefined,
  interrupted: undefined,
};

/** Why it ended; `undefined` where it did not, but broke off. */
export const readFinishReason = ({
  unified,
}: LanguageModelV4FinishReason): FinishReason | undefined => FINISH_REASONS[unified];

/** No request has more: what a server tells beyond that is no count. */
const MOST_TOKENS = 1_000_000_000;

/** A count as a server told it; 0, which is "not counted", for what cannot be one, e.g. a negative number. */
const toCount = (told: unknown): number => {
  const count = Number(told);
  return Number.isInteger(count) && count > 0 && count <= MOST_TOKENS ? count : 0;
};

/** Tokens as reported; `undefined` where nothing was. */
export function readUsage(usage: LanguageModelV4Usage): TokenUsage | undefined {
  const { inputTokens, outputTokens } = usage;
  const input = toCount(inputTokens.total);
  const output = toCount(outputTokens.total);
  // Some clients begin to count at 0: a prompt of no tokens was not counted.
  if (input === 0 && output === 0) return undefined;
  return {
    input,
    output,
    cached: toCount(inputTokens.cacheRead),
    cacheWritten: toCount(inputTokens.cacheWrite),
    reasoning: toCount(outputTokens.reasoning),
  };
}

/** Tokens that Anthropic reports at the start, for calls that never reach their end. */
export function readStartUsage(part: LanguageModelV4StreamPart): TokenUsage | undefined {
  if (part.type !== "custom" || part.kind !== "anthropic.message_start") return undefined;
  const usage = part.providerMetadata?.["anthropic"]?.["usage"];
  if (typeof usage !== "object" || usage === null) return undefined;
  const counts = new Map<string, unknown>(Object.entries(usage));
  const count = (key: string): number => toCount(counts.get(key));
  const cached = count("cache_read_input_tokens");
  const cacheWritten = count("cache_creation_input_tokens");
  const input = count("input_tokens") + cacheWritten + cached;
  if (input === 0) return undefined;
  return { input, output: count("output_tokens"), cached, cacheWritten, reasoning: 0 };
}

/** What was dropped or changed, in one line. */
export function renderWarning(warning: SharedV4Warning): string {
  switch (warning.type) {
    case "unsupported":
    case "compatibility":
      return `${warning.type}: ${warning.feature}${warning.details === undefined ? "" : ` (${warning.details})`}`;
    case "deprecated":
      return `deprecated: ${warning.setting} (${warning.message})`;
    case "other":
      return warning.message;
  }
}
