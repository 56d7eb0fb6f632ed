import { type Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { limitsOf, retryAfterOf, usageOf, wasNotSent } from "../fault-details.ts";
import type { RateLimiter, TurnOutcome } from "./create-rate-limiter.ts";

export interface WithRateLimitOptions {
  /** One for each provider, shared by all who call it. */
  readonly limiter: RateLimiter;
}

/**
 * Sends a call when the limits allow it; the wait is told by `wait-start`. Learns from each call's usage, from refusals
 * and from what the provider reports; `limits-report` goes no further.
 *
 * @throws {Fault} `model/rate-limited` before anything is sent, when the provider wants to be left alone for long.
 * @throws `signal.reason` when aborted, waiting included.
 */
export const withRateLimit = (
  model: LanguageModel,
  { limiter }: WithRateLimitOptions,
): LanguageModel =>
  wrapModel(model, (request, call) => streamInTurn(model, limiter, request, call));

async function* streamInTurn(
  model: LanguageModel,
  limiter: RateLimiter,
  request: ModelRequest,
  call: CallOptions | undefined,
): AsyncGenerator<ModelEvent> {
  const turn = limiter.enter(limiter.countsTokens ? worstCase(request) : 0, call?.signal);
  try {
    if (turn.waitMs > 0) {
      const { waitMs, why } = turn;
      const code = turn.isHeld ? "model/rate-limited" : undefined;
      yield { type: "wait-start", reason: "rate-limit", waitMs, why, code };
    }
    await turn.come;
    for await (const event of model.stream(request, call)) {
      if (event.type === "limits-report") {
        limiter.report(event.limits);
        continue;
      }
      if (event.type === "response-end")
        turn.end({ kind: "well", tokens: countTokens(event.usage) });
      yield event;
    }
  } catch (error) {
    if (isFault(error)) {
      const limits = limitsOf(error);
      if (limits !== undefined) limiter.report(limits);
      turn.end(outcomeOf(error));
    }
    throw error;
  } finally {
    turn.end({ kind: "badly", tokens: undefined });
  }
}

/** What a call may use: providers reserve the longest answer too. */
const worstCase = ({ messages, maxOutputTokens }: ModelRequest): number =>
  messages.reduce((sum, { text }) => sum + estimateTokens(text), maxOutputTokens);

/** A provider that reports no usage leaves it at the worst case. */
const countTokens = ({ input, output }: TokenUsage): number | undefined =>
  input + output === 0 ? undefined : input + output;

function outcomeOf(fault: Fault): TurnOutcome {
  if (wasNotSent(fault) || fault.code.startsWith("budget/")) return { kind: "unsent" };
  if (fault.code === "model/rate-limited")
    return { kind: "too-fast", retryAfterMs: retryAfterOf(fault) };
  const usage = usageOf(fault);
  return { kind: "badly", tokens: usage === undefined ? undefined : countTokens(usage) };
}
