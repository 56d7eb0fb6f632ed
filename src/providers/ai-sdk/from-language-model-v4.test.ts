import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import { fromLanguageModelV4, type LanguageModelFacts } from "./from-language-model-v4.ts";

const facts: LanguageModelFacts = {
  id: "toy/model",
  contextWindowTokens: 100,
  idleTimeoutMs: 20_000,
};

const request: ModelRequest = {
  messages: [{ role: "user", text: "hi" }],
  answerStart: "let x = \n",
  stopTexts: [],
  maxOutputTokens: 9,
  temperature: undefined,
  seed: undefined,
  breakPoints: [],
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
};

const noUsage = {
  inputTokens: {
    total: undefined,
    noCache: undefined,
    cacheRead: undefined,
    cacheWrite: undefined,
  },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};
const usage = {
  inputTokens: { total: 5, noCache: 4, cacheRead: 1, cacheWrite: undefined },
  outputTokens: { total: 3, text: 2, reasoning: 1 },
};
const begin: LanguageModelV4StreamPart = { type: "stream-start", warnings: [] };
const delta = (text: string): LanguageModelV4StreamPart => ({
  type: "text-delta",
  id: "0",
  delta: text,
});
const finish = (
  unified:
    | "stop"
    | "length"
    | "content-filter"
    | "tool-calls"
    | "other"
    | "error"
    | "interrupted" = "stop",
): LanguageModelV4StreamPart => ({
  type: "finish",
  finishReason: { unified, raw: undefined },
  usage,
});

/** An AI SDK model whose answer is these parts, and what it was called with. */
function modelOf(parts: readonly LanguageModelV4StreamPart[]) {
  const calls: LanguageModelV4CallOptions[] = [];
  const model: LanguageModelV4 = {
    specificationVersion: "v4",
    provider: "toy",
    modelId: "model",
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error("not asked for")),
    async doStream(options) {
      calls.push(options);
      return { stream: ReadableStream.from(parts) };
    },
  };
  return { model, calls };
}

const ask = (
  parts: readonly LanguageModelV4StreamPart[],
  wishes: Partial<LanguageModelFacts> = {},
) =>
  Array.fromAsync(
    fromLanguageModelV4(modelOf(parts).model, { ...facts, ...wishes }).stream(request),
  );

const textOf = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

describe("fromLanguageModelV4()", () => {
  test("yields all text, whatever comes between, and one end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), async (texts) => {
        const between: LanguageModelV4StreamPart[] = [
          { type: "reasoning-delta", id: "1", delta: "hm" },
          { type: "ping" },
        ];

        const events = await ask([
          begin,
          ...texts.flatMap((text) => [...between, delta(text)]),
          finish(),
        ]);

        expect(textOf(events)).toBe(texts.join(""));
        expect(events.filter(({ type }) => type === "response-end")).toHaveLength(1);
        expect(events.at(-1)).toMatchObject({
          finishReason: "stop",
          usage: { input: 5, output: 3, cached: 1, cacheWritten: 0, reasoning: 1 },
          answeredBy: "model",
        });
      }),
    );
  });

  test.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content-filter", "refusal"],
    ["tool-calls", "other"],
    ["other", "other"],
  ] as const)("calls the reason %s %s", async (unified, finishReason) => {
    expect((await ask([begin, finish(unified)])).at(-1)).toMatchObject({ finishReason });
  });

  test.each(["error", "interrupted"] as const)(
    "refuses an answer that ends as %s",
    async (unified) => {
      await expect(ask([begin, delta("so"), finish(unified)])).rejects.toMatchObject({
        code: "model/truncated",
        details: { partialText: "so", usage: { output: 3 } },
      });
    },
  );

  test("refuses an answer without an end", async () => {
    await expect(ask([begin, delta("so")])).rejects.toMatchObject({
      code: "model/truncated",
      details: { partialText: "so" },
    });
  });

  test("hands warnings on, in words", async () => {
    const warnings = [
      { type: "unsupported", feature: "seed" },
      { type: "compatibility", feature: "system", details: "sent as user" },
      { type: "deprecated", setting: "topK", message: "use topP" },
      { type: "other", message: "cut to 4096" },
    ] as const;

    const events = await ask([{ type: "stream-start", warnings: [...warnings] }, finish()]);

    expect(events.at(-1)).toMatchObject({
      warnings: [
        "unsupported: seed",
        "compatibility: system (sent as user)",
        "deprecated: topK (use topP)",
        "cut to 4096",
      ],
    });
  });

  test("warns where no tokens are reported", async () => {
    const end: LanguageModelV4StreamPart = {
      ...finish(),
      usage: noUsage,
    } as LanguageModelV4StreamPart;

    expect((await ask([begin, end])).at(-1)).toMatchObject({
      usage: { input: 0, output: 0 },
      warnings: ["the provider reported no token usage"],
    });
  });

  test.each([-5, 1.5, Number.NaN, 1e15])("takes %d tokens for not counted", async (told) => {
    const inputTokens = { ...usage.inputTokens, cacheRead: told, cacheWrite: told };
    const outputTokens = { total: told, text: told, reasoning: told };
    const end = { ...finish(), usage: { inputTokens, outputTokens } } as LanguageModelV4StreamPart;

    expect((await ask([begin, end])).at(-1)).toMatchObject({
      usage: { input: 5, output: 0, cached: 0, cacheWritten: 0, reasoning: 0 },
    });
  });

  test("leaves the answer's start out where the model does not go on from it", async () => {
    const { model, calls } = modelOf([begin, delta("1"), finish()]);

    const events = await Array.fromAsync(fromLanguageModelV4(model, facts).stream(request));

    expect(textOf(events)).toBe("1");
    expect(calls[0]?.prompt.map(({ role }) => role)).toEqual(["user"]);
  });

  test("sends the answer's start, and begins the answer with it, where the model goes on", async () => {
    const { model, calls } = modelOf([begin, delta(" 1"), finish()]);
    const continuing = fromLanguageModelV4(model, { ...facts, continuesAnswerStart: true });

    const events = await Array.fromAsync(continuing.stream(request));

    // Without its last whitespace: providers refuse that, and the model writes it itself.
    expect(textOf(events)).toBe("let x = 1");
    expect(calls[0]?.prompt.at(-1)).toEqual({
      role: "assistant",
      content: [{ type: "text", text: "let x =" }],
    });
  });

  test("passes temperature and seed only when they are defined", async () => {
    const { model, calls } = modelOf([begin, finish()]);
    const asked = fromLanguageModelV4(model, facts);

    await Array.fromAsync(asked.stream(request));
    await Array.fromAsync(asked.stream({ ...request, temperature: 0, seed: 0 }));

    expect(Object.keys(calls[0] ?? {})).not.toContain("temperature");
    expect(Object.keys(calls[0] ?? {})).not.toContain("seed");
    expect(calls[1]).toMatchObject({ temperature: 0, seed: 0, maxOutputTokens: 9 });
  });

  test.each(["ping", "reasoning-delta"] as const)("counts a %s as a sign of life", async (type) => {
    const sign = { type, id: "1", delta: "hm" } as LanguageModelV4StreamPart;
    const pace = async function* () {
      yield begin;
      for (let count = 0; count < 3; count += 1) {
        await new Promise((resolve) => AbortSignal.timeout(300).addEventListener("abort", resolve));
        yield sign;
      }
      yield finish();
    };
    const { model } = modelOf([]);
    const slow = { ...model, doStream: async () => ({ stream: ReadableStream.from(pace()) }) };

    const events = await Array.fromAsync(
      fromLanguageModelV4(slow, { ...facts, idleTimeoutMs: 700 }).stream(request),
    );

    expect(events).toHaveLength(1);
  });

  test.each([
    ["before it answers", () => new Promise<never>(() => {})],
    ["in its answer", async () => ({ stream: new ReadableStream<LanguageModelV4StreamPart>() })],
  ])("gives up on a model that is silent %s and does not heed its signal", async (_, doStream) => {
    const deaf = { ...modelOf([]).model, doStream };
    const impatient = fromLanguageModelV4(deaf, { ...facts, idleTimeoutMs: 10 });

    await expect(Array.fromAsync(impatient.stream(request))).rejects.toMatchObject({
      code: "model/timeout",
      message: 'Cannot ask "toy/model": no first sign of life came within 10 ms',
    });
  });

  test("waits longer for the first sign of life than for others, when it is told so", async () => {
    const stall = async function* () {
      yield begin;
      await new Promise((resolve) => AbortSignal.timeout(60).addEventListener("abort", resolve));
      yield delta("a");
      await new Promise(() => {});
    };
    const slow = {
      ...modelOf([]).model,
      doStream: async () => ({ stream: ReadableStream.from(stall()) }),
    };
    const limits = { firstByteTimeoutMs: 20_000, idleTimeoutMs: 20 };

    const asking = Array.fromAsync(
      fromLanguageModelV4(slow, { ...facts, ...limits }).stream(request),
    );

    await expect(asking).rejects.toMatchObject({
      details: { timeout: "idle", partialText: "a" },
    });
  });

  test("does not take the client's own beginning for a sign of life", async () => {
    const silent = async function* () {
      yield begin;
      await new Promise(() => {});
    };
    const model = {
      ...modelOf([]).model,
      doStream: async () => ({ stream: ReadableStream.from(silent()) }),
    };
    const limits = { firstByteTimeoutMs: 20, idleTimeoutMs: 20_000 };

    const asking = Array.fromAsync(
      fromLanguageModelV4(model, { ...facts, ...limits }).stream(request),
    );

    await expect(asking).rejects.toMatchObject({ details: { timeout: "first-byte" } });
  });

  test("reports what the headers say is left, whatever their case", async () => {
    const { model } = modelOf([begin, finish()]);
    const headers = { "X-RateLimit-Remaining-Tokens": "12" };
    const reporting = {
      ...model,
      doStream: async () => ({
        stream: ReadableStream.from([begin, finish()]),
        response: { headers },
      }),
    };

    const [report] = await Array.fromAsync(fromLanguageModelV4(reporting, facts).stream(request));

    expect(report).toEqual({
      type: "limits-report",
      limits: {
        requests: undefined,
        tokens: { limit: undefined, remaining: 12, resetsInMs: undefined },
      },
    });
  });

  test("cancels a stream whose model does not heed its signal", async () => {
    let isCancelled = false;
    const stream = new ReadableStream<LanguageModelV4StreamPart>({
      start: (controller) => controller.enqueue(delta("a")),
      cancel: () => void (isCancelled = true),
    });
    const deaf = { ...modelOf([]).model, doStream: async () => ({ stream }) };

    for await (const _ of fromLanguageModelV4(deaf, facts).stream(request)) break;

    expect(isCancelled).toBe(true);
  });

  test("may be asked again and at the same time", async () => {
    const model = fromLanguageModelV4(modelOf([begin, delta("a"), finish()]).model, facts);

    const answers = await Promise.all([1, 2, 3].map(() => Array.fromAsync(model.stream(request))));

    expect(answers.map(textOf)).toEqual(["a", "a", "a"]);
  });
});
