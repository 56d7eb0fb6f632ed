import { type Attributes, type Span, SpanStatusCode } from "@opentelemetry/api";
import type { CallRecord } from "../../domain/call.ts";
import { FAULTS, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ResponseEnd } from "../../domain/model.ts";
import type { Clock } from "../../ports/clock.ts";
import {
  toAccountAttributes,
  toCallAttributes,
  toCommonAttributes,
  toOutputContent,
  toResponseAttributes,
} from "./gen-ai.ts";
import type { Instruments } from "./instruments.ts";

export interface ObserveOptions {
  readonly modelId: string;
  readonly clock: Clock;
  readonly instruments: Instruments | undefined;
  readonly includeContent: boolean;
}

/** One answer on its way: what its span and the metrics will say. */
export interface Observation {
  see(event: ModelEvent): void;
  /** The stream threw. */
  fail(error: unknown): void;
  /** Nothing more comes: `stopped` by whoever asked, or `cut` off before its end. Nothing after an end or a failure. */
  close(why: "stopped" | "cut"): void;
}

export function observe(span: Span, options: ObserveOptions): Observation {
  const { modelId, clock, instruments, includeContent } = options;
  const common = toCommonAttributes(modelId);
  const startedAt = clock.elapsed();
  const calls: CallRecord[] = [];
  let text = "";
  let firstChunkMs: number | undefined;
  let isOpen = true;

  const seeText = (piece: string): void => {
    if (includeContent) text += piece;
    if (firstChunkMs !== undefined) return;
    firstChunkMs = clock.elapsed() - startedAt;
    span.setAttribute("gen_ai.response.time_to_first_chunk", firstChunkMs / 1000);
    instruments?.recordFirstChunk(firstChunkMs, common);
  };

  const seeCall = (call: CallRecord): void => {
    calls.push(call);
    span.addEvent("specwright.call", toCallAttributes(call));
    const isOnWire = call.source === "provider" || call.source === "batch";
    if (isOnWire && call.usage !== undefined)
      instruments?.recordTokens(call.usage, toCommonAttributes(call.askedOf));
  };

  const finish = (attributes: Attributes): void => {
    if (!isOpen) return;
    isOpen = false;
    span.setAttributes({ ...toAccountAttributes(calls), ...attributes });
    instruments?.recordDuration(clock.elapsed() - startedAt, {
      ...common,
      ...pick(attributes, "error.type"),
      ...pick(attributes, "gen_ai.response.model"),
    });
    span.end();
  };

  const failAs = (errorType: string, message: string): void => {
    if (isOpen) span.setStatus({ code: SpanStatusCode.ERROR, message });
    finish({ "error.type": errorType });
  };

  const seeEnd = (end: ResponseEnd): void => {
    // Without an accountant inside, the answer itself tells what was used.
    if (calls.length === 0) instruments?.recordTokens(end.usage, common);
    finish({
      ...toResponseAttributes(end),
      ...(includeContent ? toOutputContent(text, end) : {}),
    });
  };

  return {
    see(event) {
      switch (event.type) {
        case "text-delta":
          return seeText(event.text);
        case "text-reset":
          text = "";
          span.addEvent("specwright.text_reset");
          return;
        case "wait-start":
          span.addEvent("specwright.wait", {
            "specwright.reason": event.reason,
            ...(event.waitMs === undefined ? {} : { "specwright.wait_ms": event.waitMs }),
            ...(event.code === undefined ? {} : { "error.type": event.code }),
          });
          return;
        case "call-end":
          return seeCall(event.call);
        case "response-end":
          return seeEnd(event);
        case "limits-report":
      }
    },
    fail(error) {
      // A fault's own message may quote what the provider quoted of the prompt.
      if (isFault(error)) failAs(error.code, includeContent ? error.message : summaryOf(error));
      else failAs(error instanceof Error ? error.name : "_OTHER", "");
    },
    close(why) {
      if (why === "stopped") finish({ "error.type": "aborted" });
      else failAs("model/truncated", FAULTS["model/truncated"].summary);
    },
  };
}

const summaryOf = ({ code }: { readonly code: keyof typeof FAULTS }): string =>
  FAULTS[code].summary;

const pick = (attributes: Attributes, key: string): Attributes => {
  const value = attributes[key];
  return value === undefined ? {} : { [key]: value };
};
