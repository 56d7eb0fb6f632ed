import type { ModelRequest } from "../../domain/model.ts";
import type { Message } from "../../domain/prompt.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { PromptHistory, SentPrompt } from "../../ports/prompt-history.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { explainCacheUse } from "./explain-cache-use.ts";

export interface WithCacheReportOptions {
  /** Shared by all models. */
  readonly history: PromptHistory;
  readonly clock: Clock;
  /** How long providers keep marked beginnings; `off` marks none. */
  readonly promptCaching: "off" | "5m" | "1h";
}

const MINUTE_MS = 60_000;
/**
 * Those who cache without being asked promise five to ten minutes.
 *
 * @see https://platform.openai.com/docs/guides/prompt-caching
 */
const AUTOMATIC_TTL_MS = 5 * MINUTE_MS;
const MARKED_TTL_MS = { off: 0, "5m": 5 * MINUTE_MS, "1h": 60 * MINUTE_MS } as const;

/** Earlier prompts that each call is compared with. */
const COMPARED = 48;

/**
 * Remembers what is sent and reports what the provider's prompt cache made of it; changes nothing. Belongs next to the
 * adapter, where requests are as they are sent. A model that caches nothing stays as it is.
 */
export function withCacheReport(
  model: LanguageModel,
  { history, clock, promptCaching }: WithCacheReportOptions,
): LanguageModel {
  const { capabilities } = model;
  if (capabilities.promptCaching === "none") return model;
  const ttlMs =
    capabilities.promptCaching === "marked" ? MARKED_TTL_MS[promptCaching] : AUTOMATIC_TTL_MS;

  const report = (sent: SentPrompt, usage: TokenUsage, runId: string | undefined) =>
    explainCacheUse(sent, { usage, runId, earlier: history.last(COMPARED), capabilities, ttlMs });
  const toSent = (
    { messages, breakPoints }: ModelRequest,
    times: Pick<SentPrompt, "sentAt" | "readyAt">,
  ): SentPrompt => ({
    modelId: model.id,
    messages: reuseTexts(messages, history.last(COMPARED)),
    breakPoints,
    ...times,
  });

  return wrapModel(model, async function* (request, options = {}) {
    const sentAt = clock.now();
    let readyAt: number | undefined;
    let isAdded = false;
    try {
      for await (const event of model.stream(request, options)) {
        if (event.type === "text-delta") readyAt ??= clock.now();
        // Where the provider told nothing, there is nothing to compare.
        if (event.type === "response-end" && event.usage.input > 0) {
          const sent = toSent(request, { sentAt, readyAt: readyAt ?? clock.now() });
          history.add(sent, report(sent, event.usage, options.runId));
          isAdded = true;
        }
        yield event;
      }
    } finally {
      if (!isAdded && readyAt !== undefined)
        history.add(toSent(request, { sentAt, readyAt }), undefined);
    }
  });
}

/** A text that was sent before is held once, and found equal at a glance. */
const reuseTexts = (
  messages: readonly Message[],
  earlier: readonly SentPrompt[],
): readonly Message[] =>
  messages.map((message, at) => {
    const same = earlier.find((one) => isSame(one.messages[at], message));
    return same?.messages[at] ?? message;
  });

const isSame = (earlier: Message | undefined, { role, text }: Message): boolean =>
  earlier !== undefined && earlier.role === role && earlier.text === text;
