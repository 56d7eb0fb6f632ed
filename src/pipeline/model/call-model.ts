import { Fault, isFault } from "../../domain/fault.ts";
import {
  type ModelEvent,
  type ModelRequest,
  type ModelResponse,
  withoutBreakPoints,
} from "../../domain/model.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Prompt } from "../../domain/prompt.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Budget } from "../../ports/budget.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

export interface CallModelOptions {
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
  /** Number of the attempt this call belongs to, from 1. */
  readonly attempt: number;
  readonly maxOutputTokens: number;
  /** What pays for it. */
  readonly budget: Budget;
  /** The run it belongs to. @default none */
  readonly runId?: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * One call: yields the text as it comes and, at the end, the whole response; `undefined` when the budget does not
 * cover it.
 *
 * @throws {Fault} `model/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function* callModel(
  prompt: Prompt,
  plan: Plan,
  options: CallModelOptions,
): AsyncGenerator<RunEvent, ModelResponse | undefined> {
  const { model, clock, sha256, attempt, budget, runId, signal } = options;
  const request: ModelRequest = {
    messages: prompt.messages,
    breakPoints: prompt.breakPoints,
    answerStart: prompt.answerStart,
    stopTexts: prompt.stopTexts,
    maxOutputTokens: options.maxOutputTokens,
    temperature: plan.temperature,
    seed: plan.seed,
    responseSchema: undefined,
    draw: plan.draw,
    escalation: plan.escalation,
  };
  const startedAt = clock.elapsed();
  let text = "";
  let end: (ModelEvent & { type: "response-end" }) | undefined;
  try {
    for await (const event of model.stream(request, { signal, budget, runId })) {
      if (event.type === "response-end") {
        end = event;
        break;
      }
      if (event.type === "limits-report") continue;
      if (event.type === "text-reset") text = "";
      if (event.type === "text-delta") text += event.text;
      yield event.type === "call-end" ? { ...event, attempt } : event;
    }
  } catch (error) {
    if (isFault(error, "budget/exceeded")) return undefined;
    throw error;
  }
  // A stream that just stops looks like a short answer; it must not pass for one.
  if (end === undefined) {
    throw new Fault(
      "model/truncated",
      `Cannot use the answer of "${model.id}": it broke off before its end`,
    );
  }
  const response: ModelResponse = {
    text,
    finishReason: end.finishReason,
    usage: end.usage,
    askedOf: end.askedOf,
    answeredBy: end.answeredBy,
    warnings: end.warnings,
    timeMs: Math.round(clock.elapsed() - startedAt),
  };
  yield {
    type: "response-end",
    attempt,
    requestSha256: sha256(canonicalJson(withoutBreakPoints(request))),
    response,
  };
  return response;
}
