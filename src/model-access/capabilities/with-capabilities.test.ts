import { describe, expect, test } from "vitest";
import type { ModelCapabilities } from "../../domain/capabilities.ts";
import type { ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { createScriptedModel } from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { withCapabilities } from "./with-capabilities.ts";

const scripted = (capabilities: Partial<ModelCapabilities>, text = "ok") =>
  createScriptedModel([text, text], { id: "toy/model", capabilities });

/** With a window of 10 tokens. */
const small = () => createScriptedModel(["ok", "ok"], { id: "toy/model", contextWindowTokens: 10 });

async function ask(model: LanguageModel, wishes: Partial<ModelRequest> = {}) {
  const events = await Array.fromAsync(model.stream(modelRequest(wishes)));
  const end = events.at(-1);
  if (end?.type !== "response-end") return expect.unreachable();
  return {
    text: events.map((event) => (event.type === "text-delta" ? event.text : "")).join(""),
    warnings: end.warnings,
    finishReason: end.finishReason,
  };
}

describe("withCapabilities()", () => {
  test("hands on what the model takes, without a word", async () => {
    const inner = scripted({ takesResponseSchema: true, promptCaching: "marked" });
    const wishes = {
      temperature: 0.2,
      seed: 7,
      stopTexts: ["END"],
      responseSchema: {},
      breakPoints: [{ message: 0, end: 1 }],
    };

    const { warnings } = await ask(withCapabilities(inner), wishes);

    expect(inner.requests).toEqual([modelRequest(wishes)]);
    expect(warnings).toEqual([]);
  });

  test.each([
    [
      { takesTemperature: false },
      { temperature: 0.2 },
      { temperature: undefined },
      'dropped temperature 0.2: "toy/model" refuses it',
    ],
    [
      { takesTemperature: false },
      { temperature: 0 },
      { temperature: undefined },
      'dropped temperature 0: "toy/model" refuses it',
    ],
    [
      { takesSeed: false },
      { seed: 7 },
      { seed: undefined },
      'dropped the seed: "toy/model" takes none',
    ],
    [
      { takesResponseSchema: false },
      { responseSchema: {} },
      { responseSchema: undefined },
      'dropped the response schema: "toy/model" cannot be held to one',
    ],
    [
      { outputLimitTokens: 50 },
      { maxOutputTokens: 51 },
      { maxOutputTokens: 50 },
      'lowered the longest answer from 51 to 50 tokens: "toy/model" gives no more',
    ],
  ])(
    "of a model with %o, makes of %o a %o, and says so once",
    async (facts, wishes, sent, warning) => {
      const inner = scripted(facts);

      const { warnings } = await ask(withCapabilities(inner), wishes);

      expect(inner.requests).toEqual([modelRequest(sent)]);
      expect(warnings).toEqual([warning]);
    },
  );

  test("says nothing of what was not asked for", async () => {
    const inner = scripted({ takesTemperature: false, takesSeed: false, takesStopTexts: false });

    expect((await ask(withCapabilities(inner))).warnings).toEqual([]);
  });

  test("cuts the answer itself where the model takes no stop texts", async () => {
    const inner = scripted({ takesStopTexts: false }, "let x = 1\nEND and more");

    const answer = await ask(withCapabilities(inner), { stopTexts: ["END"] });

    expect(answer).toEqual({ text: "let x = 1\n", warnings: [], finishReason: "stop" });
    expect(inner.requests[0]?.stopTexts).toEqual([]);
  });

  test("leaves out break points where nothing is kept", async () => {
    const inner = scripted({ promptCaching: "none" });

    await ask(withCapabilities(inner), { breakPoints: [{ message: 0, end: 1 }] });

    expect(inner.requests[0]?.breakPoints).toEqual([]);
  });

  test("refuses a prompt that is longer than the window before anything is sent", async () => {
    const inner = small();
    const model = withCapabilities(inner);
    const messages = [{ role: "user" as const, text: "x".repeat(26) }];

    await expect(ask(model, { messages })).rejects.toMatchObject({
      code: "model/context-too-long",
      message: 'Cannot ask "toy/model": the prompt has about 11 tokens, its context window 10',
      details: { promptTokens: 11, contextWindowTokens: 10, notSent: true },
    });
    expect(inner.requests).toEqual([]);
  });

  test("counts all messages and the answer's start, and lets through what just fits", async () => {
    const model = withCapabilities(small());
    const messages = [
      { role: "system" as const, text: "x".repeat(10) },
      { role: "user" as const, text: "x".repeat(10) },
    ];

    expect((await ask(model, { messages, answerStart: "x".repeat(5) })).text).toBe("ok");
    await expect(ask(model, { messages, answerStart: "x".repeat(6) })).rejects.toMatchObject({
      code: "model/context-too-long",
    });
  });

  test("is not misled by a text of few characters and many tokens", async () => {
    const model = withCapabilities(small());
    const messages = [{ role: "user" as const, text: "…".repeat(9) }];

    await expect(ask(model, { messages })).rejects.toMatchObject({
      code: "model/context-too-long",
    });
  });

  test("counts nothing where the text is too short to matter", async () => {
    const inner = scripted({});
    const uncountable: LanguageModel = {
      ...inner,
      stream: inner.stream,
      countTokens: () => expect.unreachable("counted"),
    };

    expect((await ask(withCapabilities(uncountable))).text).toBe("ok");
  });
});
