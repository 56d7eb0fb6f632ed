import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../domain/json.ts";
import type { ModelEvent } from "../../domain/model.ts";
import { createRandom } from "../../platform/random.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/index.ts";
import { MODEL_PRICE, modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createLeapingClock } from "../../testing/leaping-clock.ts";
import { createMemoryBatchStore } from "../../testing/memory-batch-store.ts";
import { createBudget } from "../money/create-budget.ts";
import { withAccounting } from "../money/with-accounting.ts";
import { withRetry } from "../retry/with-retry.ts";
import { withLedger } from "./with-ledger.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const USAGE = { input: 1000, output: 500, cached: 0, cacheWritten: 0, reasoning: 0 };

/** A model whose calls are paid for, around `model`; a ledger that several share. */
function setUp() {
  const clock = createFakeClock();
  const { answers } = createMemoryBatchStore(clock);
  const budget = createBudget({ capNanoUsd: 1e12 });
  const open = (model: LanguageModel, more: Partial<Parameters<typeof withLedger>[1]> = {}) =>
    withLedger(withAccounting(model, { budget, clock, prices: { find: () => MODEL_PRICE } }), {
      ledger: answers,
      scope: "batch",
      sha256,
      ...more,
    });
  return { answers, budget, clock, open };
}

const eventsOf = (model: LanguageModel, wishes = {}): Promise<ModelEvent[]> =>
  Array.fromAsync(model.stream(modelRequest(wishes)));

const textOf = (events: readonly ModelEvent[]): string =>
  events.reduce((text, event) => {
    if (event.type === "text-reset") return "";
    return event.type === "text-delta" ? text + event.text : text;
  }, "");

const callsOf = (events: readonly ModelEvent[]) =>
  events.flatMap((event) => (event.type === "call-end" ? [event.call] : []));

describe("withLedger()", () => {
  test("gives what was paid for again, with its calls as they were, and spends nothing", async () => {
    const { budget, open } = setUp();
    const first = createScriptedModel([{ text: "the answer", usage: USAGE }]);
    const before = await eventsOf(open(first));
    const spent = budget.spentNanoUsd;
    expect(spent).toBeGreaterThan(0);

    const second = createScriptedModel([{ text: "another", usage: USAGE }]);
    const after = await eventsOf(open(second));

    expect(second.requests).toEqual([]);
    expect(textOf(after)).toBe("the answer");
    expect(callsOf(after)).toEqual(callsOf(before));
    expect(after.at(-1)).toEqual(before.at(-1));
    expect(budget.spentNanoUsd).toBe(spent);
  });

  test("keeps the calls that failed on the way too", async () => {
    const { answers, budget } = setUp();
    const clock = createLeapingClock();
    const retried = (inner: LanguageModel): LanguageModel => {
      const paid = withAccounting(inner, { budget, clock, prices: { find: () => MODEL_PRICE } });
      const patient = withRetry(paid, {
        clock,
        random: createRandom(1, clock),
        maxRetries: 2,
        maxWaitMs: 10_000,
        onBroken: "restart",
        waitsForCircuit: false,
      });
      return withLedger(patient, { ledger: answers, scope: "batch", sha256 });
    };
    const before = await eventsOf(
      retried(createScriptedModel([{ fault: "model/overloaded" }, { text: "ok", usage: USAGE }])),
    );
    const second = createScriptedModel([]);
    const after = await eventsOf(retried(second));

    expect(callsOf(before).map(({ ended }) => ended)).toEqual(["model/overloaded", "stop"]);
    expect(callsOf(after)).toEqual(callsOf(before));
    expect(second.requests).toEqual([]);
  });

  test("asks for each other request, and in each other scope", async () => {
    const { open } = setUp();
    const inner = createScriptedModel([{ text: "a" }, { text: "b" }, { text: "c" }]);
    const model = open(inner);

    expect(textOf(await eventsOf(model))).toBe("a");
    expect(textOf(await eventsOf(model, { draw: 1 }))).toBe("b");
    expect(textOf(await eventsOf(open(inner, { scope: "other" })))).toBe("c");
    expect(textOf(await eventsOf(model, { breakPoints: [{ message: 0, end: 1 }] }))).toBe("a");
    expect(inner.requests).toHaveLength(3);
  });

  test("keeps an answer before its end is passed on, and after its cost is settled", async () => {
    const { answers, open } = setUp();
    const steps: string[] = [];
    const model = open(createScriptedModel([{ text: "a" }]), {
      beforeKeeping: async () => void steps.push("settled"),
      ledger: {
        get: (key) => answers.get(key),
        async put(key, answer) {
          steps.push("kept");
          expect(key).toMatch(/^batch\/[0-9a-f]{64}$/);
          return answers.put(key, answer);
        },
      },
    });

    for await (const event of model.stream(modelRequest()))
      if (event.type === "response-end") steps.push("ended");

    expect(steps).toEqual(["settled", "kept", "ended"]);
  });

  test("keeps nothing of an answer that broke off, and tells its call", async () => {
    const { open } = setUp();
    const broken = wrapModel(createScriptedModel([{ text: "a" }]), async function* () {
      yield { type: "text-delta", text: "half" } as const;
      throw new TypeError("cut");
    });
    const seen: ModelEvent[] = [];
    const read = async () => {
      for await (const event of open(broken).stream(modelRequest())) seen.push(event);
    };

    await expect(read()).rejects.toThrow("cut");
    const inner = createScriptedModel([{ text: "whole" }]);

    expect(textOf(await eventsOf(open(inner)))).toBe("whole");
    expect(inner.requests).toHaveLength(1);
  });

  test("lets the first answer count when two came, and tells that both were paid", async () => {
    const { open } = setUp();
    const inner = createScriptedModel([{ text: "late", usage: USAGE }]);
    const first = open(createScriptedModel([{ text: "first", usage: USAGE }]));
    const late = open(
      wrapModel(inner, async function* (request, options) {
        yield* inner.stream(request, options);
      }),
      { beforeKeeping: async () => void (await eventsOf(first)) },
    );

    const events = await eventsOf(late);

    expect(textOf(events)).toBe("first");
    expect(events).toContainEqual({ type: "text-reset", reason: expect.any(String) });
    expect(callsOf(events)).toHaveLength(2);
    expect(events.filter(({ type }) => type === "response-end")).toHaveLength(1);
  });

  test("tells one call of two where the endpoint charges a key once", async () => {
    const { open } = setUp();
    const keyed = (text: string): LanguageModel => {
      const inner = createScriptedModel([{ text, usage: USAGE }]);
      return wrapModel(inner, inner.stream, { keepsAnswersByKey: true });
    };
    const first = open(keyed("first"));
    const late = open(keyed("late"), { beforeKeeping: async () => void (await eventsOf(first)) });

    const events = await eventsOf(late);

    expect(textOf(events)).toBe("first");
    expect(callsOf(events)).toHaveLength(1);
  });

  test("ends with the store's fault, before the end is passed on", async () => {
    const { open } = setUp();
    const put = (): Promise<JsonValue> => Promise.reject(new TypeError("gone"));
    const model = open(createScriptedModel([{ text: "a" }]), {
      ledger: { get: async () => undefined, put },
    });
    const seen: string[] = [];
    const read = async () => {
      for await (const { type } of model.stream(modelRequest())) seen.push(type);
    };

    await expect(read()).rejects.toThrow("gone");
    expect(seen).toContain("call-end");
    expect(seen).not.toContain("response-end");
  });
});
