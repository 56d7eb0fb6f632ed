import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallRecord } from "../../domain/call.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import { costOf, type ModelPrice, toNanoUsd, toUsd } from "../../domain/price.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { AuditEntry } from "../../ports/audit-log.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import type { PriceList } from "../../ports/price-list.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
  type ScriptedModelOptions,
} from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createBudget } from "./create-budget.ts";
import { withAccounting } from "./with-accounting.ts";
import { worstCost } from "./worst-case.ts";

const PRICE: ModelPrice = {
  modelId: "scripted/test",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 } },
    { aboveInputTokens: 1000, rates: { input: 4, output: 15, cacheRead: 0.4, cacheWrite: 5 } },
  ],
  batchFactor: 0.5,
  source: "test",
  asOf: "2026-11-21",
};
const FREE: ModelPrice = {
  ...PRICE,
  tiers: [{ aboveInputTokens: 0, rates: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } }],
};
const pricesOf = (price: ModelPrice | "unknown"): PriceList => ({
  find: () => (price === "unknown" ? undefined : price),
});
const usage = (wishes: Partial<TokenUsage>): TokenUsage => ({
  input: 0,
  output: 0,
  cached: 0,
  cacheWritten: 0,
  reasoning: 0,
  ...wishes,
});
/** 15 bytes and one message: 31 tokens in, 100 out. */
const REQUEST = modelRequest({ messages: [{ role: "user", text: "Add two numbers" }] });
const WORST_USD = (31 * 2.5 + 100 * 10) / 1e6;

interface Told {
  readonly events: readonly ModelEvent[];
  readonly calls: readonly CallRecord[];
  readonly error: unknown;
}

async function ask(
  model: LanguageModel,
  request: ModelRequest = REQUEST,
  options: CallOptions = {},
): Promise<Told> {
  const events: ModelEvent[] = [];
  let error: unknown;
  try {
    for await (const event of model.stream(request, options)) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  const calls = events.flatMap((event) => (event.type === "call-end" ? [event.call] : []));
  return { events, calls, error };
}

function setUp(
  answers: readonly ScriptedAnswer[],
  {
    cap = 1 as number | "none",
    price = PRICE as ModelPrice | "unknown",
    scripted = {} as ScriptedModelOptions,
  } = {},
) {
  const clock = createFakeClock();
  const budget = createBudget({ capNanoUsd: cap === "none" ? undefined : toNanoUsd(cap) });
  const entries: AuditEntry[] = [];
  const inner = createScriptedModel(answers, { clock, ...scripted });
  const audit = { append: (entry: AuditEntry) => void entries.push(entry) };
  const model = withAccounting(inner, { budget, prices: pricesOf(price), clock, audit });
  return { model, inner, budget, entries, clock };
}

/** Fails before its first event. */
const failing = (inner: LanguageModel, error: Error): LanguageModel =>
  wrapModel(inner, () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
  }));

describe("withAccounting()", () => {
  test("charges what was used, and tells it right before the end", async () => {
    const { model, budget } = setUp([{ text: "Four.", usage: usage({ input: 20, output: 5 }) }]);

    const { events, calls } = await ask(model, REQUEST, { purpose: "retry", rule: "small" });

    expect(events.map(({ type }) => type)).toEqual(["text-delta", "call-end", "response-end"]);
    expect(calls).toEqual([
      {
        askedOf: "scripted/test",
        answeredBy: "scripted/test",
        source: "provider",
        purpose: "retry",
        rule: "small",
        ended: "stop",
        usage: usage({ input: 20, output: 5 }),
        costUsd: 90 / 1e6,
        isCostEstimated: false,
        savedUsd: 0,
        timeMs: 0,
        firstTextMs: 0,
      },
    ]);
    expect(toUsd(budget.spentNanoUsd)).toBe(90 / 1e6);
    expect(budget.reservedNanoUsd).toBe(0);
  });

  test("holds the worst case while the call is on its way", async () => {
    const { model, budget } = setUp(["Four."]);
    const events = model.stream(REQUEST)[Symbol.asyncIterator]();

    await events.next();

    expect(toUsd(budget.reservedNanoUsd)).toBe(WORST_USD);
    await events.return?.();
  });

  test("takes a budget of the call before its own", async () => {
    const { model, budget } = setUp(["Four."]);
    const own = createBudget({ capNanoUsd: 1 });

    const { error } = await ask(model, REQUEST, { budget: own });

    expect(isFault(error, "budget/exceeded")).toBe(true);
    expect(budget.spentNanoUsd).toBe(0);
  });

  test("sends nothing when the worst case can never be covered", async () => {
    const { model, inner, entries } = setUp(["Four."], { cap: WORST_USD - 1e-9 });

    const { error, events } = await ask(model);

    expect(isFault(error, "budget/exceeded")).toBe(true);
    expect(events).toEqual([]);
    expect(inner.requests).toEqual([]);
    expect(entries).toEqual([]);
  });

  test("says that it waits for money, and goes on when others have settled", async () => {
    const { model, budget } = setUp(["Four."], { cap: WORST_USD * 1.5 });
    const other = await budget.reserve(toNanoUsd(WORST_USD));
    const events = model.stream(REQUEST)[Symbol.asyncIterator]();

    const first = await events.next();
    const second = events.next();
    other.settle(0);

    expect(first.value).toMatchObject({ type: "wait-start", reason: "budget", waitMs: undefined });
    expect((await second).value).toMatchObject({ type: "text-delta" });
    await events.return?.();
  });

  test("sends and pays nothing when aborted while it waits", async () => {
    const { model, inner, budget } = setUp(["Four."], { cap: WORST_USD * 1.5 });
    const other = await budget.reserve(toNanoUsd(WORST_USD));
    const abort = new AbortController();
    const reason = new Error("stop");

    const asking = ask(model, REQUEST, { signal: abort.signal });
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort(reason);
    const { error, calls } = await asking;
    other.settle(0);

    expect(error).toBe(reason);
    expect(calls).toEqual([]);
    expect(inner.requests).toEqual([]);
    expect([budget.spentNanoUsd, budget.reservedNanoUsd]).toEqual([0, 0]);
  });

  test("refuses a model without a price under any cap, before anything is sent", async () => {
    const { model, inner } = setUp(["Four."], { cap: "none", price: "unknown" });
    const capped = createBudget({ capNanoUsd: 1 }).open(undefined);

    const { error } = await ask(model, REQUEST, { budget: capped });

    expect(error).toMatchObject({
      code: "budget/no-price",
      message: 'Cannot ask "scripted/test" under a limit on money: it has no known price',
      help: expect.stringContaining('[prices."scripted/test"]'),
    });
    expect(inner.requests).toEqual([]);
  });

  test("asks a model without a price where there is no cap, at an unknown cost", async () => {
    const { model } = setUp(["Four."], { cap: "none", price: "unknown" });

    const { calls, error } = await ask(model);

    expect(error).toBeUndefined();
    expect(calls).toMatchObject([{ costUsd: undefined, isCostEstimated: false, savedUsd: 0 }]);
  });

  test("asks a free model also when everything is spent", async () => {
    const { model, budget } = setUp(["Four.", { text: "x", fault: "cut" }], { price: FREE });
    budget.charge(toNanoUsd(5));

    const answered = await ask(model);
    const cut = await ask(model);

    expect(answered.calls).toMatchObject([{ costUsd: 0, isCostEstimated: false }]);
    expect(cut.calls).toMatchObject([{ costUsd: 0, isCostEstimated: false }]);
  });

  test("takes the worst case for an answer whose usage nobody told", async () => {
    const { model, budget } = setUp([{ text: "Four.", usage: usage({}) }]);

    const { calls } = await ask(model);

    expect(calls).toMatchObject([
      { ended: "stop", usage: undefined, costUsd: WORST_USD, isCostEstimated: true },
    ]);
    expect(toUsd(budget.spentNanoUsd)).toBe(WORST_USD);
  });

  test.each([
    { name: "text that nobody counted", text: "Four.", costUsd: 1040 / 1e6, isCostEstimated: true },
    { name: "no text at all", text: "", costUsd: 40 / 1e6, isCostEstimated: false },
  ])("charges $costUsd for an answer of $name", async ({ text, costUsd, isCostEstimated }) => {
    const { model } = setUp([{ text, usage: usage({ input: 20 }) }]);

    expect((await ask(model)).calls).toMatchObject([{ costUsd, isCostEstimated }]);
  });

  test("ends a call once, also when what comes after its end fails", async () => {
    const { inner, budget, clock, entries } = setUp([]);
    const untidy = wrapModel(inner, async function* () {
      try {
        const told = usage({ input: 20, output: 5 });
        const who = { askedOf: "a/b", answeredBy: "b", warnings: [] };
        yield { type: "response-end", finishReason: "stop", usage: told, ...who };
      } finally {
        await Promise.reject(new Fault("model/unavailable", "Cannot close"));
      }
    });
    const audit = { append: (entry: AuditEntry) => void entries.push(entry) };
    const model = withAccounting(untidy, { budget, prices: pricesOf(PRICE), clock, audit });

    const { calls, error } = await ask(model);

    expect(isFault(error, "model/unavailable")).toBe(true);
    expect(calls).toMatchObject([{ ended: "stop", costUsd: 90 / 1e6 }]);
    expect(entries.map(({ action }) => action)).toEqual(["call-sent", "call-ended"]);
  });

  test("gives back what it holds when aborted before anything is sent", async () => {
    const { model, inner, budget } = setUp(["Four."], { cap: WORST_USD * 1.5 });
    const other = await budget.reserve(toNanoUsd(WORST_USD));
    const abort = new AbortController();
    const events = model.stream(REQUEST, { signal: abort.signal })[Symbol.asyncIterator]();
    await events.next();

    const second = events.next();
    other.settle(0);
    abort.abort(new Error("stop"));

    await expect(second).rejects.toThrow("stop");
    expect(inner.requests).toEqual([]);
    expect([budget.spentNanoUsd, budget.reservedNanoUsd]).toEqual([0, 0]);
  });

  test("takes the longest answer for a stream that broke after its input was told", async () => {
    const told = usage({ input: 20, output: 1 });
    const { model, budget } = setUp([{ text: "Four.", fault: "cut", usage: told }]);

    const { calls, events, error } = await ask(model);

    expect(isFault(error, "model/truncated")).toBe(true);
    expect(events.at(-1)?.type).toBe("call-end");
    expect(calls).toMatchObject([
      { ended: "model/truncated", usage: told, isCostEstimated: true, costUsd: 1040 / 1e6 },
    ]);
    expect(toUsd(budget.spentNanoUsd)).toBe(1040 / 1e6);
  });

  test.each([
    { name: "a refusal by the provider", details: { status: 529 }, costUsd: 0 },
    { name: "a request that never left", details: { notSent: true }, costUsd: 0 },
    { name: "a connection that broke", details: {}, costUsd: WORST_USD },
    { name: "a status that is none of failure", details: { status: 200 }, costUsd: WORST_USD },
    {
      name: "usage that is none",
      details: { usage: { input: 5, output: "many" } },
      costUsd: WORST_USD,
    },
  ])("charges $costUsd for $name", async ({ details, costUsd }) => {
    const { inner, budget, clock } = setUp([]);
    const fault = new Fault("model/unavailable", "Cannot ask: it fails", { details });
    const model = withAccounting(failing(inner, fault), {
      budget,
      prices: pricesOf(PRICE),
      clock,
    });

    const { calls, error } = await ask(model);

    expect(isFault(error, "model/unavailable")).toBe(true);
    expect(calls).toMatchObject([
      { ended: "model/unavailable", usage: undefined, costUsd, isCostEstimated: costUsd > 0 },
    ]);
    expect(toUsd(budget.spentNanoUsd)).toBe(costUsd);
    expect(budget.reservedNanoUsd).toBe(0);
  });

  test("takes a stream without its end for one that broke", async () => {
    const { inner, budget, clock } = setUp([]);
    const endless = wrapModel(inner, async function* () {
      yield { type: "text-delta", text: "Fo" };
    });
    const model = withAccounting(endless, { budget, prices: pricesOf(PRICE), clock });

    const { calls, error } = await ask(model);

    expect(error).toMatchObject({ code: "model/truncated", details: { partialText: "Fo" } });
    expect(calls).toMatchObject([{ ended: "model/truncated", costUsd: WORST_USD }]);
  });

  test("tells and settles a call that is aborted on its way", async () => {
    const { model, budget, entries } = setUp([{ text: "Four.", fault: "stall" }]);
    const abort = new AbortController();
    const reason = new Error("stop");

    const asking = ask(model, REQUEST, { signal: abort.signal });
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort(reason);
    const { calls, error } = await asking;

    expect(error).toBe(reason);
    expect(calls).toMatchObject([{ ended: "aborted", costUsd: WORST_USD, isCostEstimated: true }]);
    expect(toUsd(budget.spentNanoUsd)).toBe(WORST_USD);
    expect(entries.map(({ action }) => action)).toEqual(["call-sent", "call-ended"]);
  });

  test("settles for a reader that leaves, and tells the audit log", async () => {
    const { model, budget, entries } = setUp(["Four, and much more than that."]);

    for await (const event of model.stream(REQUEST)) if (event.type === "text-delta") break;

    expect(toUsd(budget.spentNanoUsd)).toBe(WORST_USD);
    expect(budget.reservedNanoUsd).toBe(0);
    expect(entries.at(-1)).toMatchObject({ action: "call-ended", details: { ended: "aborted" } });
  });

  test("passes our own bugs on, and settles", async () => {
    const { inner, budget, clock } = setUp([]);
    const model = withAccounting(failing(inner, new TypeError("a bug")), {
      budget,
      prices: pricesOf(PRICE),
      clock,
    });

    const { error } = await ask(model);

    expect(error).toBeInstanceOf(TypeError);
    expect(budget.reservedNanoUsd).toBe(0);
  });

  test("counts what caches saved, less what writing them cost more", async () => {
    const { model } = setUp([
      { text: "a", usage: usage({ input: 1000, output: 5, cached: 900 }) },
      { text: "a", usage: usage({ input: 1000, output: 5, cacheWritten: 900 }) },
    ]);

    const read = await ask(model);
    const written = await ask(model);

    expect(read.calls[0]?.savedUsd).toBeCloseTo((900 * 1.8) / 1e6, 12);
    expect(written.calls[0]?.savedUsd).toBeCloseTo((-900 * 0.5) / 1e6, 12);
  });

  test("measures from sending, not from asking", async () => {
    const { model, clock } = setUp([{ text: "Four.", delayMs: 300 }]);

    const asking = ask(model);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(300);
    const { calls } = await asking;

    expect(calls).toMatchObject([{ timeMs: 300, firstTextMs: 300 }]);
  });

  test("puts no text into the audit log", async () => {
    const { model, entries } = setUp(["canary-answer"]);

    await ask(model, modelRequest({ messages: [{ role: "user", text: "canary-prompt" }] }));

    expect(entries).toHaveLength(2);
    expect(JSON.stringify(entries)).not.toContain("canary");
  });
});

describe("worstCost()", () => {
  test("covers every request of at most so many tokens", () => {
    const rate = fc.double({ min: 0, max: 20, noNaN: true });
    const rates = fc.record({ input: rate, output: rate, cacheRead: rate, cacheWrite: rate });
    fc.assert(
      fc.property(
        fc.array(rates, { minLength: 1, maxLength: 4 }),
        fc.nat(4000),
        fc.nat(500),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        (tiers, input, output, [a = 0, b = 0, c = 0, d = 0], isBatch) => {
          const [first, ...others] = tiers.map((each, at) => ({
            aboveInputTokens: at * 1000,
            rates: each,
          }));
          const price: ModelPrice = { ...PRICE, tiers: [first!, ...others] };
          const read = Math.floor(input * a);
          const cached = Math.floor(read * b);
          const cacheWritten = Math.floor((read - cached) * c);
          const used = usage({ input: read, output: Math.floor(output * d), cached, cacheWritten });

          const worst = worstCost(price, { input, output }, { isBatch });

          expect(costOf(price, used, { isBatch })).toBeLessThanOrEqual(worst);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
