import { generateText, Output, streamText } from "ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { ModelEvent } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import {
  bytesVocabulary,
  constraintSet,
  holdFakeModel,
  larkOf,
} from "../../testing/hold-fake-model.ts";
import { createScriptedModel } from "../scripted/index.ts";
import { toLanguageModelV4 } from "./to-language-model-v4.ts";

const [END = 0] = bytesVocabulary.endTokens;
/** Likes letters, quotes, braces and digits; ends where it may. */
const talkative = () =>
  new Map([
    [END, 0.5],
    ...[...'{"a:5}, b'].map((character, at) => [character.charCodeAt(0), 0.1 + at / 100] as const),
  ]);
const usage = { input: 7, output: 3, cached: 2, cacheWritten: 0, reasoning: 0 };

/** A model that says these events and then ends. */
const saying = (events: readonly ModelEvent[]): LanguageModel => ({
  ...createScriptedModel([]),
  async *stream() {
    yield* events;
    yield {
      type: "response-end",
      finishReason: "stop",
      usage,
      askedOf: "toy/one",
      answeredBy: "toy/one",
      warnings: ["cut to 10"],
    };
  },
});

describe("toLanguageModelV4()", () => {
  const global = globalThis as { AI_SDK_LOG_WARNINGS?: boolean };
  beforeAll(() => void (global.AI_SDK_LOG_WARNINGS = false));
  afterAll(() => void delete global.AI_SDK_LOG_WARNINGS);

  test("answers generateText()", async () => {
    const model = toLanguageModelV4(
      saying([
        { type: "text-delta", text: "hi " },
        { type: "text-delta", text: "you" },
      ]),
    );

    const answer = await generateText({ model, prompt: "say hi" });

    expect(answer.text).toBe("hi you");
    expect(answer.finishReason).toBe("stop");
    expect(answer.usage).toMatchObject({ inputTokens: 7, outputTokens: 3 });
    expect(answer.warnings).toEqual([{ type: "other", message: "cut to 10" }]);
  });

  test("answers streamText() in pieces, and takes back what it can", async () => {
    const model = toLanguageModelV4(
      saying([
        { type: "text-delta", text: "one" },
        { type: "text-reset", reason: "broke" },
        { type: "text-delta", text: "on" },
        { type: "text-delta", text: "e, two" },
      ]),
    );

    const { textStream } = streamText({ model, prompt: "count" });

    expect(await Array.fromAsync(textStream)).toEqual(["one", ", two"]);
  });

  test("fails where what was told would have to be taken back", async () => {
    const model = toLanguageModelV4(
      saying([
        { type: "text-delta", text: "one" },
        { type: "text-reset", reason: "broke" },
        { type: "text-delta", text: "two" },
      ]),
    );

    await expect(generateText({ model, prompt: "count", maxRetries: 0 })).rejects.toMatchObject({
      code: "model/truncated",
    });
  });

  test("is held to constraints", async () => {
    const held = holdFakeModel(talkative);
    const set = constraintSet({ syntax: larkOf('start: "[" /[ab]{3}/ "]"') });

    const { text } = await generateText({ model: toLanguageModelV4(held.model, set), prompt: "x" });

    expect(text).toMatch(/^\[[ab]{3}\]$/);
  });

  test("is held to the schema that Output.object() asks for", async () => {
    const held = holdFakeModel(talkative);
    const schema = z.object({ a: z.int().min(1).max(99), b: z.enum(["x", "y"]) });

    const { output } = await generateText({
      model: toLanguageModelV4(held.model),
      prompt: "x",
      output: Output.object({ schema }),
    });

    expect(schema.parse(output)).toEqual(output);
  });

  test("goes on from a last message of its own, without saying it again", async () => {
    const model = {
      ...saying([{ type: "text-delta", text: "let x = 1" }]),
      continuesAnswerStart: true,
    };

    const { text } = await generateText({
      model: toLanguageModelV4(model),
      messages: [
        { role: "user", content: "x" },
        { role: "assistant", content: "let x" },
      ],
    });

    expect(text).toBe(" = 1");
  });

  test("warns of settings that it does not know", async () => {
    const model = toLanguageModelV4(saying([{ type: "text-delta", text: "a" }]));

    const { warnings } = await generateText({ model, prompt: "x", topP: 0.5, topK: 3 });

    expect(warnings).toContainEqual({ type: "unsupported", feature: "topK" });
    expect(warnings).toContainEqual({ type: "unsupported", feature: "topP" });
  });

  test("refuses what is not text", async () => {
    const model = toLanguageModelV4(saying([]));
    const image = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

    await expect(
      generateText({
        model,
        maxRetries: 0,
        messages: [
          { role: "user", content: [{ type: "file", data: image, mediaType: "image/png" }] },
        ],
      }),
    ).rejects.toMatchObject({ code: "model/bad-request" });
  });

  test("ends with the signal's reason", async () => {
    const held = holdFakeModel(talkative);
    const set = constraintSet({ syntax: larkOf("start: /a{50}/") });
    const reason = new Error("enough");

    await expect(
      generateText({
        model: toLanguageModelV4(held.model, set),
        prompt: "x",
        maxRetries: 0,
        abortSignal: AbortSignal.abort(reason),
      }),
    ).rejects.toBe(reason);
  });
});
