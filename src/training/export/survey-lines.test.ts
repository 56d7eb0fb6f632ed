import { describe, expect, test } from "vitest";
import { sha256 } from "../../platform/sha256.ts";
import { createHideSecrets } from "../../std/hide-secrets.ts";
import { createHeldOutTasks } from "../filters/held-out-tasks.ts";
import { surveyLines } from "./survey-lines.ts";

const words = (from: number, count = 40): string =>
  Array.from({ length: count }, (_none, at) => `word${from + at}`).join(" ");
const survey = (lines: readonly unknown[]) =>
  surveyLines(
    (async function* () {
      for (const line of lines) yield typeof line === "string" ? line : JSON.stringify(line);
    })(),
    {
      similarity: 0.8,
      heldOut: createHeldOutTasks([{ task: "hidden", text: words(90_000) }], []),
      hideSecrets: createHideSecrets([]),
      sha256,
      signal: undefined,
    },
  );
const chat = (asked: string, answer: string, more: object = {}) => ({
  messages: [
    { role: "system", content: words(50_000, 300) },
    { role: "user", content: asked },
    { role: "assistant", content: answer },
  ],
  ...more,
});

describe("surveyLines()", () => {
  test("counts formats, doubles, leaks, secrets and labels", async () => {
    const labels = {
      verdict: "accepted",
      checks: [{ phase: "type" }, { phase: "type" }],
      feedback: [{ opinion: "edit" }],
    };

    const found = await survey([
      chat(words(0), words(100), {
        labels,
        provenance: { language: "toy", model: { askedOf: "a/b" } },
      }),
      chat(words(0), words(100)),
      chat(words(0), `${words(100)} and more`),
      chat(words(90_000), words(300)),
      chat(words(2000), "ghp_0123456789abcdefghij0123"),
      {
        prompt: [{ role: "user", content: words(400) }],
        chosen: [{ role: "assistant", content: words(500) }],
        rejected: [{ role: "assistant", content: words(600) }],
      },
    ]);

    expect(found).toMatchObject({
      lines: 6,
      examples: 6,
      broken: 0,
      formats: { chat: 5, preference: 1 },
      duplicates: 1,
      nearDuplicates: 1,
      leaked: 1,
      leakedTasks: { hidden: 1 },
      secrets: 1,
      unlabelled: 5,
      verdicts: { accepted: 1 },
      checks: { type: 1 },
      feedback: { edit: 1 },
      languages: { toy: 1 },
      models: { "a/b": 1 },
    });
  });

  test("tells lines that are no examples, and skips blank ones", async () => {
    const found = await survey([
      "\uFEFF" + JSON.stringify(chat("a", "b")),
      "",
      "{",
      "[]",
      { messages: [] },
      { messages: [{ role: "user", content: "a" }] },
      { prompt: "text", chosen: "text", rejected: "text" },
    ]);

    expect(found).toMatchObject({ lines: 6, examples: 1, broken: 5, brokenLines: [3, 4, 5, 6, 7] });
  });
});
