import { getEventListeners } from "node:events";
import { trace } from "@opentelemetry/api";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallRecord } from "../domain/call.ts";
import { type Fault, type FaultCode, isFault } from "../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../domain/model.ts";
import { type ModelPrice, toNanoUsd } from "../domain/price.ts";
import { createRandom } from "../platform/random.ts";
import type { Budget } from "../ports/budget.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { CachedResponse, ResponseCache } from "../ports/response-cache.ts";
import { wrapModel } from "../ports/wrap-model.ts";
import { createScriptedModel } from "../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../testing/builders.ts";
import { createLeapingClock, type LeapingClock } from "../testing/leaping-clock.ts";
import { createCircuitBreaker } from "./circuit-breaker/create-circuit-breaker.ts";
import { textAfter } from "./continuation/text-after.ts";
import { createBudget } from "./money/create-budget.ts";
import { worstCost, worstTokens } from "./money/worst-case.ts";
import { createRateLimiter } from "./rate-limit/create-rate-limiter.ts";
import { type AccessPolicy, stackAccess, stackModel } from "./stack.ts";

/** What every model wants to answer; no words twice, so that every doubled one shows. */
const ANSWER = Array.from({ length: 40 }, (_, index) => `word${index * 7919} `).join("");
const REQUEST = modelRequest({ maxOutputTokens: 1000 });

const PRICE: ModelPrice = {
  modelId: "any/model",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 1, output: 4, cacheRead: 0.1, cacheWrite: 1.25 } },
  ],
  batchFactor: undefined,
  source: "test",
  asOf: "2026-01-01",
};
const WORST = worstCost(PRICE, worstTokens(REQUEST, createScriptedModel([])));

/** One call on the wire: how much of the answer it gives, and how it ends. */
interface Call {
  readonly length: number;
  readonly end: "stop" | "length" | "cut" | "stall" | FaultCode;
  readonly retryAfterMs: number | undefined;
  readonly answeredBy: string | undefined;
}

const WELL: Call = { length: 0, end: "stop", retryAfterMs: undefined, answeredBy: undefined };

const call: fc.Arbitrary<Call> = fc.record({
  length: fc.integer({ min: 0, max: 200 }),
  end: fc.constantFrom<Call["end"]>(
    "stop",
    "length",
    "cut",
    "stall",
    "model/overloaded",
    "model/rate-limited",
    "model/malformed-response",
    "model/unauthorized",
    "model/quota",
    "model/context-too-long",
    "model/refused",
  ),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined }),
  answeredBy: fc.option(fc.constant("somebody/else"), { nil: undefined, freq: 6 }),
});

interface Case extends Pick<AccessPolicy, "onBroken" | "onCut" | "downgrade"> {
  /** For each model, the first first, what its calls come to; after that all goes well. */
  readonly scripts: readonly (readonly Call[])[];
  /** Of the first model. */
  readonly keys: number;
  readonly maxRetries: number;
  /** In worst cases of a call. */
  readonly cap: number | undefined;
  readonly takesStart: boolean;
}

const someCase: fc.Arbitrary<Case> = fc.record({
  scripts: fc.array(fc.array(call, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
  keys: fc.integer({ min: 1, max: 2 }),
  maxRetries: fc.integer({ min: 0, max: 3 }),
  cap: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  takesStart: fc.boolean(),
  onBroken: fc.constantFrom("restart", "continue", "next"),
  onCut: fc.constantFrom("continue", "ask-again"),
  downgrade: fc.constantFrom("report", "refuse"),
});

/** What there is below the stack and beside it. */
interface Ground {
  readonly clock: LeapingClock;
  readonly budget: Budget;
  /** Calls on the wire. */
  calls: number;
  /** Of those, still open. */
  open: number;
  /** What the last call wants the whole answer to be. */
  last: string;
}

const expectWithinCap = ({ budget }: Ground): void => {
  const { capNanoUsd = Number.POSITIVE_INFINITY, spentNanoUsd, reservedNanoUsd } = budget;
  expect(spentNanoUsd + reservedNanoUsd).toBeLessThanOrEqual(capNanoUsd);
};

/** A model that goes on where the request says, as far as its script lets it; its keys share the script. */
function createModels(id: string, calls: readonly Call[], of: Case, ground: Ground, keys = 1) {
  let next = 0;
  const { takesStart } = of;
  const base = createScriptedModel([], { id, continuesAnswerStart: takesStart });
  const stream: LanguageModel["stream"] = async function* (request, options) {
    const { length, end, ...more } = calls[next++] ?? WELL;
    const start = takesStart ? (request.answerStart ?? "") : saidIn(request);
    const rest = ANSWER.slice(start.length, end === "stop" ? undefined : start.length + length);
    const finish = end === "stop" || end === "length" ? { finishReason: end } : { fault: end };
    ground.calls += 1;
    ground.open += 1;
    ground.last = start + rest;
    const text = takesStart ? start + rest : rest;
    const model = createScriptedModel([{ text, ...finish, ...more }], {
      id,
      chunkLength: 7,
      continuesAnswerStart: takesStart,
      clock: ground.clock,
      idleTimeoutMs: 20_000,
    });
    try {
      for await (const event of model.stream(request, options)) {
        expectWithinCap(ground);
        yield event;
      }
    } finally {
      ground.open -= 1;
    }
  };
  const one = wrapModel(base, stream);
  return [one, ...Array.from({ length: keys - 1 }, () => one)] as const;
}

const saidIn = ({ messages }: ModelRequest): string =>
  messages.findLast(({ role }) => role === "assistant")?.text ?? "";

function createMemoryCache(): ResponseCache {
  const kept = new Map<string, CachedResponse>();
  return {
    get: (key) => kept.get(key),
    put: (key, _, response) => void kept.set(key, response),
    [Symbol.dispose]() {},
  };
}

function setUp(of: Case): { readonly model: LanguageModel; readonly ground: Ground } {
  const { scripts, keys, maxRetries, cap, onBroken } = of;
  const clock = createLeapingClock();
  const budget = createBudget({ capNanoUsd: cap === undefined ? undefined : cap * WORST });
  const ground: Ground = { clock, budget, calls: 0, open: 0, last: "" };
  const parts = {
    clock,
    random: createRandom(7, clock),
    sha256: (text: string) => text,
    budget,
    prices: { find: () => PRICE },
    audit: { append: () => undefined },
    promptHistory: undefined,
    responseCache: createMemoryCache(),
    areCallsJoined: true,
    tracer: trace.getTracer("test"),
    meter: undefined,
    areTextsTraced: false,
  };
  const policy = {
    maxRetries,
    maxRetryWaitMs: 60_000,
    totalTimeoutMs: 600_000,
    onBroken,
    waitsForCircuit: scripts.length === 1,
    promptCaching: "off",
  } as const;
  const models = scripts.map((calls, index) => {
    const adapters = createModels(`m/${index}`, calls, of, ground, index === 0 ? keys : 1);
    const limiter = createRateLimiter({ clock, requestsPerMinute: 30 });
    const breaker = createCircuitBreaker({ failures: 3, openMs: 20_000, clock });
    return stackModel(adapters, { ...parts, limiter, breaker }, policy);
  });
  const [base, ...fallbacks] = models as [LanguageModel, ...LanguageModel[]];
  const chain = { base, fallbacks, routes: [], stronger: [], history: undefined };
  return { model: stackAccess(chain, parts, of), ground };
}

interface Seen {
  readonly text: string;
  readonly calls: readonly CallRecord[];
  readonly end: Extract<ModelEvent, { readonly type: "response-end" }> | undefined;
  readonly fault: Fault | undefined;
}

async function ask(model: LanguageModel, ground: Ground, signal?: AbortSignal): Promise<Seen> {
  const events: ModelEvent[] = [];
  let fault: Fault | undefined;
  try {
    for await (const event of model.stream(REQUEST, { signal })) {
      expectWithinCap(ground);
      events.push(event);
    }
  } catch (error) {
    if (!isFault(error)) throw error;
    fault = error;
  }
  const end = events.find((event) => event.type === "response-end");
  expect(fault === undefined).toBe(end !== undefined);
  if (end !== undefined) expect(events.at(-1)).toBe(end);
  const calls = events.flatMap((event) => (event.type === "call-end" ? [event.call] : []));
  return { text: events.reduce(textAfter, ""), calls, end, fault };
}

const costOfAll = (calls: readonly CallRecord[]): number =>
  calls.reduce((sum, { costUsd = 0 }) => sum + toNanoUsd(costUsd), 0);

const expectNothingLeft = async ({ clock, budget, open }: Ground): Promise<void> => {
  await new Promise(setImmediate);
  expect({ sleepers: clock.sleepers, reserved: budget.reservedNanoUsd, open }).toEqual({
    sleepers: 0,
    reserved: 0,
    open: 0,
  });
};

/** A dangling wait would hang the test: many small cases, each over in no time. */
const check = (runs: number, law: (of: Case, readers: number, after: number) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(someCase, fc.integer({ min: 2, max: 4 }), fc.nat(60), (of, readers, after) =>
      law(of, readers, after),
    ),
    { numRuns: runs },
  );

describe("stackAccess() over stackModel()", () => {
  test("shows the whole answer or a fault, and tells and charges each call once, within the cap", async () => {
    let answers = 0;
    let refusals = 0;
    await check(300, async (of) => {
      const { model, ground } = setUp(of);

      const { text, calls, end, fault } = await ask(model, ground);

      expect(ANSWER.startsWith(text)).toBe(true);
      if (end?.finishReason === "stop") expect(text).toBe(ANSWER);
      // A call that failed after an answer was cut leaves that answer as it was.
      const isSmooth = calls.every(({ ended }) => ended === "stop" || ended === "length");
      if (end !== undefined && isSmooth) expect(text).toBe(ground.last);
      expect(calls).toHaveLength(ground.calls);
      expect(costOfAll(calls)).toBe(ground.budget.spentNanoUsd);
      await expectNothingLeft(ground);
      answers += end?.finishReason === "stop" ? 1 : 0;
      refusals += fault?.code === "budget/exceeded" ? 1 : 0;
    });
    expect(answers).toBeGreaterThan(50);
    expect(refusals).toBeGreaterThan(5);
  });

  test("gives a kept answer without a call, and keeps only its own whole ones", async () => {
    let kept = 0;
    await check(150, async (of) => {
      const { model, ground } = setUp(of);
      const first = await ask(model, ground);
      const { calls } = ground;
      const spent = ground.budget.spentNanoUsd;
      const isOwn =
        first.end?.finishReason === "stop" &&
        first.end.answeredBy === "m/0" &&
        first.calls.every(({ purpose }) => purpose !== "fallback");

      const second = await ask(model, ground);

      expect(second.calls.some(({ source }) => source === "cache")).toBe(isOwn);
      if (!isOwn) return;
      kept += 1;
      expect(ground.calls).toBe(calls);
      expect(ground.budget.spentNanoUsd).toBe(spent);
      expect(second.text).toBe(first.text);
      expect(second.calls).toMatchObject([{ source: "cache", costUsd: 0 }]);
    });
    expect(kept).toBeGreaterThan(20);
  });

  test("asks once for identical requests at the same time", async () => {
    await check(150, async (of, readers) => {
      const alone = setUp(of);
      const together = setUp(of);
      const single = await ask(alone.model, alone.ground);

      const seen = await Promise.all(
        Array.from({ length: readers }, () => ask(together.model, together.ground)),
      );

      for (const { text, end, fault } of seen) {
        expect(text).toBe(single.text);
        expect(end?.finishReason).toBe(single.end?.finishReason);
        expect(fault?.code).toBe(single.fault?.code);
      }
      const paid = seen.flatMap(({ calls }) => calls.filter(({ source }) => source !== "joined"));
      expect(together.ground.calls).toBe(alone.ground.calls);
      expect(paid).toHaveLength(together.ground.calls);
      expect(costOfAll(paid)).toBe(together.ground.budget.spentNanoUsd);
      await expectNothingLeft(together.ground);
    });
  });

  test("leaves nothing behind when it is aborted, whenever that is", async () => {
    let aborted = 0;
    await check(200, async (of, _, after) => {
      const { model, ground } = setUp(of);
      const controller = new AbortController();
      const { signal } = controller;
      const reason = new Error("enough");
      let seen = 0;
      let thrown: unknown;
      let isAnswered = false;
      try {
        for await (const { type } of model.stream(REQUEST, { signal })) {
          isAnswered ||= type === "response-end";
          if (seen++ === after) controller.abort(reason);
        }
      } catch (error) {
        thrown = error;
      }

      if (signal.aborted && !isAnswered) {
        aborted += 1;
        expect(thrown).toBe(reason);
      }
      await expectNothingLeft(ground);
      expect(getEventListeners(signal, "abort")).toEqual([]);
      expectWithinCap(ground);
      // What was aborted is not joined: who comes later asks anew.
      if (isAnswered) return;
      const { calls } = await ask(model, ground);
      expect(calls.filter(({ source }) => source !== "provider")).toEqual([]);
    });
    expect(aborted).toBeGreaterThan(20);
  });

  test("wakes at once from a wait that is aborted", async () => {
    const overloaded = { ...WELL, end: "model/overloaded", retryAfterMs: 50_000 } as const;
    const calm = { keys: 1, maxRetries: 3, cap: undefined, takesStart: false } as const;
    const { model, ground } = setUp({
      ...calm,
      scripts: [[overloaded]],
      onBroken: "restart",
      onCut: "continue",
      downgrade: "report",
    });
    const controller = new AbortController();
    const reason = new Error("enough");
    const stream = model.stream(REQUEST, { signal: controller.signal });

    const reading = (async () => {
      for await (const { type } of stream)
        if (type === "wait-start") queueMicrotask(() => controller.abort(reason));
    })();

    await expect(reading).rejects.toBe(reason);
    await expectNothingLeft(ground);
    expect(ground.clock.elapsed()).toBeLessThan(50_000);
    expect(ground.calls).toBe(1);
  });
});
