import { SpanStatusCode } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { describe, expect, test } from "vitest";
import { Fault } from "../domain/fault.ts";
import type { Outcome, RunEvent } from "../domain/run.ts";
import { attempt, plan, rejected, setup } from "../testing/builders.ts";
import { traceRun } from "./trace-run.ts";

const START: RunEvent = { type: "run-start", runId: "run-1", ...setup() };
const EXHAUSTED: Outcome = {
  status: "exhausted",
  best: attempt(),
  attempts: [attempt()],
  fallback: undefined,
};

async function trace(
  events: () => AsyncGenerator<RunEvent, Outcome>,
  options: { readonly signal?: AbortSignal; readonly stopAfter?: number } = {},
) {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const traced = traceRun(events(), { tracer: provider.getTracer("test"), ...options });
  const seen: RunEvent[] = [];
  let error: unknown;
  let outcome: Outcome | undefined;
  try {
    for (;;) {
      if (seen.length === options.stopAfter) break;
      const step = await traced.next();
      if (step.done === true) {
        outcome = step.value;
        break;
      }
      seen.push(step.value);
    }
  } catch (thrown) {
    error = thrown;
  } finally {
    await traced.return(undefined as never);
  }
  const spans = exporter.getFinishedSpans();
  const idOf = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return {
    seen,
    error,
    outcome,
    spans,
    tree: spans.map(({ name, parentSpanContext }) => [
      name,
      idOf.get(parentSpanContext?.spanId ?? ""),
    ]),
  };
}

async function* twoAttempts(): AsyncGenerator<RunEvent, Outcome> {
  yield START;
  for (const number of [1, 2]) {
    yield { type: "attempt-start", attempt: number, plan: plan() };
    yield { type: "check-start", attempt: number, language: "toy" };
    yield { type: "attempt-end", number, attempt: attempt({ verdict: rejected() }) };
  }
  yield { type: "run-end", status: "exhausted", limit: undefined, artifact: undefined };
  return EXHAUSTED;
}

describe("traceRun()", () => {
  test("nests checks in attempts and attempts in the run", async () => {
    const { tree, spans } = await trace(twoAttempts);

    expect(tree).toEqual([
      ["check toy", "attempt 1"],
      ["attempt 1", "invoke_agent specwright"],
      ["check toy", "attempt 2"],
      ["attempt 2", "invoke_agent specwright"],
      ["invoke_agent specwright", undefined],
    ]);
    expect(spans[1]?.attributes).toMatchObject({
      "specwright.plan": "first",
      "specwright.verdict": "rejected",
      "specwright.phase": "syntax",
    });
    expect(spans.at(-1)?.attributes).toMatchObject({
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.agent.name": "specwright",
      "specwright.run_id": "run-1",
      "specwright.status": "exhausted",
    });
  });

  test("passes events and outcome through, and no text of the specification out", async () => {
    const { seen, outcome, spans } = await trace(twoAttempts);

    expect(seen).toHaveLength(8);
    expect(outcome).toBe(EXHAUSTED);
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain("Write a sum");
  });

  test("ends every open span as failed when the world fails", async () => {
    const fault = new Fault("model/quota", "Cannot ask: canary-1");

    const { error, spans } = await trace(async function* () {
      yield START;
      yield { type: "attempt-start", attempt: 1, plan: plan() };
      throw fault;
    });

    expect(error).toBe(fault);
    expect(spans.map(({ status }) => status.code)).toEqual([
      SpanStatusCode.ERROR,
      SpanStatusCode.ERROR,
    ]);
    expect(spans[1]?.attributes["error.type"]).toBe("model/quota");
    expect(JSON.stringify(spans.map(({ status }) => status))).not.toContain("canary-1");
  });

  test("tells a run that was stopped from one that failed", async () => {
    const { spans } = await trace(
      async function* () {
        yield START;
        throw new Error("Interrupted");
      },
      { signal: AbortSignal.abort() },
    );

    expect(spans[0]?.status.code).toBe(SpanStatusCode.UNSET);
    expect(spans[0]?.attributes["error.type"]).toBe("aborted");
  });

  test("closes the run when the reader stops early", async () => {
    let isClosed = false;

    const { spans } = await trace(
      async function* () {
        try {
          return yield* twoAttempts();
        } finally {
          isClosed = true;
        }
      },
      { stopAfter: 2 },
    );

    expect(isClosed).toBe(true);
    expect(spans.map(({ name }) => name)).toEqual(["attempt 1", "invoke_agent specwright"]);
  });
});
