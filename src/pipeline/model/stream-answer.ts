import type { AnswerEvent } from "../../domain/answer.ts";
import type { ModelRequest, ModelResponse } from "../../domain/model.ts";
import type { Message } from "../../domain/prompt.ts";
import type { Budget } from "../../ports/budget.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { readResponse } from "./read-response.ts";

export interface AskOptions {
  readonly model: LanguageModel;
  readonly clock: Clock;
  readonly maxOutputTokens: number;
  /** What pays for it. @default the budget that the model was put together with */
  readonly budget?: Budget | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One question: yields the text as it comes; the last value is the whole answer.
 *
 * @throws {Fault} `model/*`, `budget/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function* streamAnswer(
  messages: readonly Message[],
  options: AskOptions &
    Pick<CallOptions, "isUsable" | "constraints"> & {
      readonly responseSchema?: ModelRequest["responseSchema"];
    },
): AsyncGenerator<AnswerEvent, ModelResponse> {
  const { model, clock, budget, signal, isUsable, constraints } = options;
  const request: ModelRequest = {
    messages,
    // The system message is the same for every file.
    breakPoints:
      messages[0]?.role === "system" ? [{ message: 0, end: messages[0].text.length }] : [],
    answerStart: undefined,
    stopTexts: [],
    maxOutputTokens: options.maxOutputTokens,
    temperature: 0,
    seed: undefined,
    responseSchema: options.responseSchema,
    heldTo: constraints?.id,
    draw: 0,
    escalation: 0,
  };
  const answer = model.stream(request, { signal, budget, isUsable, constraints });
  return yield* readResponse(answer, { modelId: model.id, clock, toEvent: (step) => step });
}
