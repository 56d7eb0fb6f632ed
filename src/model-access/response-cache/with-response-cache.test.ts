import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelEvent } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { CachedResponse, ResponseCache } from "../../ports/response-cache.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel, type ScriptedAnswer } from "../../providers/index.ts";
import { callRecord, MODEL_PRICE, modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createRequestKeys } from "./request-key.ts";
import { withResponseCache } from "./with-response-cache.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const USAGE = { input: 1000, output: 500, cached: 0, cacheWritten: 0, reasoning: 0 };

function createMemoryCache(): ResponseCache & { readonly kept: Map<string, CachedResponse> } {
  const kept = new Map<string, CachedResponse>();
  return {
    kept,
    get: (key) => kept.get(key),
    put(key, _keyJson, response) {
      kept.set(key, response);
    },
    [Symbol.dispose]() {},
  };
}

function cached(model: LanguageModel) {
  const cache = createMemoryCache();
  const clock = createFakeClock();
  const wrapped = withResponseCache(model, {
    cache,
    clock,
    keyOf: createRequestKeys(model, { modelIds: [model.id], sha256 }),
    prices: { find: (id) => (id === MODEL_PRICE.modelId ? MODEL_PRICE : undefined) },
  });
  return { model: wrapped, cache, clock };
}

async function read(events: AsyncIterable<ModelEvent>) {
  const seen: ModelEvent[] = [];
  for await (const event of events) seen.push(event);
  const said = seen.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
  return { said, seen };
}

describe("withResponseCache()", () => {
  test("gives a kept answer, says that it was one, and what it saved", async () => {
    const inner = createScriptedModel([{ text: "an answer of some length", usage: USAGE }]);
    const { model, clock } = cached(inner);
    const first = await read(model.stream(modelRequest()));
    clock.advance(1000);

    const second = await read(model.stream(modelRequest()));

    expect(inner.requests.length).toBe(1);
    expect(second.said).toBe(first.said);
    expect(second.seen.slice(1)).toEqual([
      {
        type: "call-end",
        call: expect.objectContaining({
          source: "cache",
          costUsd: 0,
          savedUsd: 0.003,
          rule: undefined,
        }),
      },
      {
        type: "response-end",
        finishReason: "stop",
        usage: USAGE,
        askedOf: "scripted/test",
        answeredBy: "scripted/test",
        warnings: ["answered from the response cache, stored 2026-01-01T00:00:00.000Z"],
      },
    ]);
  });

  test.each<[string, ScriptedAnswer]>([
    ["cut by the output limit", { text: "half", finishReason: "length" }],
    ["refused", { text: "no", finishReason: "refusal" }],
    ["ended for another reason", { text: "x", finishReason: "other" }],
    ["without a word", { text: "" }],
    ["another model's", { text: "x", answeredBy: "scripted/smaller" }],
  ])("keeps no answer that is %s", async (_name, answer) => {
    const { model, cache } = cached(createScriptedModel([answer]));

    await read(model.stream(modelRequest()));

    expect(cache.kept.size).toBe(0);
  });

  test("neither keeps an answer that is of no use to who asks, nor gives it again", async () => {
    const inner = createScriptedModel(["useless", "kept", "useful"]);
    const { model, cache } = cached(inner);
    const isUsable = (text: string): boolean => text.startsWith("use") && text !== "useless";

    await read(model.stream(modelRequest(), { isUsable }));
    expect(cache.kept.size).toBe(0);

    await read(model.stream(modelRequest()));
    const third = await read(model.stream(modelRequest(), { isUsable }));

    expect(third.said).toBe("useful");
    expect([...cache.kept.values()].map(({ text }) => text)).toEqual(["useful"]);
  });

  test("keeps no answer of a fallback", async () => {
    const inner = createScriptedModel(["fine"]);
    const { model, cache } = cached(
      wrapModel(inner, async function* (request) {
        yield { type: "call-end", call: callRecord({ purpose: "fallback" }) };
        yield* inner.stream(request);
      }),
    );

    await read(model.stream(modelRequest()));

    expect(cache.kept.size).toBe(0);
  });

  test("keeps nothing of a stream that breaks", async () => {
    const { model, cache } = cached(createScriptedModel([{ text: "half", fault: "cut" }]));

    await expect(read(model.stream(modelRequest()))).rejects.toMatchObject({
      code: "model/truncated",
    });
    expect(cache.kept.size).toBe(0);
  });

  test("keeps what came after a reset, and only that", async () => {
    const inner = createScriptedModel(["right"]);
    const { model, cache } = cached(
      wrapModel(inner, async function* (request) {
        yield { type: "text-delta", text: "wro" };
        yield { type: "text-reset", reason: "broke" };
        yield* inner.stream(request);
      }),
    );

    await read(model.stream(modelRequest()));

    expect([...cache.kept.values()].map(({ text }) => text)).toEqual(["right"]);
  });

  test("keeps an answer although the reader stops at its end", async () => {
    const { model, cache } = cached(createScriptedModel(["fine"]));

    for await (const event of model.stream(modelRequest()))
      if (event.type === "response-end") break;

    expect(cache.kept.size).toBe(1);
  });

  test("throws the signal's own reason, even for a kept answer", async () => {
    const { model } = cached(createScriptedModel(["fine"]));
    await read(model.stream(modelRequest()));
    const reason = new Error("stop");

    const again = read(model.stream(modelRequest(), { signal: AbortSignal.abort(reason) }));

    await expect(again).rejects.toBe(reason);
  });
});

describe("createRequestKeys()", () => {
  const keys = (takesSeed: boolean, modelIds = ["toy/model"]) => {
    const { capabilities } = createScriptedModel([], { capabilities: { takesSeed } });
    return createRequestKeys({ capabilities }, { modelIds, sha256 });
  };
  const keyOf = (wishes: Parameters<typeof modelRequest>[0], takesSeed = true): string =>
    keys(takesSeed)(modelRequest(wishes)).key;

  test("gives another key for everything that makes another answer", () => {
    const wishes = [
      {},
      { messages: [{ role: "user", text: "Other" }] },
      { messages: [{ role: "system", text: "Add two numbers" }] },
      { answerStart: "```" },
      { stopTexts: ["\n"] },
      { maxOutputTokens: 101 },
      { temperature: 0 },
      { seed: 1 },
      { responseSchema: { type: "object" } },
      { draw: 1 },
      { escalation: 1 },
    ] as const;

    expect(new Set(wishes.map((wish) => keyOf(wish))).size).toBe(wishes.length);
    expect(keys(true, ["toy/other"])(modelRequest()).key).not.toBe(keyOf({}));
  });

  test("leaves out break points, and a seed that the model does not take", () => {
    expect(keyOf({ breakPoints: [{ message: 0, end: 3 }] })).toBe(keyOf({}));
    expect(keyOf({ seed: 1 }, false)).toBe(keyOf({ seed: 2 }, false));
    expect(keyOf({ seed: 1 })).not.toBe(keyOf({ seed: 2 }));
  });

  test("keeps models apart that have one name at two addresses, and keeps no address", () => {
    const { capabilities } = createScriptedModel([]);
    const at = (address: string | undefined) =>
      createRequestKeys(
        { capabilities },
        { modelIds: ["lab/x"], addressOf: () => address, sha256 },
      )(modelRequest());
    const addresses = ["http://user:canary@a.test/v1", "http://b.test/v1", undefined];

    expect(new Set(addresses.map((address) => at(address).key)).size).toBe(3);
    expect(at(addresses[0]).keyJson).not.toMatch(/canary|a\.test/);
  });

  test("gives different texts different keys", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        const key = (texts: readonly string[]): string =>
          keyOf({ messages: texts.map((text) => ({ role: "user", text })) });

        expect(key(a) === key(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
