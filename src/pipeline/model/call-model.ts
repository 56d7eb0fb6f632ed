import { isFault } from "../../domain/fault.ts";
import { type ModelRequest, type ModelResponse, withoutBreakPoints } from "../../domain/model.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Prompt } from "../../domain/prompt.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Budget } from "../../ports/budget.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { readResponse } from "./read-response.ts";

export interface CallModelOptions {
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
  /** Number of the attempt this call belongs to, from 1. */
  readonly attempt: number;
  readonly maxOutputTokens: number;
  /** What the answer is held to. @default nothing */
  readonly constraints?: ConstraintSet | undefined;
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
  const { model, clock, sha256, attempt, budget, runId, constraints, signal } = options;
  const request: ModelRequest = {
    messages: prompt.messages,
    breakPoints: prompt.breakPoints,
    answerStart: prompt.answerStart,
    stopTexts: prompt.stopTexts,
    maxOutputTokens: options.maxOutputTokens,
    temperature: plan.temperature,
    seed: plan.seed,
    responseSchema: undefined,
    heldTo: constraints?.id,
    draw: plan.draw,
    escalation: plan.escalation,
  };
  let response: ModelResponse;
  try {
    response = yield* readResponse(model.stream(request, { signal, budget, runId, constraints }), {
      modelId: model.id,
      clock,
      toEvent: (step): RunEvent =>
        step.type === "call-end" || step.type === "decoding-end" ? { ...step, attempt } : step,
    });
  } catch (error) {
    if (isFault(error, "budget/exceeded")) return undefined;
    throw error;
  }
  yield {
    type: "response-end",
    attempt,
    requestSha256: sha256(canonicalJson(withoutBreakPoints(request))),
    response,
  };
  return response;
}
