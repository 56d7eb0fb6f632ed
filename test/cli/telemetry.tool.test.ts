import { describe, expect, test } from "vitest";
import { startOtlpSink } from "../../src/testing/otlp-sink.ts";
import { createProject, runCli } from "./run-cli.ts";

const CANARY = "canary-e2d4";
const SPEC = `---
language: typescript
signature: "export function double(n: number): number"
---
# Double

Return n times two. ${CANARY}
`;
const answer = (body: string): string =>
  `${CANARY}\n\`\`\`ts\nexport function double(n: number): number {\n  return ${body};\n}\n\`\`\``;
const ARGS = ["generate", "spec.md", "--model", "scripted/answers.json"];

const project = () =>
  createProject({
    "spec.md": SPEC,
    "answers.json": JSON.stringify({ answers: [answer('"two"'), answer("n * 2")] }),
  });

describe("specwright with a collector", () => {
  test("sends a run with its attempts, calls and checks, and no word of them", async () => {
    await using sink = await startOtlpSink();

    const { code, stderr } = await runCli(project(), ARGS, {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
    });

    expect(code).toBe(0);
    expect(stderr).not.toContain("telemetry");
    const nameOf = new Map(sink.spans.map(({ spanId, name }) => [spanId, name]));
    // A run that takes long sends more than once, and deliveries may overtake each other.
    expect(
      sink.spans
        .map(({ name, parentSpanId = "" }) => `${nameOf.get(parentSpanId)}: ${name}`)
        .sort(),
    ).toEqual([
      "attempt 1: chat answers.json",
      "attempt 1: check typescript",
      "attempt 2: chat answers.json",
      "attempt 2: check typescript",
      "invoke_agent specwright: attempt 1",
      "invoke_agent specwright: attempt 2",
      "undefined: invoke_agent specwright",
    ]);
    const run = sink.spans.find(({ name }) => name === "invoke_agent specwright");
    expect(run?.attributes).toMatchObject({ "specwright.status": "accepted" });
    expect([...sink.metrics]).toContain("gen_ai.client.operation.duration");
    expect(sink.text).not.toContain(CANARY);
  });

  test("sends words when its user's own setting says so", async () => {
    await using sink = await startOtlpSink();

    await runCli(project(), ARGS, {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
      SPECWRIGHT_TELEMETRY_CONTENT: "true",
    });

    const [chat] = sink.spans;
    expect(chat?.attributes["gen_ai.input.messages"]).toContain(CANARY);
    expect(chat?.attributes["gen_ai.output.messages"]).toContain(CANARY);
  });

  test("does its work, and ends, when the collector answers nothing", async () => {
    await using sink = await startOtlpSink({ isSilent: true });

    const { code, stderr } = await runCli(project(), ARGS, {
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
    });

    expect(code).toBe(0);
    expect(stderr).toContain("telemetry could not be delivered");
  });

  test("opens no connection when it is offline and the collector is not here", async () => {
    const { code, stderr } = await runCli(project(), [...ARGS, "--offline"], {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.example:4318",
    });

    expect(code).toBe(0);
    expect(stderr).toContain("telemetry is off: `offline` is set");
  });
});
