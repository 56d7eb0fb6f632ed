import { expect, test } from "vitest";
import type { RunEvent } from "../../domain/run.ts";
import { createBudget } from "../../model-access/money/create-budget.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { createScriptedModel } from "../../providers/index.ts";
import { plan } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { callInTime } from "./call-in-time.ts";
import { openDeadline } from "./open-deadline.ts";

const PROMPT = {
  messages: [{ role: "user", text: "Count" }],
  breakPoints: [],
  answerStart: undefined,
  stopTexts: [],
  template: "t@1",
} as const;

/** Asks until the time is over, which it is once the first text has come. */
async function callUntilOver(model: LanguageModel, signal?: AbortSignal) {
  const clock = createFakeClock();
  using deadline = openDeadline({ clock, timeMs: 1000, signal });
  const steps = callInTime(PROMPT, plan(), {
    model,
    clock,
    deadline,
    sha256: (text) => text,
    attempt: 2,
    maxOutputTokens: 100,
    budget: createBudget(),
  });
  const seen: RunEvent[] = [];
  for (;;) {
    const { value, done } = await steps.next();
    if (done === true) return { seen, response: value };
    seen.push(value);
    if (value.type === "text-delta") clock.advance(1000);
  }
}

test("callInTime() ends a stalled call when the time is over, and tells what had come", async () => {
  const model = createScriptedModel([{ text: "one two three", fault: "stall", faultAfter: 7 }]);

  const { seen, response } = await callUntilOver(model);

  expect(response).toBe("time");
  expect(seen.at(-1)).toEqual({ type: "answer-cut", attempt: 2, text: "one two" });
});

test("callInTime() rejects with the reason of whoever stopped the run", async () => {
  const model = createScriptedModel([{ text: "one", fault: "stall", faultAfter: 1 }]);
  const reason = new Error("stop");

  await expect(callUntilOver(model, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test("callInTime() passes on what fails by itself", async () => {
  const model = createScriptedModel([{ text: "one", fault: "cut", faultAfter: 1 }]);

  await expect(callUntilOver(model)).rejects.toMatchObject({ code: "model/truncated" });
});
