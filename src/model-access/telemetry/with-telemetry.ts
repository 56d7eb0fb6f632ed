import { context, type Meter, SpanKind, type Tracer, trace } from "@opentelemetry/api";
import type { Clock } from "../../ports/clock.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { nameOf, toCommonAttributes, toInputContent, toRequestAttributes } from "./gen-ai.ts";
import { createInstruments } from "./instruments.ts";
import { observe } from "./observation.ts";

export interface WithTelemetryOptions {
  readonly tracer: Tracer;
  /** @default no metrics */
  readonly meter?: Meter | undefined;
  readonly clock: Clock;
  /** Whether spans hold the words of prompts, answers and faults. @default false */
  readonly includeContent?: boolean | undefined;
}

/**
 * `model`, each of whose answers is a span `chat MODEL` with the attributes of the conventions for generative AI, and
 * a point in their metrics. Calls on the wire, waits and new beginnings are events of the span. With a tracer that
 * records nothing and without a meter it costs nothing.
 */
export function withTelemetry(model: LanguageModel, options: WithTelemetryOptions): LanguageModel {
  const { tracer, meter, clock, includeContent = false } = options;
  const instruments = meter === undefined ? undefined : createInstruments(meter);

  return wrapModel(model, async function* (request, callOptions) {
    const span = tracer.startSpan(`chat ${nameOf(model.id)}`, {
      kind: SpanKind.CLIENT,
      attributes: {
        ...toCommonAttributes(model.id),
        ...toRequestAttributes(request),
        ...(includeContent ? toInputContent(request) : {}),
      },
    });
    if (!span.isRecording() && instruments === undefined) {
      yield* model.stream(request, callOptions);
      return;
    }
    const within = trace.setSpan(context.active(), span);
    const observation = observe(span, { modelId: model.id, clock, instruments, includeContent });
    const events = model.stream(request, callOptions)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { value, done } = await context.with(within, () => events.next());
        if (done === true) return observation.close("cut");
        observation.see(value);
        yield value;
      }
    } catch (error) {
      if (callOptions?.signal?.aborted === true) observation.close("stopped");
      else observation.fail(error);
      throw error;
    } finally {
      observation.close("stopped");
      await events.return?.();
    }
  });
}
