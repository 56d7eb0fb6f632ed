import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createScriptedModel } from "./create-scripted-model.ts";

const request: ModelRequest = {
  messages: [{ role: "user", text: "12345" }],
  answerStart: undefined,
  stopTexts: [],
  maxOutputTokens: 100,
  temperature: undefined,
  seed: undefined,
  breakPoints: [],
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
};

const ask = async (
  model: LanguageModel,
  wishes: Partial<ModelRequest> = {},
  signal?: AbortSignal,
) => Array.fromAsync(model.stream({ ...request, ...wishes }, { signal }));

const textOf = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

describe("createScriptedModel()", () => {
  test("gives its answers in order, each with its end", async () => {
    const model = createScriptedModel(["one", { text: "two", finishReason: "length" }]);

    const first = await ask(model);
    const second = await ask(model);

    expect(first).toEqual([
      { type: "text-delta", text: "one" },
      {
        type: "response-end",
        finishReason: "stop",
        usage: { input: 2, output: 2, cached: 0, cacheWritten: 0, reasoning: 0 },
        askedOf: "scripted/test",
        answeredBy: "scripted/test",
        warnings: [],
      },
    ]);
    expect(textOf(second)).toBe("two");
    expect(second.at(-1)).toMatchObject({ finishReason: "length" });
  });

  test("streams a text in chunks that add up to it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: 1, max: 9 }), async (text, chunkLength) => {
        const events = await ask(createScriptedModel([text], { chunkLength }));

        expect(textOf(events)).toBe(text);
        expect(events.length).toBe(Math.ceil(text.length / chunkLength) + 1);
      }),
    );
  });

  test("throws `model/not-recorded` when the answers are spent", async () => {
    const model = createScriptedModel(["one"]);
    await ask(model);

    await expect(ask(model)).rejects.toMatchObject({ code: "model/not-recorded" });
  });

  test("keeps what it was asked", async () => {
    const model = createScriptedModel(["one", "two"]);

    await ask(model, { seed: 1 });
    await ask(model, { seed: 2 });

    expect(model.requests.map(({ seed }) => seed)).toEqual([1, 2]);
  });

  test("breaks off without an end when the answer is cut", async () => {
    const model = createScriptedModel([{ text: "abcdef", fault: "cut", faultAfter: 3 }]);
    const seen: ModelEvent[] = [];

    const asking = (async () => {
      for await (const event of model.stream(request)) seen.push(event);
    })();

    await expect(asking).rejects.toMatchObject({
      code: "model/truncated",
      details: { partialText: "abc", usage: { output: 2 } },
    });
    expect(seen).toEqual([{ type: "text-delta", text: "abc" }]);
  });

  test("throws the fault that is named, with what the provider asks to wait", async () => {
    const model = createScriptedModel([{ fault: "model/rate-limited", retryAfterMs: 70 }]);

    await expect(ask(model)).rejects.toMatchObject({
      code: "model/rate-limited",
      details: { retryAfterMs: 70, partialText: "" },
    });
  });

  test("stalls until its signal aborts", async () => {
    const stop = new AbortController();
    const asking = ask(createScriptedModel([{ fault: "stall" }]), {}, stop.signal);

    stop.abort("enough");

    await expect(asking).rejects.toBe("enough");
  });

  test("stalls until its idle timeout is over", async () => {
    const clock = createFakeClock();
    const model = createScriptedModel([{ text: "a", fault: "stall" }], {
      clock,
      idleTimeoutMs: 500,
    });
    const stream = model.stream(request)[Symbol.asyncIterator]();
    await stream.next();

    const waiting = stream.next();
    clock.advance(500);

    await expect(waiting).rejects.toMatchObject({
      code: "model/timeout",
      details: { partialText: "a" },
    });
  });

  test("waits on its clock before an answer", async () => {
    const clock = createFakeClock();
    const asking = ask(createScriptedModel([{ text: "late", delayMs: 1000 }], { clock }));

    clock.advance(1000);

    expect(textOf(await asking)).toBe("late");
  });

  test("goes on from the answer's start, or repeats it, when it can", async () => {
    const model = createScriptedModel(["b", "ab"], { continuesAnswerStart: true });

    const texts = [
      textOf(await ask(model, { answerStart: "a" })),
      textOf(await ask(model, { answerStart: "a" })),
    ];

    expect(texts).toEqual(["ab", "ab"]);
  });

  test("ignores the answer's start when it cannot go on", async () => {
    const model = createScriptedModel(["b"]);

    expect(textOf(await ask(model, { answerStart: "a" }))).toBe("b");
  });

  test("throws the signal's own reason before an answer is spent", async () => {
    const model = createScriptedModel(["one"]);
    const reason = new Error("stop");

    await expect(ask(model, {}, AbortSignal.abort(reason))).rejects.toBe(reason);

    expect(textOf(await ask(model))).toBe("one");
  });

  test("answers by the name of what is asked for, in whatever order, and repairs what shows an answer", async () => {
    const named = { Sum: { first: "wrong", repair: "right" }, "Two words": { first: "same" } };
    const model = createScriptedModel(["else"], { named, keepsRequests: false });
    const asking = (name: string) => ({
      role: "user" as const,
      text: `Text <data-0 origin="reference:Sum">\n<data-0 origin="specification:${name}">\nDo it.`,
    });
    const draft = { role: "assistant" as const, text: "an answer" };
    const again = { role: "user" as const, text: "It is wrong" };
    const say = async (...messages: ModelRequest["messages"]) =>
      textOf(await ask(model, { messages }));

    expect(await say(asking("Sum"), draft, again)).toBe("right");
    expect(await say(asking("Two words"), draft, again)).toBe("same");
    expect(await say(asking("Sum"))).toBe("wrong");
    expect(await say(asking("Sum"))).toBe("wrong");
    expect(await say(asking("toString"))).toBe("else");
    expect(model.requests).toEqual([]);
  });
});
