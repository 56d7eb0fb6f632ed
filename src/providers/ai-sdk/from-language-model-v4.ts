import type { LanguageModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import { brokenOff } from "../../domain/broken-off.ts";
import { type ModelCapabilities, PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { Fault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest, ReportedLimits } from "../../domain/model.ts";
import type { Secret } from "../../domain/secret.ts";
import { NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { createHideSecrets, type HideSecrets } from "../../std/hide-secrets.ts";
import { keyHeaders } from "./key-headers.ts";
import type { PromptCaching } from "./prompt-caching.ts";
import { readLimits } from "./read-limits.ts";
import { type PartLimits, readParts } from "./read-parts.ts";
import { toFault } from "./to-fault.ts";
import { readFinishReason, readStartUsage, readUsage, renderWarning, toWire } from "./wire.ts";

/** What an AI SDK model does not say about itself. */
export interface LanguageModelFacts {
  /** `provider/model`. */
  readonly id: string;
  readonly contextWindowTokens: number;
  /** A stream that says nothing for so long is ended as `model/timeout`. */
  readonly idleTimeoutMs: number;
  /** The same for the first sign of life. @default idleTimeoutMs */
  readonly firstByteTimeoutMs?: number | undefined;
  /** Whether a last message of the assistant is gone on with. @default false */
  readonly continuesAnswerStart?: boolean | undefined;
  /** @default those of a plain model */
  readonly capabilities?: ModelCapabilities | undefined;
  /** Whether the endpoint gives the same answer to the same `Idempotency-Key`, and charges once. @default false */
  readonly keepsAnswersByKey?: boolean | undefined;
  /** @default { samples: 1, maxOutputTokens: 8192 } */
  readonly suggested?: LanguageModel["suggested"] | undefined;
  /** @default an estimate that is rather too high */
  readonly countTokens?: ((text: string) => number) | undefined;
  /** Options for the adapter, by its name. @default none */
  readonly providerOptions?: SharedV4ProviderOptions | undefined;
  /** What asks the provider to hold an answer to a grammar. @default it is not asked */
  readonly toGrammarOptions?: ((grammar: string) => SharedV4ProviderOptions) | undefined;
  /** How the provider is asked to keep the beginnings of prompts. @default it is not asked */
  readonly promptCaching?: PromptCaching | undefined;
  /** Hidden wherever the provider repeats them. @default [] */
  readonly secrets?: readonly Secret[] | undefined;
  /** Environment variable that holds the key, for help. */
  readonly keyVariable?: string | undefined;
}

/**
 * Any model of the AI SDK as one of ours. It is called at the model level, where nothing retries.
 *
 * @example fromLanguageModelV4(createOpenAI()("gpt-6-sol"), { id: "openai/gpt-6-sol", … })
 */
export function fromLanguageModelV4(
  model: LanguageModelV4,
  facts: LanguageModelFacts,
): LanguageModel {
  const hideSecrets = createHideSecrets(facts.secrets ?? []);
  return {
    id: facts.id,
    contextWindowTokens: facts.contextWindowTokens,
    continuesAnswerStart: facts.continuesAnswerStart ?? false,
    capabilities: facts.capabilities ?? PLAIN_CAPABILITIES,
    keepsAnswersByKey: facts.keepsAnswersByKey ?? false,
    escalations: 0,
    suggested: facts.suggested ?? { samples: 1, maxOutputTokens: 8192 },
    countTokens: facts.countTokens ?? estimateTokens,
    stream: (request, options = {}) => streamAnswer(model, facts, hideSecrets, request, options),
    async [Symbol.asyncDispose]() {},
  };
}

async function* streamAnswer(
  model: LanguageModelV4,
  facts: LanguageModelFacts,
  hideSecrets: HideSecrets,
  request: ModelRequest,
  { signal, idempotencyKey, grammar }: CallOptions,
): AsyncGenerator<ModelEvent> {
  signal?.throwIfAborted();
  const { id, keyVariable } = facts;
  const grammarOptions = grammar === undefined ? {} : facts.toGrammarOptions?.(grammar);
  const providerOptions = { ...facts.providerOptions, ...grammarOptions };
  const answerStart = facts.continuesAnswerStart === true ? startOf(request) : undefined;
  const options = {
    ...toWire(request, answerStart, providerOptions, facts.promptCaching),
    ...(idempotencyKey === undefined ? {} : { headers: keyHeaders(id, request, idempotencyKey) }),
  };
  let partialText = "";
  let usage: TokenUsage | undefined;
  let answeredBy = model.modelId;
  let limits: ReportedLimits | undefined;
  let isAnswering = false;
  const warnings: string[] = [];
  try {
    for await (const part of readParts(model, options, limitsOf(facts, signal))) {
      switch (part.type) {
        case "opened":
          isAnswering = true;
          limits = readLimits(part.headers);
          if (limits !== undefined) yield { type: "limits-report", limits };
          break;
        case "stream-start":
          warnings.push(...part.warnings.map(renderWarning).map(hideSecrets));
          if (answerStart === undefined) break;
          partialText = answerStart;
          yield { type: "text-delta", text: answerStart };
          break;
        case "response-metadata":
          answeredBy = hideSecrets(part.modelId ?? answeredBy);
          break;
        case "custom":
          usage = readStartUsage(part) ?? usage;
          break;
        case "text-delta":
          if (part.delta === "") break;
          partialText += part.delta;
          yield { type: "text-delta", text: part.delta };
          break;
        case "error":
          throw part.error;
        case "finish": {
          usage = readUsage(part.usage) ?? usage;
          const finishReason = readFinishReason(part.finishReason);
          if (finishReason === undefined) throw brokenOff(id);
          if (usage === undefined) warnings.push("the provider reported no token usage");
          yield {
            type: "response-end",
            finishReason,
            usage: usage ?? NO_USAGE,
            askedOf: id,
            answeredBy,
            warnings,
          };
          return;
        }
        default:
      }
    }
    throw brokenOff(id);
  } catch (error) {
    signal?.throwIfAborted();
    const received = { partialText, usage, limits, isAnswering };
    throw toFault(error, { id, keyVariable, hideSecrets, ...received });
  }
}

/** Without its last whitespace, which providers refuse or cut there: the model writes it itself. */
const startOf = ({ answerStart }: ModelRequest): string | undefined =>
  answerStart?.trimEnd() || undefined;

function limitsOf(facts: LanguageModelFacts, signal: AbortSignal | undefined): PartLimits {
  const { id, idleTimeoutMs, firstByteTimeoutMs = idleTimeoutMs } = facts;
  return {
    first: {
      timeoutMs: firstByteTimeoutMs,
      signal,
      onTimeout: () => noAnswer(id, firstByteTimeoutMs),
    },
    idle: { timeoutMs: idleTimeoutMs, signal, onTimeout: () => silence(id, idleTimeoutMs) },
  };
}

const noAnswer = (id: string, timeoutMs: number): Fault =>
  new Fault(
    "model/timeout",
    `Cannot ask "${id}": no first sign of life came within ${timeoutMs} ms`,
    {
      help: "Raise first_byte_timeout_ms for a server that loads its model or reads a long prompt first",
      details: { timeout: "first-byte" },
    },
  );

const silence = (id: string, timeoutMs: number): Fault =>
  new Fault("model/timeout", `Cannot go on with "${id}": it sent nothing for ${timeoutMs} ms`, {
    help: "Raise idle_timeout_ms for a model that thinks in silence",
    details: { timeout: "idle" },
  });
