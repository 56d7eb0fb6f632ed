import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { ModelEvent, ReportedLimits } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createLeapingClock } from "../../testing/leaping-clock.ts";
import { createRateLimiter, type RateLimiter, type TurnOutcome } from "./create-rate-limiter.ts";
import { withRateLimit } from "./with-rate-limit.ts";

const USAGE = { input: 30, output: 10, cached: 0, cacheWritten: 0, reasoning: 0 };

/** A limiter that notes what it is told. */
const noteAll = (limiter: RateLimiter) => {
  const entered: number[] = [];
  const ended: TurnOutcome[] = [];
  const reports: ReportedLimits[] = [];
  const noting: RateLimiter = {
    get countsTokens() {
      return limiter.countsTokens;
    },
    enter(tokens, signal) {
      entered.push(tokens);
      const turn = limiter.enter(tokens, signal);
      let isOver = false;
      return {
        ...turn,
        end(outcome) {
          if (!isOver) ended.push(outcome);
          isOver = true;
          turn.end(outcome);
        },
      };
    },
    report(limits) {
      reports.push(limits);
      limiter.report(limits);
    },
  };
  return { noting, entered, ended, reports };
};

const read = async (model: LanguageModel, signal?: AbortSignal) => {
  const events: ModelEvent[] = [];
  for await (const event of model.stream(modelRequest(), { signal })) events.push(event);
  return events;
};

const failing = (fault: Fault): LanguageModel =>
  wrapModel(createScriptedModel([]), async function* () {
    yield* [];
    throw fault;
  });

describe("withRateLimit()", () => {
  test("reserves the longest answer and settles what was used", async () => {
    const limiter = createRateLimiter({ clock: createLeapingClock(), tokensPerMinute: 10_000 });
    const { noting, entered, ended } = noteAll(limiter);
    const model = withRateLimit(createScriptedModel([{ text: "x", usage: USAGE }]), {
      limiter: noting,
    });

    await read(model);

    // "Add two numbers" is 6 tokens at most.
    expect(entered).toEqual([106]);
    expect(ended).toEqual([{ kind: "well", tokens: 40 }]);
  });

  test("tells of a wait before it waits", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 1 });
    const model = withRateLimit(createScriptedModel(["one", "two"]), { limiter });

    await read(model);
    const [first] = await read(model);

    expect(first).toEqual({
      type: "wait-start",
      reason: "rate-limit",
      waitMs: 60_000,
      why: "the limit of calls a minute is reached",
      code: undefined,
    });
    expect(clock.elapsed()).toBe(60_000);
  });

  test("takes reports out of the stream and obeys them", async () => {
    const clock = createLeapingClock();
    const inner = createScriptedModel(["one", "two"]);
    const limits = { requests: { limit: 10, remaining: 0, resetsInMs: 4000 }, tokens: undefined };
    const reporting = wrapModel(inner, async function* (request) {
      yield { type: "limits-report", limits };
      yield* inner.stream(request);
    });
    const model = withRateLimit(reporting, { limiter: createRateLimiter({ clock }) });

    const first = await read(model);
    const second = await read(model);

    expect(first.map(({ type }) => type)).toEqual(["text-delta", "response-end"]);
    expect(second[0]).toMatchObject({
      type: "wait-start",
      waitMs: 4000,
      code: "model/rate-limited",
    });
  });

  test.each([
    [
      new Fault("model/rate-limited", "Cannot ask", { details: { retryAfterMs: 3000 } }),
      { kind: "too-fast", retryAfterMs: 3000 },
    ],
    [
      new Fault("model/circuit-open", "Cannot ask", { details: { notSent: true } }),
      { kind: "unsent" },
    ],
    [new Fault("budget/exceeded", "Cannot ask"), { kind: "unsent" }],
    [
      new Fault("model/truncated", "Cannot use", { details: { usage: USAGE } }),
      { kind: "badly", tokens: 40 },
    ],
    [new Fault("model/overloaded", "Cannot ask"), { kind: "badly", tokens: undefined }],
  ] as const)("tells the limiter of %s", async (fault, outcome) => {
    const { noting, ended } = noteAll(createRateLimiter({ clock: createLeapingClock() }));

    await expect(read(withRateLimit(failing(fault), { limiter: noting }))).rejects.toBe(fault);

    expect(ended).toEqual([outcome]);
  });

  test("obeys what a refusal reports", async () => {
    const limits = { requests: undefined, tokens: { limit: 9, remaining: 0, resetsInMs: 5000 } };
    const refused = new Fault("model/rate-limited", "Cannot ask", { details: { limits } });
    const limiter = createRateLimiter({ clock: createLeapingClock() });

    await expect(read(withRateLimit(failing(refused), { limiter }))).rejects.toBe(refused);

    expect(limiter.enter(0)).toMatchObject({ waitMs: 5000, isHeld: true });
  });

  test("leaves the line when the reader leaves while it waits", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 1 });
    const inner = createScriptedModel(["one", "two"]);
    const model = withRateLimit(inner, { limiter });

    await read(model);
    for await (const event of model.stream(modelRequest())) {
      expect(event.type).toBe("wait-start");
      break;
    }

    expect(clock.sleepers).toBe(0);
    expect(inner.requests).toHaveLength(1);
  });

  test("ends a wait with the signal's reason", async () => {
    const clock = createLeapingClock();
    const limiter = createRateLimiter({ clock, requestsPerMinute: 1 });
    const model = withRateLimit(createScriptedModel(["one", "two"]), { limiter });
    const controller = new AbortController();

    await read(model);
    const waiting = read(model, controller.signal);
    controller.abort("enough");

    await expect(waiting).rejects.toBe("enough");
    expect(clock.sleepers).toBe(0);
  });
});
