import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAULTS, Fault, type FaultCode, isFault } from "../../domain/fault.ts";
import type { ModelEvent } from "../../domain/model.ts";
import { createRandom } from "../../platform/random.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
  type ScriptedModelOptions,
} from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createLeapingClock } from "../../testing/leaping-clock.ts";
import { textAfter } from "../continuation/text-after.ts";
import { backoffMs } from "./backoff.ts";
import { type WithRetryOptions, withRetry } from "./with-retry.ts";

const USAGE = { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 };

const setUp = (
  answers: readonly ScriptedAnswer[],
  wishes: Partial<WithRetryOptions> = {},
  facts: ScriptedModelOptions = {},
) => {
  const clock = createLeapingClock();
  const scripted = createScriptedModel(answers, facts);
  const calls: (CallOptions | undefined)[] = [];
  const noted = wrapModel(scripted, (request, call) => {
    calls.push(call);
    return scripted.stream(request, call);
  });
  const model = withRetry(noted, {
    clock,
    random: createRandom(1, clock),
    maxRetries: 4,
    maxWaitMs: 60_000,
    onBroken: "restart",
    ...wishes,
  });
  return { model, clock, calls, scripted };
};

const read = async (model: LanguageModel, call: CallOptions = {}) => {
  const events: ModelEvent[] = [];
  let thrown: unknown;
  try {
    for await (const event of model.stream(modelRequest(), call)) events.push(event);
  } catch (error) {
    thrown = error;
  }
  const waits = events.filter((event) => event.type === "wait-start");
  return {
    events,
    thrown,
    waits,
    text: events.reduce(textAfter, ""),
    end: events.find((event) => event.type === "response-end"),
    resets: events.filter(({ type }) => type === "text-reset").length,
  };
};

describe("withRetry()", () => {
  test("tries again after a wait, and tells of it first", async () => {
    const { model, clock, calls } = setUp([{ fault: "model/overloaded" }, "fine"]);

    const { text, waits } = await read(model, { rule: "small tasks" });

    expect(text).toBe("fine");
    expect(waits).toMatchObject([
      { reason: "retry", code: "model/overloaded", why: expect.stringMatching(/^Cannot ask/) },
    ]);
    expect(clock.elapsed()).toBe(waits[0]?.waitMs);
    expect(calls).toEqual([
      { rule: "small tasks", purpose: undefined },
      { rule: "small tasks", purpose: "retry" },
    ]);
  });

  test("gives up after its retries, with the last fault", async () => {
    const { model, scripted } = setUp(
      [{ fault: "model/overloaded" }, { fault: "model/overloaded" }, { fault: "model/timeout" }],
      { maxRetries: 2 },
    );

    const { thrown } = await read(model);

    expect(isFault(thrown, "model/timeout")).toBe(true);
    expect(scripted.requests).toHaveLength(3);
  });

  test("tries again exactly where the registry says that it may help", async () => {
    for (const code of Object.keys(FAULTS) as FaultCode[]) {
      const { model, scripted } = setUp([{ fault: code }, "fine"]);

      await read(model);

      expect([code, scripted.requests.length]).toEqual([code, FAULTS[code].isRetryable ? 2 : 1]);
    }
  });

  test("waits no shorter than the provider asks, and no longer than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60_000 }),
        fc.nat(),
        async (retryAfterMs, seed) => {
          const clock = createLeapingClock();
          const { model } = setUp([{ fault: "model/rate-limited", retryAfterMs }, "fine"], {
            random: createRandom(seed, clock),
          });

          const { waits } = await read(model);

          expect(waits[0]?.waitMs).toBeGreaterThanOrEqual(retryAfterMs);
          expect(waits[0]?.waitMs).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });

  test("does not wait longer than allowed: the fault goes up and says so", async () => {
    const { model, clock } = setUp([{ fault: "model/rate-limited", retryAfterMs: 60_001 }, "fine"]);

    const { thrown } = await read(model);

    expect(thrown).toMatchObject({
      code: "model/rate-limited",
      help: expect.stringContaining("asks to wait 61 s, and max_retry_wait_ms allows 60 s"),
      details: { retryAfterMs: 60_001 },
    });
    expect(clock.elapsed()).toBe(0);
  });

  test("waits for a circuit as long as it is open, or not at all", async () => {
    const answers = [{ fault: "model/circuit-open", retryAfterMs: 30_000 }, "fine"] as const;

    const waiting = await read(setUp(answers).model);
    const leaving = await read(setUp(answers, { waitsForCircuit: false }).model);

    expect(waiting.waits).toMatchObject([{ reason: "circuit" }]);
    expect(waiting.text).toBe("fine");
    expect(isFault(leaving.thrown, "model/circuit-open")).toBe(true);
  });

  test("asks anew after a stream that broke", async () => {
    const { model } = setUp([{ text: "half", fault: "cut" }, "whole"]);

    const { text, resets, end } = await read(model);

    expect([text, resets]).toEqual(["whole", 1]);
    expect(end).toMatchObject({ warnings: [] });
  });

  test.each([true, false])(
    "goes on with what had come (start taken: %s)",
    async (continuesAnswerStart) => {
      const { model } = setUp(
        [
          { text: "one two", fault: "cut", usage: USAGE },
          { text: `${continuesAnswerStart ? "one two" : ""} three`, fault: "cut", usage: USAGE },
          { text: `${continuesAnswerStart ? "one two three" : ""} four`, usage: USAGE },
        ],
        { onBroken: "continue" },
        { continuesAnswerStart },
      );

      const { text, resets, end } = await read(model);

      expect([text, resets]).toEqual(["one two three four", 0]);
      expect(end).toMatchObject({
        usage: { input: 30, output: 15 },
        warnings: ["the stream broke, and the answer was gone on with from there"],
      });
    },
  );

  test("goes up with all text when it cannot be gone on with", async () => {
    const { model } = setUp(
      [
        { text: "one", fault: "cut" },
        { text: " two", fault: "cut" },
      ],
      { onBroken: "continue", maxRetries: 1 },
    );

    const { thrown } = await read(model);

    expect(thrown).toMatchObject({ code: "model/truncated", details: { partialText: "one two" } });
  });

  test("leaves a broken stream to the next model, but tries again before any text", async () => {
    const { model, scripted } = setUp([{ fault: "cut" }, { text: "half", fault: "cut" }, "whole"], {
      onBroken: "next",
    });

    const { thrown, resets } = await read(model);

    expect(isFault(thrown, "model/truncated")).toBe(true);
    expect([scripted.requests.length, resets]).toEqual([2, 0]);
  });

  test("does not retry what is aborted, even with a fault as its reason", async () => {
    const controller = new AbortController();
    const reason = new Fault("model/timeout", "Cannot wait longer: the run's time is over");
    const { model, scripted } = setUp([{ fault: "model/overloaded" }, "fine"]);

    const stream = model.stream(modelRequest(), { signal: controller.signal });
    const read = (async () => {
      for await (const { type } of stream) if (type === "wait-start") controller.abort(reason);
    })();

    await expect(read).rejects.toBe(reason);
    expect(scripted.requests).toHaveLength(1);
  });

  test("does not wait when a call on its way is aborted, even with a fault as its reason", async () => {
    const controller = new AbortController();
    const reason = new Fault("model/timeout", "Cannot wait longer: the run's time is over");
    const { model } = setUp([{ fault: "stall" }, "fine"]);

    const asked = read(model, { signal: controller.signal });
    controller.abort(reason);

    expect(await asked).toMatchObject({ thrown: reason, waits: [] });
  });

  test("lets our own mistakes through", async () => {
    const mistake = new TypeError("a bug");
    const { model } = setUp([]);
    const broken = withRetry(
      wrapModel(model, async function* () {
        yield* [];
        throw mistake;
      }),
      {
        clock: createLeapingClock(),
        random: createRandom(1, createLeapingClock()),
        maxRetries: 1,
        maxWaitMs: 1,
        onBroken: "restart",
      },
    );

    expect((await read(broken)).thrown).toBe(mistake);
  });
});

describe("backoffMs()", () => {
  test("grows to half a minute, and differs", () => {
    const random = createRandom(3, createLeapingClock());
    const longest = [0, 1, 4, 5, 50].map((retries) =>
      Math.max(...Array.from({ length: 500 }, () => backoffMs(retries, random))),
    );

    for (const [index, limit] of [1000, 2000, 16_000, 30_000, 30_000].entries()) {
      expect(longest[index]).toBeLessThan(limit);
      expect(longest[index]).toBeGreaterThan(limit * 0.9);
    }
  });
});
