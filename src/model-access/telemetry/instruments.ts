import type { Attributes, Meter } from "@opentelemetry/api";
import type { TokenUsage } from "../../domain/token-usage.ts";

/** @see https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-metrics.md */
const TOKEN_BUCKETS = Array.from({ length: 14 }, (_, power) => 4 ** power);
/** Seconds: 0.01 doubled thirteen times. */
const DURATION_BUCKETS = Array.from({ length: 14 }, (_, power) => (1 * 2 ** power) / 100);

/** The histograms of the conventions, each with its buckets. */
export interface Instruments {
  recordTokens(usage: TokenUsage, attributes: Attributes): void;
  recordDuration(ms: number, attributes: Attributes): void;
  recordFirstChunk(ms: number, attributes: Attributes): void;
}

export function createInstruments(meter: Meter): Instruments {
  const seconds = (name: string, description: string) =>
    meter.createHistogram(name, {
      description,
      unit: "s",
      advice: { explicitBucketBoundaries: DURATION_BUCKETS },
    });
  const tokens = meter.createHistogram("gen_ai.client.token.usage", {
    description: "Number of input and output tokens used.",
    unit: "{token}",
    advice: { explicitBucketBoundaries: TOKEN_BUCKETS },
  });
  const duration = seconds("gen_ai.client.operation.duration", "GenAI operation duration.");
  const firstChunk = seconds(
    "gen_ai.client.operation.time_to_first_chunk",
    "Time to receive the first chunk.",
  );
  return {
    recordTokens(usage, attributes) {
      tokens.record(usage.input, { ...attributes, "gen_ai.token.type": "input" });
      tokens.record(usage.output, { ...attributes, "gen_ai.token.type": "output" });
    },
    recordDuration: (ms, attributes) => duration.record(ms / 1000, attributes),
    recordFirstChunk: (ms, attributes) => firstChunk.record(ms / 1000, attributes),
  };
}
