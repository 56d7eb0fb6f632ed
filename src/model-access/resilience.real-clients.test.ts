/** The wrappers around the real clients of each provider, against a server on this machine that goes wrong. */

import { describe, expect, test } from "vitest";
import type { ModelEvent } from "../domain/model.ts";
import { createRandom } from "../platform/random.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { modelRequest } from "../testing/builders.ts";
import type { FakeAnswer } from "../testing/fake-provider-server/answer.ts";
import { startFakeProviderServer } from "../testing/fake-provider-server/start-fake-provider-server.ts";
import { createLeapingClock } from "../testing/leaping-clock.ts";
import { REAL_CLIENTS } from "../testing/real-clients.ts";
import { createCircuitBreaker } from "./circuit-breaker/create-circuit-breaker.ts";
import { withCircuitBreaker } from "./circuit-breaker/with-circuit-breaker.ts";
import { textAfter } from "./continuation/text-after.ts";
import { withFallback } from "./fallback/with-fallback.ts";
import { createRateLimiter } from "./rate-limit/create-rate-limiter.ts";
import { withRateLimit } from "./rate-limit/with-rate-limit.ts";
import { withRetry } from "./retry/with-retry.ts";
import { withWholeAnswers } from "./whole-answers/with-whole-answers.ts";

type Policy = "restart" | "continue" | "next";

const start = (first: FakeAnswer, ...more: readonly FakeAnswer[]) =>
  startFakeProviderServer([first, ...more], { ollamaModels: ["toy:1b"] });

/** Waits pass in no time: nothing sleeps here while a call is on its way. */
function wrap(model: LanguageModel, onBroken: Policy) {
  const clock = createLeapingClock();
  const breaker = createCircuitBreaker({ failures: 5, openMs: 30_000, clock });
  const limited = withRateLimit(withCircuitBreaker(model, { breaker }), {
    limiter: createRateLimiter({ clock }),
  });
  const random = createRandom(1, clock);
  const retried = withRetry(limited, { clock, random, maxRetries: 2, maxWaitMs: 60_000, onBroken });
  return { clock, model: retried };
}

const read = async (model: LanguageModel, onEvent: (event: ModelEvent) => void = () => {}) => {
  const events: ModelEvent[] = [];
  for await (const event of model.stream(modelRequest())) {
    events.push(event);
    onEvent(event);
  }
  return {
    text: events.reduce(textAfter, ""),
    types: events.map(({ type }) => type),
    end: events.find((event) => event.type === "response-end"),
  };
};

const text = (...pieces: readonly string[]) => ({ kind: "text", pieces }) as const;
const USAGE = { input: 11, output: 7, cached: 0, cacheWritten: 0, reasoning: 0 };

describe.each(REAL_CLIENTS)("the wrappers around $id", ({ open }) => {
  test("wait as long as a refusal says, and try again", async () => {
    await using server = await start(
      { kind: "error", error: "rate-limited", retryAfter: { ms: 7000, as: "seconds" } },
      text("fine"),
    );
    const { model, clock } = wrap(await open(server.url), "restart");

    const { text: answer, types } = await read(model);

    expect(answer).toBe("fine");
    expect(types).toContain("wait-start");
    expect(types).not.toContain("limits-report");
    expect(clock.elapsed()).toBeGreaterThanOrEqual(7000);
  });

  test("go on with a stream that broke, each character once", async () => {
    const { promise: after, resolve: goOn } = Promise.withResolvers<void>();
    await using server = await start(
      { ...text("one ", "two "), fault: { kind: "cut", afterPieces: 2, after } },
      text("three"),
    );
    const { model } = wrap(await open(server.url), "continue");

    const { text: answer } = await read(model, (event) => {
      if (event.type === "text-delta" && event.text === "two ") goOn();
    });

    expect(answer).toBe("one two three");
    expect(server.requests).toHaveLength(2);
  });

  test("put an answer together that the output limit cut", async () => {
    await using server = await start(
      { ...text("one two"), finish: "length", usage: USAGE },
      { ...text(" three"), usage: USAGE },
    );
    const { model } = wrap(await open(server.url), "restart");

    const { text: answer, end } = await read(withWholeAnswers(model, { onCut: "continue" }));

    expect(answer).toBe("one two three");
    expect(end).toMatchObject({ finishReason: "stop", usage: { input: 22, output: 14 } });
  });

  test("ask the next model when a provider stays overloaded", async () => {
    await using down = await start({ kind: "error", error: "overloaded" });
    await using server = await start(text("fine"));
    const first = wrap(await open(down.url), "restart");
    const second = wrap(await REAL_CLIENTS[0].open(server.url), "restart");
    const model = withFallback([first.model, second.model], {
      onBroken: "restart",
      downgrade: "report",
    });

    const { text: answer, end } = await read(model);

    expect(answer).toBe("fine");
    expect(end?.warnings[0]).toMatch(/failed \(model\/(overloaded|unavailable)\), so "anthropic\//);
    expect(down.requests).toHaveLength(3);
  });
});
