import { brokenOff } from "../../domain/broken-off.ts";
import type { ModelEvent, ModelResponse, ResponseEnd } from "../../domain/model.ts";
import type { Clock } from "../../ports/clock.ts";

/** What is told of an answer while it comes. */
export type AnswerStep = Exclude<ModelEvent, ResponseEnd | { readonly type: "limits-report" }>;

export interface ReadResponseOptions<Event> {
  /** The model that was asked, for messages. */
  readonly modelId: string;
  readonly clock: Clock;
  /** Makes what is yielded. */
  readonly toEvent: (step: AnswerStep) => Event;
}

/** Reads an answer to its end; the last value is the whole of it. @throws {Fault} `model/truncated` without an end. */
export async function* readResponse<Event>(
  answer: AsyncIterable<ModelEvent>,
  { modelId, clock, toEvent }: ReadResponseOptions<Event>,
): AsyncGenerator<Event, ModelResponse> {
  const startedAt = clock.elapsed();
  let text = "";
  for await (const event of answer) {
    switch (event.type) {
      case "response-end": {
        const { type: _type, ...facts } = event;
        return { text, ...facts, timeMs: Math.round(clock.elapsed() - startedAt) };
      }
      case "limits-report":
        continue;
      case "text-reset":
        text = "";
        break;
      case "text-delta":
        text += event.text;
        break;
      default:
    }
    yield toEvent(event);
  }
  throw brokenOff(modelId);
}
