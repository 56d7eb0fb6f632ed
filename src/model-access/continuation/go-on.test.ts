import { describe, expect, test } from "vitest";
import type { ModelEvent } from "../../domain/model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { goOn } from "./go-on.ts";
import { textAfter } from "./text-after.ts";

const collect = async (text: string, events: AsyncIterable<ModelEvent>) => {
  const all = await Array.fromAsync(events);
  return { text: all.reduce(textAfter, text), types: new Set(all.map(({ type }) => type)) };
};

describe("goOn()", () => {
  test("asks a model that continues starts by the start, and shows it once", async () => {
    const model = createScriptedModel(["one two three"], { continuesAnswerStart: true });

    const { text, types } = await collect("one tw", goOn(model, modelRequest(), "one tw", {}));

    expect(text).toBe("one two three");
    expect(types).not.toContain("text-reset");
    expect(model.requests[0]).toMatchObject({
      answerStart: "one tw",
      messages: [{ role: "user" }],
    });
  });

  test("asks any other by the conversation", async () => {
    const model = createScriptedModel(["o three"]);

    const { text } = await collect("one tw", goOn(model, modelRequest(), "one tw", {}));

    expect(text).toBe("one two three");
    expect(model.requests[0]?.messages.map(({ role }) => role)).toEqual([
      "user",
      "assistant",
      "user",
    ]);
    expect(model.requests[0]?.messages[1]?.text).toBe("one tw");
  });

  test("says why, and to whoever stands in between what it goes on from", async () => {
    const model = createScriptedModel(["o three", "one two three"]);
    const seen: (string | undefined)[] = [];
    const inner = wrapModel(model, (request, call) => {
      seen.push(call?.goesOnFrom);
      return model.stream(request, call);
    });
    const starting = createScriptedModel(["one two three"], { continuesAnswerStart: true });

    await collect("one tw", goOn(inner, modelRequest(), "one tw", {}, "It was wrong."));
    await collect("", goOn(inner, modelRequest(), "", {}, "It was wrong."));
    await collect("one tw", goOn(starting, modelRequest(), "one tw", {}, "It was wrong."));

    expect(seen).toEqual(["one tw", undefined]);
    expect(model.requests[0]?.messages.at(-1)?.text).toMatch(/^It was wrong\. Go on/);
    expect(model.requests[1]?.messages.at(-1)?.text).toBe("Add two numbers\n\nIt was wrong.");
    expect(starting.requests[0]?.messages.at(-1)?.text).toBe("Add two numbers\n\nIt was wrong.");
  });

  test("keeps the reason when it is to go on once more", async () => {
    const model = createScriptedModel([" three"]);
    const inner = wrapModel(model, (request, call) => goOn(model, request, " two", call ?? {}));

    await collect("one", goOn(inner, modelRequest(), "one", {}, "It was wrong."));

    expect(model.requests[0]?.messages.map(({ text }) => text)).toEqual([
      "Add two numbers",
      "one two",
      expect.stringMatching(/^It was wrong\. Go on/),
    ]);
  });

  test("puts the parts of a conversation together that is gone on with twice", async () => {
    const model = createScriptedModel(["```ts\n three"]);
    const inner = wrapModel(model, (request, call) => goOn(model, request, " two", call ?? {}));

    const { text } = await collect("```ts\none", goOn(inner, modelRequest(), "```ts\none", {}));

    expect(text).toBe("```ts\none three");
    expect(model.requests[0]?.messages.map(({ text }) => text)).toEqual([
      "Add two numbers",
      "```ts\none two",
      expect.stringContaining("Go on"),
    ]);
  });

  test("begins anew where there is nothing to go on with", async () => {
    const model = createScriptedModel(["one"]);

    const { text } = await collect("\n\n", goOn(model, modelRequest(), "\n\n", {}));

    expect(text).toBe("one");
    expect(model.requests[0]?.messages).toHaveLength(1);
  });

  test("says nothing of a call that begins anew before it has shown anything", async () => {
    const inner = createScriptedModel([" two"]);
    const restarting = wrapModel(inner, async function* (request) {
      yield { type: "text-reset", reason: "it broke" };
      yield* inner.stream(request);
    });

    const { text, types } = await collect("one", goOn(restarting, modelRequest(), "one", {}));

    expect(text).toBe("one two");
    expect(types).not.toContain("text-reset");
  });

  test("begins anew where a schema holds each answer", async () => {
    const model = createScriptedModel(["{}"]);
    const request = modelRequest({ responseSchema: { type: "object" } });

    const { text, types } = await collect("{", goOn(model, request, "{", {}));

    expect(text).toBe("{}");
    expect(types).toContain("text-reset");
    expect(model.requests[0]?.messages).toHaveLength(1);
  });

  test.each([false, true])(
    "keeps its text when the call begins anew (start taken: %s)",
    async (continuesAnswerStart) => {
      const inner = createScriptedModel(
        [" two four", " two three"].map((text) => (continuesAnswerStart ? `one${text}` : text)),
        { continuesAnswerStart },
      );
      const restarting = wrapModel(inner, async function* (request) {
        for await (const event of inner.stream(request))
          if (event.type !== "response-end") yield event;
        yield { type: "text-reset", reason: "it broke" };
        yield* inner.stream(request);
      });

      const { text } = await collect("one", goOn(restarting, modelRequest(), "one", {}));

      expect(text).toBe("one two three");
    },
  );
});
