import { describe, expect, test } from "vitest";
import type { AnswerEvent } from "../../domain/answer.ts";
import { createScriptedModel, type ScriptedAnswer } from "../../providers/index.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { askForJson, type JsonAnswer } from "./ask-for-json.ts";

const SCHEMA = { type: "object" };
const USAGE = { input: 10, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 };
const readNumber = ({ n }: Readonly<Record<string, unknown>>): { readonly n: number } => {
  if (typeof n === "number") return { n };
  throw new SyntaxError("n should be a number");
};

async function ask(
  answers: readonly ScriptedAnswer[],
  wishes: Parameters<typeof createScriptedModel>[1] = {},
  read: (
    value: Readonly<Record<string, unknown>>,
    isLast: boolean,
  ) => { readonly n: number } = readNumber,
) {
  const model = createScriptedModel(answers, wishes);
  const events: AnswerEvent[] = [];
  const steps = askForJson([{ role: "user", text: "A number, please" }], {
    model,
    clock: createFakeClock(),
    maxOutputTokens: 100,
    schema: SCHEMA,
    read,
  });
  for (;;) {
    const { value, done } = await steps.next();
    if (done === true) return { answer: value as JsonAnswer<{ n: number }>, events, model };
    events.push(value);
  }
}

describe("askForJson()", () => {
  test("takes the first answer that can be used", async () => {
    const { answer, model } = await ask([{ text: '```json\n{"n": 1}\n```', usage: USAGE }]);

    expect(answer).toMatchObject({ value: { n: 1 }, usage: USAGE, reasks: 0 });
    expect(model.requests).toHaveLength(1);
  });

  test("asks once more with the reason, and counts both answers", async () => {
    const { answer, events, model } = await ask([
      { text: '{"n": "one"}', usage: USAGE, warnings: ["a"] },
      { text: '{"n": 1}', usage: USAGE, warnings: ["a", "b"] },
    ]);

    expect(answer).toMatchObject({
      value: { n: 1 },
      usage: { input: 20, output: 10 },
      warnings: ["a", "b"],
      reasks: 1,
    });
    expect(events).toContainEqual({ type: "reask-start", reason: "n should be a number" });
    expect(model.requests[1]?.messages.slice(1)).toMatchObject([
      { role: "assistant", text: '{"n": "one"}' },
      { role: "user", text: expect.stringContaining("n should be a number") },
    ]);
  });

  test.each([
    ["is wrong twice", ["no", '{"n": "one"}'], "model/unusable-answer"],
    [
      "was cut twice",
      [
        { text: '{"n": 1}', finishReason: "length" },
        { text: '{"n": 1}', finishReason: "length" },
      ],
      "model/unusable-answer",
    ],
    ["is a refusal", [{ text: '{"n": 1}', finishReason: "refusal" }], "model/refused"],
    ["breaks off", [{ text: '{"n": 1}', fault: "cut" }], "model/truncated"],
  ] as const)("ends as a fault when the answer %s", async (_name, answers, code) => {
    await expect(ask(answers)).rejects.toMatchObject({ code });
  });

  test("tells caches which answers are of use", async () => {
    const model = createScriptedModel(['{"n": 1}']);
    const told: (boolean | undefined)[] = [];
    const steps = askForJson([{ role: "user", text: "A number, please" }], {
      model: {
        ...model,
        stream(request, options) {
          for (const text of ['{"n": 2}', '{"n": "two"}', "two"])
            told.push(options?.isUsable?.(text));
          return model.stream(request, options);
        },
      },
      clock: createFakeClock(),
      maxOutputTokens: 100,
      schema: SCHEMA,
      read: readNumber,
    });
    while ((await steps.next()).done !== true);

    expect(told).toEqual([true, false, false]);
  });

  test("says that it is the last time when it is", async () => {
    const seen: boolean[] = [];
    await ask(["{}", "{}"], {}, (_value, isLast) => {
      seen.push(isLast);
      if (!isLast) throw new SyntaxError("again");
      return { n: 0 };
    });

    expect(seen).toEqual([false, true]);
  });

  test("holds a model to the schema where it can be held to one", async () => {
    const held = await ask(['{"n": 1}'], { capabilities: { takesResponseSchema: true } });
    const free = await ask(['{"n": 1}']);

    expect(held.model.requests[0]?.responseSchema).toBe(SCHEMA);
    expect(free.model.requests[0]?.responseSchema).toBeUndefined();
  });

  test("leaves the first answer out where both would not fit", async () => {
    const { model } = await ask(["long ".repeat(100), '{"n": 1}'], { contextWindowTokens: 250 });

    expect(model.requests[1]?.messages.map(({ role }) => role)).toEqual(["user", "user"]);
  });

  test("passes a bug on as what it is", async () => {
    const bug = new TypeError("ours");

    await expect(
      ask(["{}"], {}, () => {
        throw bug;
      }),
    ).rejects.toBe(bug);
  });
});
