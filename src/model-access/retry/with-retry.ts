import { type Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest, ResponseEnd } from "../../domain/model.ts";
import { addUsage, NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import type { Random } from "../../ports/random.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { goOn } from "../continuation/go-on.ts";
import { textAfter } from "../continuation/text-after.ts";
import { changeFault, retryAfterOf, usageOf, withPartialText } from "../fault-details.ts";
import { backoffMs } from "./backoff.ts";

export interface WithRetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Times a failed call is tried again. */
  readonly maxRetries: number;
  /** Longest wait before a retry; a provider that asks for more is left. */
  readonly maxWaitMs: number;
  /** After text has come: ask anew, go on with the text, or leave it to the next model. */
  readonly onBroken: "restart" | "continue" | "next";
  /** Whether an open circuit is waited for; `false` leaves it to the next model at once. @default true */
  readonly waitsForCircuit?: boolean | undefined;
}

/**
 * Tries a failed call again after a wait, when its fault says that this may help. The wait grows, differs from caller
 * to caller, and is never shorter than the provider asks for. Each wait is told by `wait-start`.
 *
 * @throws {Fault} the last one, when the retries are used up, the wait would be too long, or a retry cannot help.
 * @throws `signal.reason` when aborted, waiting included.
 */
export const withRetry = (model: LanguageModel, options: WithRetryOptions): LanguageModel =>
  wrapModel(model, (request, call = {}) => tryAgain(model, request, call, options));

async function* tryAgain(
  model: LanguageModel,
  request: ModelRequest,
  call: CallOptions,
  options: WithRetryOptions,
): AsyncGenerator<ModelEvent> {
  const { clock, maxRetries, onBroken } = options;
  let text = "";
  let usage = NO_USAGE;
  let isJoined = false;
  for (let retries = 0; ; retries += 1) {
    const lengthBefore = text.length;
    try {
      const purpose = retries === 0 ? call.purpose : "retry";
      for await (const event of goOn(model, request, text, { ...call, purpose })) {
        if (event.type === "response-end") {
          yield isJoined ? withEarlier(event, usage) : event;
          return;
        }
        text = textAfter(text, event);
        if (event.type === "text-reset") {
          usage = NO_USAGE;
          isJoined = false;
        }
        yield event;
      }
      return;
    } catch (error) {
      call.signal?.throwIfAborted();
      if (!isFault(error) || !error.isRetryable) throw error;
      const isBroken = text.length > (request.answerStart ?? "").length;
      if (retries === maxRetries || (isBroken && onBroken === "next"))
        throw withPartialText(error, text);
      const waitMs = waitBefore(error, retries, options);
      if (text !== "" && onBroken !== "continue") {
        yield { type: "text-reset", reason: error.message };
        text = "";
      }
      if (text.length > lengthBefore) {
        isJoined = true;
        usage = addUsage(usage, usageOf(error) ?? NO_USAGE);
      }
      yield toWait(error, waitMs);
      await clock.sleep(waitMs, call.signal);
    }
  }
}

function waitBefore(fault: Fault, retries: number, options: WithRetryOptions): number {
  const { random, maxWaitMs, waitsForCircuit = true } = options;
  if (fault.code === "model/circuit-open" && !waitsForCircuit) throw fault;
  const askedMs = retryAfterOf(fault) ?? 0;
  if (askedMs > maxWaitMs) throw waitsTooLong(fault, askedMs, maxWaitMs);
  return Math.min(askedMs + backoffMs(retries, random), maxWaitMs);
}

const waitsTooLong = (fault: Fault, askedMs: number, maxWaitMs: number): Fault =>
  changeFault(
    fault,
    {},
    `The provider asks to wait ${seconds(askedMs)}, and max_retry_wait_ms allows ${seconds(maxWaitMs)}: wait so long, raise it, or name another model in fallback_models`,
  );

const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} s`;

const toWait = ({ code, message }: Fault, waitMs: number): ModelEvent => ({
  type: "wait-start",
  reason: code === "model/circuit-open" ? "circuit" : "retry",
  waitMs,
  why: message,
  code,
});

const withEarlier = (end: ResponseEnd, earlier: TokenUsage): ModelEvent => ({
  ...end,
  usage: addUsage(earlier, end.usage),
  warnings: [...end.warnings, "the stream broke, and the answer was gone on with from there"],
});
