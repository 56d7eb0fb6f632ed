import { describe, expect, test } from "vitest";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { CallOptions } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
  type ScriptedModelOptions,
} from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { textAfter } from "../continuation/text-after.ts";
import { type WithWholeAnswersOptions, withWholeAnswers } from "./with-whole-answers.ts";

const USAGE = { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 };
const cut = (text: string) => ({ text, finishReason: "length", usage: USAGE }) as const;
const whole = (text: string) => ({ text, usage: USAGE }) as const;

const read = async (
  answers: readonly ScriptedAnswer[],
  options: WithWholeAnswersOptions,
  facts: ScriptedModelOptions = {},
  wishes: Partial<ModelRequest> = {},
) => {
  const inner = createScriptedModel(answers, facts);
  const calls: (CallOptions | undefined)[] = [];
  const noted = wrapModel(inner, (request, call) => {
    calls.push(call);
    return inner.stream(request, call);
  });
  const events: ModelEvent[] = [];
  let thrown: unknown;
  try {
    for await (const event of withWholeAnswers(noted, options).stream(modelRequest(wishes)))
      events.push(event);
  } catch (error) {
    thrown = error;
  }
  return {
    text: events.reduce(textAfter, ""),
    end: events.find((event) => event.type === "response-end"),
    resets: events.filter(({ type }) => type === "text-reset").length,
    limits: inner.requests.map(({ maxOutputTokens }) => maxOutputTokens),
    calls,
    thrown,
  };
};

const GO_ON = { onCut: "continue" } as const;
const ASK_AGAIN = { onCut: "ask-again" } as const;

describe("withWholeAnswers()", () => {
  test("leaves a whole answer as it is", async () => {
    const { text, end } = await read([whole("fine")], GO_ON);

    expect(text).toBe("fine");
    expect(end).toMatchObject({ finishReason: "stop", usage: USAGE, warnings: [] });
  });

  test.each([true, false])(
    "goes on with a cut one (start taken: %s)",
    async (continuesAnswerStart) => {
      const answers = continuesAnswerStart
        ? [cut("one"), cut("one two"), whole("one two three")]
        : [cut("one"), cut(" two"), whole(" three")];

      const { text, end, resets, calls } = await read(answers, GO_ON, { continuesAnswerStart });

      expect([text, resets]).toEqual(["one two three", 0]);
      expect(end).toMatchObject({
        finishReason: "stop",
        usage: { input: 30, output: 15 },
        warnings: [
          "the output limit cut the answer, and it was gone on with",
          "the answer took 3 calls",
        ],
      });
      expect(calls.map((call) => call?.purpose)).toEqual([
        undefined,
        "continuation",
        "continuation",
      ]);
    },
  );

  test("takes out what is said again and a fence that opens again", async () => {
    const { text } = await read(
      [cut("```ts\nlet first = 1;\nlet sec"), whole("```ts\nlet second = 2;\n```")],
      GO_ON,
    );

    expect(text).toBe("```ts\nlet first = 1;\nlet second = 2;\n```");
  });

  test("never takes a cut answer for a whole one", async () => {
    const answers = Array.from({ length: 9 }, (_, index) => cut(` ${index}`));

    const { end, calls } = await read(answers, { ...GO_ON, maxContinuations: 2 });

    expect(end?.finishReason).toBe("length");
    expect(calls).toHaveLength(3);
  });

  test("asks again with twice the limit, up to the model's", async () => {
    const { text, end, resets, limits } = await read(
      [cut("o"), cut("on"), whole("one")],
      ASK_AGAIN,
      { capabilities: { outputLimitTokens: 350 } },
    );

    expect([text, resets]).toEqual(["one", 2]);
    expect(limits).toEqual([100, 200, 350]);
    expect(end).toMatchObject({ finishReason: "stop", usage: USAGE });
  });

  test("does not ask again where the limit cannot be longer", async () => {
    const { text, end, limits } = await read([cut("o"), whole("one")], ASK_AGAIN, {
      capabilities: { outputLimitTokens: 100 },
    });

    expect([text, limits]).toEqual(["o", [100]]);
    expect(end?.finishReason).toBe("length");
  });

  test("asks again for what cannot be gone on with", async () => {
    const thinking = await read([cut(""), whole("one")], GO_ON);
    const schema = await read([cut('{"a'), whole('{"a":1}')], GO_ON, {}, { responseSchema: {} });

    const stuck = await read([cut("one"), cut(""), whole("all of one")], GO_ON);

    expect(stuck.text).toBe("all of one");
    expect([thinking.text, thinking.limits]).toEqual(["one", [100, 200]]);
    expect([schema.text, schema.limits]).toEqual(['{"a":1}', [100, 200]]);
  });

  test("keeps within the context window", async () => {
    const { text, end, limits } = await read([cut("one"), whole(" two")], GO_ON, {
      contextWindowTokens: 100,
    });

    expect([text, limits]).toEqual(["one", [100]]);
    expect(end?.finishReason).toBe("length");
  });

  test.each([GO_ON, ASK_AGAIN])("keeps the cut answer when %o cannot be paid", async (options) => {
    const { text, end, resets } = await read([cut("one"), { fault: "budget/exceeded" }], options);

    expect([text, resets]).toEqual(["one", 0]);
    expect(end).toMatchObject({
      finishReason: "length",
      usage: USAGE,
      warnings: [expect.stringContaining("the answer stays cut: Cannot ask")],
    });
  });

  test("gives the cut answer back when a second one began and cannot be paid to its end", async () => {
    const answers = [cut("one"), { text: "o", fault: "budget/exceeded" }] as const;

    const { text, end } = await read(answers, ASK_AGAIN);

    expect(text).toBe("one");
    expect(end?.finishReason).toBe("length");
  });

  test.each([GO_ON, ASK_AGAIN])("gives a recorded answer as it was (%o)", async (options) => {
    const { text, end, resets } = await read([cut("one")], options);

    expect([text, resets]).toEqual(["one", 0]);
    expect(end).toMatchObject({ finishReason: "length", usage: USAGE, warnings: [] });
  });

  test("throws what goes wrong, with all text", async () => {
    const { thrown } = await read([cut("one"), { text: " two", fault: "cut" }], GO_ON);

    expect(thrown).toMatchObject({ code: "model/truncated", details: { partialText: "one two" } });
  });
});
