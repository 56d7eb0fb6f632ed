import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { ModelEvent } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/index.ts";
import { callRecord, modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { withTelemetry } from "./with-telemetry.ts";

const CANARY = "canary-7c1f";
const END: ModelEvent = {
  type: "response-end",
  finishReason: "stop",
  usage: { input: 100, output: 20, cached: 64, cacheWritten: 8, reasoning: 5 },
  askedOf: "toy/big",
  answeredBy: "big-2026",
  warnings: [],
};

function listen(model: LanguageModel, options: { readonly includeContent?: boolean } = {}) {
  const clock = createFakeClock();
  const spans = new InMemorySpanExporter();
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metrics });
  const tracer = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
  }).getTracer("test");
  const meter = new MeterProvider({ readers: [reader] }).getMeter("test");
  return {
    clock,
    model: withTelemetry(model, { tracer, meter, clock, ...options }),
    spans: () => spans.getFinishedSpans(),
    /** Points by metric: their attributes, their sum, their buckets. */
    async points() {
      await reader.forceFlush();
      const all =
        metrics
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
      return Object.fromEntries(
        all.map((metric) => [metric.descriptor.name, metric.dataPoints as readonly Point[]]),
      );
    },
  };
}

interface Point {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: { readonly sum: number; readonly buckets: { readonly boundaries: number[] } };
}

const playing = (play: () => AsyncGenerator<ModelEvent>): LanguageModel =>
  wrapModel(createScriptedModel([], { id: "toy/big" }), play);

async function drain(model: LanguageModel, request = modelRequest()): Promise<ModelEvent[]> {
  const seen: ModelEvent[] = [];
  for await (const event of model.stream(request)) seen.push(event);
  return seen;
}

describe("withTelemetry()", () => {
  test("tells of a call in the words of the conventions", async () => {
    const { model, spans } = listen(
      playing(async function* () {
        yield { type: "call-end", call: callRecord({ costUsd: 0.25, rule: "small" }) };
        yield END;
      }),
    );

    await drain(model, modelRequest({ maxOutputTokens: 77, temperature: 0.3, seed: 5 }));

    expect(spans()).toMatchObject([
      {
        name: "chat big",
        kind: SpanKind.CLIENT,
        status: { code: SpanStatusCode.UNSET },
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "toy",
          "gen_ai.request.model": "big",
          "gen_ai.request.max_tokens": 77,
          "gen_ai.request.temperature": 0.3,
          "gen_ai.request.seed": 5,
          "gen_ai.response.model": "big-2026",
          "gen_ai.response.finish_reasons": ["stop"],
          "gen_ai.usage.input_tokens": 100,
          "gen_ai.usage.output_tokens": 20,
          "gen_ai.usage.cache_read.input_tokens": 64,
          "gen_ai.usage.cache_creation.input_tokens": 8,
          "specwright.cost_usd": 0.25,
          "specwright.purpose": "answer",
          "specwright.source": "provider",
          "specwright.rule": "small",
        },
      },
    ]);
  });

  test("ends the span before the end is passed on, so that a reader may stop there", async () => {
    const { model, spans } = listen(createScriptedModel(["yes"]));

    for await (const { type } of model.stream(modelRequest())) {
      if (type === "response-end") break;
    }

    expect(spans()[0]?.attributes).not.toHaveProperty("error.type");
  });

  test("passes every event on unchanged", async () => {
    const request = modelRequest();
    const bare = await drain(createScriptedModel(["some text that takes several events"]), request);
    const { model } = listen(createScriptedModel(["some text that takes several events"]));

    expect(await drain(model, request)).toEqual(bare);
  });

  test("makes waits, new beginnings and calls on the wire events of the span", async () => {
    const { model, spans } = listen(
      playing(async function* () {
        yield { type: "call-end", call: callRecord({ ended: "model/overloaded" }) };
        yield {
          type: "wait-start",
          reason: "retry",
          waitMs: 500,
          why: CANARY,
          code: "model/overloaded",
        };
        yield { type: "text-reset", reason: CANARY };
        yield { type: "call-end", call: callRecord({ purpose: "retry" }) };
        yield END;
      }),
    );

    await drain(model);

    const events = spans()[0]?.events ?? [];
    expect(events.map(({ name }) => name)).toEqual([
      "specwright.call",
      "specwright.wait",
      "specwright.text_reset",
      "specwright.call",
    ]);
    expect(events[1]?.attributes).toEqual({
      "specwright.reason": "retry",
      "specwright.wait_ms": 500,
      "error.type": "model/overloaded",
    });
    expect(spans()[0]?.attributes).toMatchObject({
      "specwright.calls": 2,
      "specwright.purpose": "retry",
    });
    expect(JSON.stringify(events)).not.toContain(CANARY);
  });

  test.each([
    [false, 0],
    [true, 3],
  ])("with includeContent %s, holds the words %d times", async (includeContent, times) => {
    const { model, spans } = listen(
      playing(async function* () {
        yield { type: "text-delta", text: `void ${CANARY}` };
        yield { type: "text-reset", reason: "r" };
        yield { type: "text-delta", text: `answer ${CANARY}` };
        yield END;
      }),
      { includeContent },
    );

    await drain(
      model,
      modelRequest({
        messages: [
          { role: "system", text: `be ${CANARY}` },
          { role: "user", text: `say ${CANARY}` },
        ],
        answerStart: CANARY,
        stopTexts: [CANARY],
      }),
    );

    const [span] = spans();
    const text = JSON.stringify([span?.name, span?.attributes, span?.events, span?.status]);
    expect(text.split(CANARY)).toHaveLength(times + 1);
    expect(span?.attributes["gen_ai.output.messages"]).toBe(
      includeContent
        ? JSON.stringify([
            {
              role: "assistant",
              parts: [{ type: "text", content: `answer ${CANARY}` }],
              finish_reason: "stop",
            },
          ])
        : undefined,
    );
  });

  test("names a failure by its code, and quotes no provider", async () => {
    const { model, spans, points } = listen(
      playing(async function* () {
        yield { type: "text-delta", text: "h" };
        throw new Fault("model/refused", `Cannot ask: ${CANARY}`, { details: { text: CANARY } });
      }),
    );

    await expect(drain(model)).rejects.toMatchObject({ code: "model/refused" });

    const [span] = spans();
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes["error.type"]).toBe("model/refused");
    expect(JSON.stringify([span?.status, span?.attributes, span?.events])).not.toContain(CANARY);
    expect((await points())["gen_ai.client.operation.duration"]?.[0]?.attributes).toMatchObject({
      "error.type": "model/refused",
    });
  });

  test("tells an abort from a failure", async () => {
    const { model, spans } = listen(createScriptedModel([{ text: "x", fault: "stall" }]));
    const abort = new AbortController();
    const events = model.stream(modelRequest(), { signal: abort.signal })[Symbol.asyncIterator]();
    await events.next();
    abort.abort(new Error("enough"));

    await expect(events.next()).rejects.toThrow("enough");

    expect(spans()[0]?.status.code).toBe(SpanStatusCode.UNSET);
    expect(spans()[0]?.attributes["error.type"]).toBe("aborted");
  });

  test("closes the stream and the span when the reader stops early", async () => {
    let isClosed = false;
    const { model, spans } = listen(
      playing(async function* () {
        try {
          yield { type: "text-delta", text: "a" };
          yield { type: "text-delta", text: "b" };
        } finally {
          isClosed = true;
        }
      }),
    );

    for await (const _ of model.stream(modelRequest())) break;

    expect(isClosed).toBe(true);
    expect(spans()).toHaveLength(1);
  });

  test("takes no stream without an end for an answer", async () => {
    const { model, spans } = listen(
      playing(async function* () {
        yield { type: "text-delta", text: "half" };
      }),
    );

    await drain(model);

    expect(spans()[0]?.attributes["error.type"]).toBe("model/truncated");
  });

  test("counts tokens of every call on the wire, and none of those that a cache saved", async () => {
    const usage = { input: 10, output: 4, cached: 0, cacheWritten: 0, reasoning: 0 };
    const { model, points } = listen(
      playing(async function* () {
        yield { type: "call-end", call: callRecord({ usage, askedOf: "toy/a" }) };
        yield { type: "call-end", call: callRecord({ usage, askedOf: "toy/b" }) };
        yield { type: "call-end", call: callRecord({ usage, source: "cache" }) };
        yield END;
      }),
    );

    await drain(model);

    const tokens = (await points())["gen_ai.client.token.usage"] ?? [];
    expect(
      tokens.map(({ attributes, value }) => [
        attributes["gen_ai.request.model"],
        attributes["gen_ai.token.type"],
        value.sum,
      ]),
    ).toEqual([
      ["a", "input", 10],
      ["a", "output", 4],
      ["b", "input", 10],
      ["b", "output", 4],
    ]);
    expect(tokens[0]?.value.buckets.boundaries).toEqual([
      1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
    ]);
  });

  test("measures the whole and the first chunk in seconds", async () => {
    const { model, points, clock } = listen(
      playing(async function* () {
        clock.advance(300);
        yield { type: "text-delta", text: "a" };
        clock.advance(700);
        yield END;
      }),
    );

    await drain(model);

    const all = await points();
    const buckets = [
      0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
    ];
    const [first] = all["gen_ai.client.operation.time_to_first_chunk"] ?? [];
    const [whole] = all["gen_ai.client.operation.duration"] ?? [];
    expect(first?.value).toMatchObject({ sum: 0.3, buckets: { boundaries: buckets } });
    expect(whole?.value).toMatchObject({ sum: 1, buckets: { boundaries: buckets } });
    expect(whole?.attributes).toMatchObject({ "gen_ai.response.model": "big-2026" });
  });
});
