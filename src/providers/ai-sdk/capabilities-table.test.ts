import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { describe, expect, test } from "vitest";
import { hostedModelFacts } from "./capabilities-table.ts";

const ANTHROPIC = [
  "claude-sonnet-5-5",
  "claude-opus-5-5",
  "claude-haiku-5-5",
  "claude-fable-5-1",
  "claude-opus-5",
  "claude-sonnet-5",
  "claude-opus-4-8",
  "claude-opus-4-7",
  "claude-opus-4-6",
  "claude-sonnet-4-6",
  "claude-sonnet-4-5-20250929",
  "claude-opus-4-5-20251101",
  "claude-haiku-4-5-20251001",
  "claude-opus-4-1-20250805",
  "claude-opus-4-20250514",
  "claude-sonnet-4-20250514",
  "claude-3-haiku-20240307",
];
const OPENAI = [
  "gpt-6-sol",
  "gpt-6-luna",
  "gpt-5.4-mini",
  "gpt-5-mini",
  "gpt-5-chat-latest",
  "o4-mini",
  "gpt-4.1",
  "gpt-4o",
];

/** What the real client makes of these parameters: the body it would send. */
async function bodyOf(provider: "anthropic" | "openai", name: string, limit: number) {
  const bodies: Record<string, unknown>[] = [];
  const client = { anthropic: createAnthropic, openai: createOpenAI }[provider];
  const model = client({
    apiKey: "k",
    baseURL: "http://127.0.0.1:1/v1",
    fetch: async (_, init) => {
      bodies.push(JSON.parse(String(init?.body)) as Record<string, unknown>);
      throw new Error("enough");
    },
  })(name);
  const prompt = [{ role: "user" as const, content: [{ type: "text" as const, text: "a" }] }];
  const schema = { type: "object" as const, properties: {}, additionalProperties: false };
  await Promise.resolve(
    model.doStream({
      prompt,
      temperature: 0.5,
      seed: 1,
      stopSequences: ["x"],
      maxOutputTokens: limit,
      responseFormat: { type: "json", schema },
    }),
  ).catch(() => {});
  return bodies[0] ?? expect.unreachable("nothing was sent");
}

describe("hostedModelFacts()", () => {
  test.each([
    ["anthropic", "claude-sonnet-5-5", 1_000_000],
    ["anthropic", "claude-opus-4-6", 1_000_000],
    ["anthropic", "claude-haiku-4-5-20251001", 200_000],
    ["anthropic", "claude-sonnet-4-20250514", 200_000],
    ["anthropic", "claude-3-haiku-20240307", 200_000],
    ["anthropic", "claude-what-comes-later", 200_000],
    ["openai", "gpt-6-sol", 1_050_000],
    ["openai", "gpt-6.2-astra", 1_050_000],
    ["openai", "gpt-5.4-mini", 400_000],
    ["openai", "gpt-5-mini", 400_000],
    ["openai", "o4-mini", 200_000],
    ["openai", "what-comes-later", 128_000],
  ] as const)("says that the window of %s/%s is %i", (provider, name, expected) => {
    expect(hostedModelFacts(provider, name).contextWindowTokens).toBe(expected);
  });

  test("says where it is from: a date, or that it is assumed", () => {
    const { capabilities } = hostedModelFacts("openai", "gpt-6-sol");
    const { capabilities: later } = hostedModelFacts("openai", "what-comes-later");

    expect(capabilities.source).toBe("table of 2026-11-21");
    expect(later).toMatchObject({ source: "assumed", hasBatches: false, takesTemperature: false });
  });

  test.each([
    ...ANTHROPIC.map((name) => ["anthropic", name] as const),
    ...OPENAI.map((name) => ["openai", name] as const),
  ])("says of %s/%s what its own client sends", async (provider, name) => {
    const { capabilities } = hostedModelFacts(provider, name);

    const body = await bodyOf(provider, name, capabilities.outputLimitTokens ?? 1);

    expect("temperature" in body).toBe(capabilities.takesTemperature);
    expect("seed" in body).toBe(capabilities.takesSeed);
    expect("stop_sequences" in body || "stop" in body).toBe(capabilities.takesStopTexts);
    expect("output_config" in body || "text" in body).toBe(capabilities.takesResponseSchema);
    expect(body["max_tokens"] ?? body["max_output_tokens"]).toBe(capabilities.outputLimitTokens);
  });

  test.each(ANTHROPIC)(
    "knows no longer answer of %s than its client lets through",
    async (name) => {
      const { outputLimitTokens = 0 } = hostedModelFacts("anthropic", name).capabilities;

      expect((await bodyOf("anthropic", name, outputLimitTokens + 1))["max_tokens"]).toBe(
        outputLimitTokens,
      );
    },
  );
});
