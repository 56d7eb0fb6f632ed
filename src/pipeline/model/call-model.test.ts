import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { ModelEvent, ModelResponse } from "../../domain/model.ts";
import type { RunEvent } from "../../domain/run.ts";
import { createBudget } from "../../model-access/money/create-budget.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createScriptedModel } from "../../providers/index.ts";
import { callRecord, plan } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { callModel } from "./call-model.ts";

const END: ModelEvent = {
  type: "response-end",
  finishReason: "stop",
  usage: { input: 1, output: 2, cached: 0, cacheWritten: 0, reasoning: 0 },
  askedOf: "second/model",
  answeredBy: "model-2026",
  warnings: [],
};

async function call(events: () => AsyncGenerator<ModelEvent>) {
  const prompt = {
    messages: [],
    breakPoints: [],
    answerStart: undefined,
    stopTexts: [],
    template: "t@1",
  };
  const calling = callModel(prompt, plan(), {
    model: wrapModel(createScriptedModel([]), events),
    clock: createFakeClock(),
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    attempt: 3,
    maxOutputTokens: 10,
    budget: createBudget(),
    signal: undefined,
  });
  const seen: RunEvent[] = [];
  for (;;) {
    const step = await calling.next();
    if (step.done === true) return { seen, response: step.value as ModelResponse | undefined };
    seen.push(step.value);
  }
}

describe("callModel()", () => {
  test("forgets the text before a reset", async () => {
    const { response } = await call(async function* () {
      yield { type: "text-delta", text: "half of a wrong an" };
      yield { type: "text-reset", reason: "the stream broke" };
      yield { type: "text-delta", text: "right" };
      yield END;
    });

    expect(response?.text).toBe("right");
  });

  test("says who was asked for the answer in the end", async () => {
    const { response } = await call(async function* () {
      yield END;
    });

    expect(response).toMatchObject({ askedOf: "second/model", answeredBy: "model-2026" });
  });

  test("passes each accounted call on with the attempt it belongs to", async () => {
    const record = callRecord({ ended: "model/overloaded" });

    const { seen } = await call(async function* () {
      yield { type: "call-end", call: record };
      yield END;
    });

    expect(seen).toContainEqual({ type: "call-end", attempt: 3, call: record });
  });

  test("has no response when the budget does not cover the call", async () => {
    const { seen, response } = await call(async function* () {
      yield { type: "wait-start", reason: "budget", waitMs: undefined, why: "w", code: undefined };
      throw new Fault("budget/exceeded", "Cannot make the next call");
    });

    expect(response).toBeUndefined();
    expect(seen.map(({ type }) => type)).toEqual(["wait-start"]);
  });

  test("takes no stream without an end for a short answer", async () => {
    const calling = call(async function* () {
      yield { type: "text-delta", text: "whole?" };
    });

    await expect(calling).rejects.toMatchObject({ code: "model/truncated" });
  });
});
