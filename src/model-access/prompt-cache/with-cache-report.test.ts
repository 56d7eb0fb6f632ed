import { describe, expect, test } from "vitest";
import type { ModelRequest } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { CacheReport, PromptHistory, SentPrompt } from "../../ports/prompt-history.ts";
import { createScriptedModel, type ScriptedAnswer } from "../../providers/index.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { withCacheReport } from "./with-cache-report.ts";

const BRIEFING = "You write code.\n".repeat(500);
const usage = (cached: number) => ({
  input: 2000,
  output: 5,
  cached,
  cacheWritten: 0,
  reasoning: 0,
});
const ask = (task: string): ModelRequest =>
  modelRequest({
    messages: [
      { role: "system", text: BRIEFING },
      { role: "user", text: task },
    ],
    breakPoints: [{ message: 0, end: BRIEFING.length }],
  });

function reported(
  answers: readonly ScriptedAnswer[],
  promptCaching: "marked" | "automatic" | "none" = "marked",
) {
  const prompts: SentPrompt[] = [];
  const reports: (CacheReport | undefined)[] = [];
  const history: PromptHistory = {
    last: (count) => prompts.slice(0, count),
    add(prompt, report) {
      prompts.unshift(prompt);
      reports.push(report);
    },
    flush() {},
    reports: () => [],
    clear() {},
  };
  const inner = createScriptedModel(answers, {
    capabilities: { promptCaching, promptCachingMinTokens: 1024 },
  });
  const clock = createFakeClock();
  const model = withCacheReport(inner, { history, clock, promptCaching: "5m" });
  return { inner, model, prompts, reports, clock };
}

async function drain(model: LanguageModel, request: ModelRequest, runId?: string) {
  for await (const event of model.stream(request, { runId }))
    if (event.type === "response-end") return;
}

describe("withCacheReport()", () => {
  test("explains each call by those before it, also when the reader stops at the end", async () => {
    const { model, reports, clock } = reported([
      { text: "a", usage: usage(0) },
      { text: "b", usage: usage(1900) },
      { text: "c", usage: usage(0) },
    ]);

    await drain(model, ask("one"), "run-1");
    clock.advance(60_000);
    await drain(model, ask("two"), "run-2");
    clock.advance(6 * 60_000);
    await drain(model, ask("three"));

    expect(reports.map((report) => [report?.runId, report?.outcome])).toEqual([
      ["run-1", "first"],
      ["run-2", "hit"],
      [undefined, "expired"],
    ]);
  });

  test("remembers a prompt whose answer broke off, without a report", async () => {
    const { model, prompts, reports } = reported([{ text: "half", fault: "cut" }]);

    await expect(drain(model, ask("one"))).rejects.toMatchObject({ code: "model/truncated" });

    expect(prompts.map(({ messages }) => messages.at(-1)?.text)).toEqual(["one"]);
    expect(reports).toEqual([undefined]);
  });

  test("remembers nothing that no model has read", async () => {
    const { model, prompts } = reported([{ fault: "model/overloaded" }]);

    await expect(drain(model, ask("one"))).rejects.toMatchObject({ code: "model/overloaded" });

    expect(prompts).toEqual([]);
  });

  test("leaves a model as it is that caches nothing", () => {
    const { inner, model } = reported([], "none");

    expect(model).toBe(inner);
  });
});
