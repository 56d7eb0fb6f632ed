import { brokenOff } from "../../domain/broken-off.ts";
import { type ModelCapabilities, PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { Fault, type FaultCode } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { FinishReason, TokenUsage } from "../../domain/token-usage.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";

/** One answer, and what goes wrong with it. A bare string is that text, answered well. */
export type ScriptedAnswer = string | ScriptedAnswerParts;

export interface ScriptedAnswerParts {
  /** @default "" */
  readonly text?: string | undefined;
  /** @default "stop" */
  readonly finishReason?: FinishReason | undefined;
  /** @default counted roughly */
  readonly usage?: TokenUsage | undefined;
  /** Id of the model that answered. @default the scripted model's own */
  readonly answeredBy?: string | undefined;
  /** @default [] */
  readonly warnings?: readonly string[] | undefined;
  /**
   * What happens instead of the end: `cut` breaks off, `stall` says nothing more until aborted or, where the model has
   * a clock and an idle timeout, until that is over; else the fault of that code is thrown. @default the end
   */
  readonly fault?: "cut" | "stall" | FaultCode | undefined;
  /** How much of the text comes before `fault`, in UTF-16 units. @default all of it */
  readonly faultAfter?: number | undefined;
  /** `details.retryAfterMs` of the fault. */
  readonly retryAfterMs?: number | undefined;
  /** Waits so long before it begins; needs a clock. @default 0 */
  readonly delayMs?: number | undefined;
}

/** What one specification is answered, whenever it is asked for. */
export interface NamedAnswers {
  readonly first: ScriptedAnswer;
  /** To requests that show an earlier answer. @default first */
  readonly repair?: ScriptedAnswer | undefined;
}

export interface ScriptedModelOptions {
  /** @default "scripted/test" */
  readonly id?: string | undefined;
  /** Answers by the name of what is asked for: they need no order. All others take from the list. @default none */
  readonly named?: Readonly<Record<string, NamedAnswers>> | undefined;
  /** Whether `requests` holds them. @default true */
  readonly keepsRequests?: boolean | undefined;
  /** For delays and the idle timeout. @default none */
  readonly clock?: Clock | undefined;
  /** @default no timeout */
  readonly idleTimeoutMs?: number | undefined;
  /** UTF-16 units in one event. @default 16 */
  readonly chunkLength?: number | undefined;
  /** @default 100_000 */
  readonly contextWindowTokens?: number | undefined;
  /** @default false */
  readonly continuesAnswerStart?: boolean | undefined;
  /** @default those of a plain model */
  readonly capabilities?: Partial<ModelCapabilities> | undefined;
  /** @default { samples: 1, maxOutputTokens: 4096 } */
  readonly suggested?: LanguageModel["suggested"] | undefined;
}

export interface ScriptedModel extends LanguageModel {
  /** What it was asked, oldest first. */
  readonly requests: readonly ModelRequest[];
}

/**
 * A model that gives the answers of a list, one a call, in order; after the last, `model/not-recorded`. Answers by name
 * come first, and are not used up.
 */
export function createScriptedModel(
  answers: readonly ScriptedAnswer[],
  options: ScriptedModelOptions = {},
): ScriptedModel {
  const requests: ModelRequest[] = [];
  let taken = 0;
  const model: ScriptedModel = {
    id: options.id ?? "scripted/test",
    contextWindowTokens: options.contextWindowTokens ?? 100_000,
    continuesAnswerStart: options.continuesAnswerStart ?? false,
    capabilities: { ...PLAIN_CAPABILITIES, ...options.capabilities },
    escalations: 0,
    suggested: options.suggested ?? { samples: 1, maxOutputTokens: 4096 },
    countTokens: estimateTokens,
    requests,
    async *stream(request, { signal } = {}) {
      signal?.throwIfAborted();
      const answer = findNamed(request, options.named) ?? answers[taken++];
      if (options.keepsRequests !== false) requests.push(request);
      if (answer === undefined) throw spent(model.id, answers.length);
      const parts = typeof answer === "string" ? { text: answer } : answer;
      if (parts.delayMs !== undefined) await clockOf(options).sleep(parts.delayMs, signal);
      yield* play(model, parts, request, options, signal);
    },
    async [Symbol.asyncDispose]() {},
  };
  return model;
}

/** Where prompts say what they ask for. */
const ORIGIN = / origin="(?:specification|file-with-slots):([^"\n]*)">/;

function findNamed(
  { messages }: ModelRequest,
  named: ScriptedModelOptions["named"],
): ScriptedAnswer | undefined {
  if (named === undefined) return undefined;
  const [asked] = messages.filter(({ role }) => role === "user");
  const name = ORIGIN.exec(asked?.text ?? "")?.[1];
  const found = name !== undefined && Object.hasOwn(named, name) ? named[name] : undefined;
  const isRepair = messages.some(({ role }) => role === "assistant");
  return isRepair ? (found?.repair ?? found?.first) : found?.first;
}

async function* play(
  model: LanguageModel,
  parts: ScriptedAnswerParts,
  request: ModelRequest,
  options: ScriptedModelOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<ModelEvent> {
  const { finishReason = "stop", warnings = [], fault, faultAfter } = parts;
  const text = startedWith(
    model.continuesAnswerStart ? request.answerStart : undefined,
    parts.text ?? "",
  );
  const shown = fault === undefined ? text : text.slice(0, faultAfter);
  const length = options.chunkLength ?? 16;
  for (let start = 0; start < shown.length; start += length) {
    signal?.throwIfAborted();
    yield { type: "text-delta", text: shown.slice(start, start + length) };
  }
  signal?.throwIfAborted();
  const usage = parts.usage ?? countUsage(request, shown);
  if (fault === undefined) {
    const who = { askedOf: model.id, answeredBy: parts.answeredBy ?? model.id };
    yield { type: "response-end", finishReason, usage, ...who, warnings };
    return;
  }
  if (fault === "stall") await waitInSilence(options, signal);
  throw toFault(fault, model.id, {
    partialText: shown,
    usage,
    ...(parts.retryAfterMs === undefined ? {} : { retryAfterMs: parts.retryAfterMs }),
  });
}

/** The text as the whole answer: scripts may leave the given start out. */
const startedWith = (start: string | undefined, text: string): string =>
  start === undefined || text.startsWith(start) ? text : start + text;

const countUsage = ({ messages }: ModelRequest, text: string): TokenUsage => ({
  input: messages.reduce((sum, message) => sum + estimateTokens(message.text), 0),
  output: estimateTokens(text),
  cached: 0,
  cacheWritten: 0,
  reasoning: 0,
});

function toFault(
  kind: "cut" | "stall" | FaultCode,
  id: string,
  details: Readonly<Record<string, unknown>>,
): Fault {
  switch (kind) {
    case "cut":
      return brokenOff(id, details);
    case "stall":
      return new Fault("model/timeout", `Cannot go on with "${id}": it sent nothing for too long`, {
        details,
      });
    default:
      return new Fault(kind, `Cannot ask "${id}": its script says ${kind}`, { details });
  }
}

async function waitInSilence(
  { clock, idleTimeoutMs }: ScriptedModelOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (clock !== undefined && idleTimeoutMs !== undefined) return clock.sleep(idleTimeoutMs, signal);
  await new Promise((_, reject) =>
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
}

function clockOf({ clock }: ScriptedModelOptions): Clock {
  if (clock === undefined)
    throw new TypeError("Cannot delay a scripted answer: the model has no clock");
  return clock;
}

const spent = (id: string, count: number): Fault =>
  new Fault(
    "model/not-recorded",
    `Cannot ask "${id}": all ${count} answers of its script are given`,
    {
      help: "Add answers to the script",
    },
  );
