/** Our words for a call ↔ the AI SDK's. */

import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
  SharedV4ProviderOptions,
  SharedV4Warning,
} from "@ai-sdk/provider";
import type { FinishReason, ModelRequest, TokenUsage } from "../../domain/model.ts";
import type { Message } from "../../domain/prompt.ts";

/** The request for the wire; `answerStart` becomes a last message for the model to go on with. */
export function toWire(
  request: ModelRequest,
  answerStart: string | undefined,
  providerOptions: SharedV4ProviderOptions | undefined,
): LanguageModelV4CallOptions {
  const { messages, stopTexts, maxOutputTokens, temperature, seed } = request;
  const start: readonly Message[] =
    answerStart === undefined ? [] : [{ role: "assistant", text: answerStart }];
  return {
    prompt: [...messages, ...start].map(({ role, text }) =>
      role === "system" ? { role, content: text } : { role, content: [{ type: "text", text }] },
    ),
    maxOutputTokens,
    ...(stopTexts.length === 0 ? {} : { stopSequences: [...stopTexts] }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(providerOptions === undefined ? {} : { providerOptions }),
  };
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

/** Tokens as reported; `undefined` where nothing was. */
export function readUsage(usage: LanguageModelV4Usage): TokenUsage | undefined {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens.total === undefined && outputTokens.total === undefined) return undefined;
  return {
    input: inputTokens.total ?? 0,
    output: outputTokens.total ?? 0,
    cached: inputTokens.cacheRead ?? 0,
    cacheWritten: inputTokens.cacheWrite ?? 0,
    reasoning: outputTokens.reasoning ?? 0,
  };
}

/** Tokens that Anthropic reports at the start, for calls that never reach their end. */
export function readStartUsage(part: LanguageModelV4StreamPart): TokenUsage | undefined {
  if (part.type !== "custom" || part.kind !== "anthropic.message_start") return undefined;
  const usage = part.providerMetadata?.["anthropic"]?.["usage"];
  if (typeof usage !== "object" || usage === null) return undefined;
  const counts = new Map<string, unknown>(Object.entries(usage));
  const count = (key: string): number => Number(counts.get(key) ?? 0);
  const cached = count("cache_read_input_tokens");
  const cacheWritten = count("cache_creation_input_tokens");
  const input = count("input_tokens") + cacheWritten + cached;
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
