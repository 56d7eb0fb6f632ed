import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import type { ModelRequest, ModelResponse } from "../../domain/model.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { response, setup } from "../../testing/builders.ts";
import { createReplayModel } from "./create-replay-model.ts";

const request = (wishes: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [{ role: "user", text: "add" }],
  answerStart: undefined,
  stopTexts: [],
  maxOutputTokens: 100,
  temperature: undefined,
  seed: 7,
  breakPoints: [],
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
  ...wishes,
});

const recorded = (asked: ModelRequest, wishes: Partial<ModelResponse> = {}): RunEvent => ({
  type: "response-end",
  attempt: 1,
  requestSha256: createHash("sha256")
    .update(canonicalJson({ ...asked, breakPoints: undefined }))
    .digest("hex"),
  response: response(wishes),
});

const started: RunEvent = { type: "run-start", runId: "r1", ...setup() };

const textOf = async (model: LanguageModel, asked: ModelRequest) =>
  (await Array.fromAsync(model.stream(asked)))
    .map((event) => (event.type === "text-delta" ? event.text : ""))
    .join("");

/** A model that says so when it is asked. */
const live: LanguageModel = {
  id: "live/model",
  contextWindowTokens: 10,
  continuesAnswerStart: false,
  capabilities: PLAIN_CAPABILITIES,
  escalations: 0,
  suggested: { samples: 2, maxOutputTokens: 3 },
  countTokens: () => 4,
  async *stream() {
    yield { type: "text-delta", text: "live" };
  },
  async [Symbol.asyncDispose]() {},
};

describe("createReplayModel()", () => {
  test("holds to constraints what was held to them, and nothing else", async () => {
    const report = { constraint: "a body", by: "toy", levels: [] };
    const set = {} as ConstraintSet;
    const planEnforcement = async () => ({ ...report, by: "live" });

    const held = createReplayModel([started, { type: "enforcement-planned", report }]);
    const resumed = createReplayModel([started], { next: { ...live, planEnforcement } });

    expect(await held.planEnforcement?.(set)).toEqual(report);
    expect(createReplayModel([started])).not.toHaveProperty("planEnforcement");
    expect(await resumed.planEnforcement?.(set)).toMatchObject({ by: "live" });
  });

  test("gives what was recorded: text, usage, reason, who answered, warnings", async () => {
    const said = {
      text: "3",
      finishReason: "length",
      usage: { input: 1, output: 2, cached: 1, cacheWritten: 0, reasoning: 1 },
      askedOf: "first/model",
      answeredBy: "other/model",
      warnings: ["seed dropped"],
    } as const;
    const model = createReplayModel([recorded(request(), said)]);

    const events = await Array.fromAsync(model.stream(request()));

    const { text, ...end } = said;
    expect(events).toEqual([
      { type: "text-delta", text },
      { type: "response-end", ...end },
    ]);
  });

  test("finds a request whatever the order of its keys, and with keys left out that hold nothing", async () => {
    const model = createReplayModel([recorded(request(), { text: "3" })]);
    const told = Object.entries(request()).filter(([, value]) => value !== undefined);
    const reversed = Object.fromEntries(told.toReversed());

    expect(await textOf(model, reversed as unknown as ModelRequest)).toBe("3");
  });

  test("gives several responses to one request in their order", async () => {
    const events = ["a", "b", "c"].map((text) => recorded(request(), { text }));
    const model = createReplayModel(events);

    const texts = [
      await textOf(model, request()),
      await textOf(model, request()),
      await textOf(model, request()),
    ];

    expect(texts).toEqual(["a", "b", "c"]);
  });

  test("gives each request its own responses, in whatever order they are asked", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ seed: fc.nat(3), text: fc.string() }), { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (calls, order) => {
          const model = createReplayModel(
            calls.map(({ seed, text }) => recorded(request({ seed }), { text })),
          );
          const asked = calls.map(({ seed }) => seed).toSorted(() => (order.next().value % 3) - 1);

          for (const [index, seed] of asked.entries()) {
            const before = asked.slice(0, index).filter((other) => other === seed).length;
            const expected = calls.filter((call) => call.seed === seed)[before];

            expect(await textOf(model, request({ seed }))).toBe(expected?.text);
          }
        },
      ),
    );
  });

  test("says what is recorded when a request is not", async () => {
    const model = createReplayModel([started, recorded(request(), { askedOf: "a/b" })]);

    await expect(textOf(model, request({ seed: 8 }))).rejects.toMatchObject({
      code: "model/not-recorded",
      message:
        'Cannot replay run "r1": recorded are 1 response of a/b, and none is left for this request',
      help: expect.stringContaining("seed (7)"),
    });
  });

  test("does not give a response twice", async () => {
    const model = createReplayModel([recorded(request())]);
    await textOf(model, request());

    await expect(textOf(model, request())).rejects.toMatchObject({ code: "model/not-recorded" });
  });

  test("asks `next` for what is not recorded, and takes its facts", async () => {
    const model = createReplayModel([started, recorded(request(), { text: "3" })], { next: live });

    const texts = [await textOf(model, request()), await textOf(model, request())];

    expect(texts).toEqual(["3", "live"]);
    expect(model).toMatchObject({
      id: "live/model",
      contextWindowTokens: 10,
      suggested: live.suggested,
    });
    expect(model.countTokens("")).toBe(4);
  });

  test("suggests the recorded run's limits, so that the same requests are made", () => {
    const model = createReplayModel([started]);

    expect(model).toMatchObject({
      id: "replay/r1",
      suggested: { samples: 1, maxOutputTokens: 100 },
    });
  });

  test("finds a request that was recorded without the answer's start", async () => {
    const model = createReplayModel([recorded(request(), { text: "3" })]);

    expect(await textOf(model, request({ answerStart: "```ts" }))).toBe("3");
  });

  test("throws the signal's own reason before a response is spent", async () => {
    const model = createReplayModel([recorded(request(), { text: "3" })]);
    const reason = new Error("stop");
    const asking = Array.fromAsync(model.stream(request(), { signal: AbortSignal.abort(reason) }));

    await expect(asking).rejects.toBe(reason);

    expect(await textOf(model, request())).toBe("3");
  });
});
