import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { metrics, trace } from "@opentelemetry/api";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Outcome, RunEvent } from "../domain/run.ts";
import { withTelemetry } from "../model-access/telemetry/with-telemetry.ts";
import { systemClock } from "../platform/clock.ts";
import { createScriptedModel } from "../providers/index.ts";
import { traceRun } from "../telemetry/trace-run.ts";
import { attempt, modelRequest, plan, setup } from "../testing/builders.ts";
import { startOtlpSink } from "../testing/otlp-sink.ts";
import { planTelemetry } from "./plan-telemetry.ts";
import { startTelemetry } from "./telemetry.ts";

const CANARY = "canary-51ab";
const directory = mkdtempSync(join(tmpdir(), "specwright-telemetry-"));

afterEach(() => vi.unstubAllEnvs());

const start = (variables: Readonly<Record<string, string>>, said: string[] = []) => {
  vi.stubEnv("XDG_CONFIG_HOME", directory);
  // The packages read their variables themselves.
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return startTelemetry({ directory, version: "1.2.3", say: (line) => said.push(line) });
};

/** A run that asks a model once, as the corridor does. */
async function runOnce({ includeContent = false } = {}): Promise<void> {
  const tracer = trace.getTracer("test");
  const meter = metrics.getMeter("test");
  const model = withTelemetry(createScriptedModel([`answer ${CANARY}`]), {
    tracer,
    meter,
    clock: systemClock,
    includeContent,
  });
  async function* run(): AsyncGenerator<RunEvent, Outcome> {
    yield { type: "run-start", runId: "run-7", ...setup() };
    yield { type: "attempt-start", attempt: 1, plan: plan() };
    for await (const event of model.stream(
      modelRequest({ messages: [{ role: "user", text: `say ${CANARY}` }] }),
    ))
      if (event.type === "text-delta") yield event;
    yield { type: "attempt-end", number: 1, attempt: attempt() };
    return { status: "exhausted", best: attempt(), attempts: [attempt()], fallback: undefined };
  }
  for await (const _ of traceRun(run(), { tracer }));
}

describe("startTelemetry()", () => {
  test("delivers spans in their order and metrics to the collector that is named", async () => {
    await using sink = await startOtlpSink();
    const said: string[] = [];
    {
      await using _telemetry = await start(
        {
          OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
          OTEL_EXPORTER_OTLP_HEADERS: "x-team=ours",
          OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=lab",
        },
        said,
      );
      await runOnce();
    }

    const nameOf = new Map(sink.spans.map(({ spanId, name }) => [spanId, name]));
    expect(
      sink.spans.map(({ name, parentSpanId = "" }) => [name, nameOf.get(parentSpanId)]),
    ).toEqual([
      ["chat test", "attempt 1"],
      ["attempt 1", "invoke_agent specwright"],
      ["invoke_agent specwright", undefined],
    ]);
    expect(sink.spans[0]?.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "scripted",
      "gen_ai.request.model": "test",
      "gen_ai.response.model": "scripted/test",
    });
    expect([...sink.metrics].sort()).toEqual([
      "gen_ai.client.operation.duration",
      "gen_ai.client.operation.time_to_first_chunk",
      "gen_ai.client.token.usage",
    ]);
    expect(sink.resource).toMatchObject({
      "service.name": "specwright",
      "service.version": "1.2.3",
      "deployment.environment": "lab",
    });
    expect(sink.headers[0]).toMatchObject({ "x-team": "ours" });
    expect(sink.text).not.toContain(CANARY);
    expect(said).toEqual([]);
  });

  test("sends words only when it is told to", async () => {
    await using sink = await startOtlpSink();
    {
      await using _telemetry = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url });
      await runOnce({ includeContent: true });
    }

    const [chat] = sink.spans;
    expect(chat?.attributes["gen_ai.input.messages"]).toContain(`say ${CANARY}`);
    expect(chat?.attributes["gen_ai.output.messages"]).toContain(`answer ${CANARY}`);
  });

  test("takes OTEL_SERVICE_NAME, and one signal alone", async () => {
    await using sink = await startOtlpSink();
    {
      await using _telemetry = await start({
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${sink.url}/v1/traces`,
        OTEL_SERVICE_NAME: "ours",
      });
      await runOnce();
    }

    expect(sink.resource["service.name"]).toBe("ours");
    expect(sink.metrics.size).toBe(0);
  });

  test.each([
    ["answers nothing", { isSilent: true }],
    ["is not there", undefined],
  ])("says so once, and ends, when the collector %s", async (_name, options) => {
    const sink = await startOtlpSink(options);
    const said: string[] = [];
    if (options === undefined) await sink[Symbol.asyncDispose]();
    {
      await using _telemetry = await start(
        { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, OTEL_EXPORTER_OTLP_TIMEOUT: "200" },
        said,
      );
      await runOnce();
    }

    expect(said).toEqual(["telemetry could not be delivered: the collector did not take it"]);
    if (options !== undefined) await sink[Symbol.asyncDispose]();
  });

  test("says once which packages are missing, and fails nothing", async () => {
    const said: string[] = [];
    const missing = Object.assign(new Error("no such package"), { code: "ERR_MODULE_NOT_FOUND" });
    {
      await using _telemetry = await startTelemetry({
        directory,
        version: "1",
        say: (line) => said.push(line),
        variables: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" },
        load: () => Promise.reject(missing),
      });
      await runOnce();
    }

    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/npm install @opentelemetry\/sdk-trace /);
  });

  test("loads nothing when nobody asks for it", async () => {
    await using _telemetry = await startTelemetry({
      directory,
      version: "1",
      say: () => undefined,
      variables: {},
      load: () => Promise.reject(new Error("loaded")),
    });

    expect(trace.getTracer("test").startSpan("x").isRecording()).toBe(false);
  });
});

describe("planTelemetry()", () => {
  const online = { offline: false, offline_hosts: [] };
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.example:4318" };

  test.each([
    ["nothing is set", {}, online, []],
    ["an endpoint is set", endpoint, online, ["traces", "metrics"]],
    ["it is disabled", { ...endpoint, OTEL_SDK_DISABLED: "TRUE" }, online, []],
    ["one exporter is none", { ...endpoint, OTEL_METRICS_EXPORTER: "none" }, online, ["traces"]],
    ["the endpoint is no URL", { OTEL_EXPORTER_OTLP_ENDPOINT: "nowhere" }, online, []],
    ["the protocol is gRPC", { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, online, []],
    ["it is offline", endpoint, { offline: true, offline_hosts: [] }, []],
    [
      "the host is allowed offline",
      endpoint,
      { offline: true, offline_hosts: ["collector.example"] },
      ["traces", "metrics"],
    ],
    [
      "the collector is on this machine",
      { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" },
      { offline: true, offline_hosts: [] },
      ["traces", "metrics"],
    ],
    [
      "a name only begins like this machine's",
      { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1.example" },
      { offline: true, offline_hosts: [] },
      [],
    ],
  ])("when %s", (_when, variables, settings, signals) => {
    expect(planTelemetry(variables, settings).signals).toEqual(signals);
  });

  test("names the host, and neither path nor password", () => {
    const { why } = planTelemetry(
      { OTEL_EXPORTER_OTLP_ENDPOINT: `https://me:${CANARY}@c.example/${CANARY}` },
      online,
    );

    expect(why).toBe("traces and metrics to c.example");
  });
});
