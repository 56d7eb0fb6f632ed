import { describe, expect, test } from "vitest";
import { toModelFacts } from "./model-facts.ts";
import { settingsSchema } from "./settings.ts";

describe("toModelFacts()", () => {
  test("reads every fact that configuration can hold", () => {
    const facts = {
      context_window_tokens: 1,
      output_limit_tokens: 2,
      temperature: false,
      seed: false,
      stop_texts: false,
      response_schema: true,
      grammar: true,
      log_probabilities: true,
      prompt_caching: "marked",
      batches: true,
    };
    const settings = settingsSchema.parse({
      models: { "toy/model": facts },
      endpoints: { toy: { base_url: "http://127.0.0.1:1", grammar_field: "grammar" } },
    });

    const overrides = toModelFacts(settings, "toy/model");

    expect(overrides).toEqual({
      contextWindowTokens: 1,
      outputLimitTokens: 2,
      takesTemperature: false,
      takesSeed: false,
      takesStopTexts: false,
      takesResponseSchema: true,
      takesGrammar: true,
      givesLogProbabilities: true,
      promptCaching: "marked",
      hasBatches: true,
    });
    expect(Object.keys(overrides)).toHaveLength(
      Object.keys(settingsSchema.shape.models.unwrap().valueType.shape).length,
    );
  });

  test("refuses a grammar where nothing says how the model takes one", () => {
    const endpoints = { toy: { base_url: "http://127.0.0.1:1" } };
    const settings = settingsSchema.parse({
      models: { "toy/model": { grammar: true } },
      endpoints,
    });

    expect(() => toModelFacts(settings, "toy/model")).toThrow(/nothing says how "toy" takes one/);
  });

  test("says nothing of what configuration leaves open", () => {
    const settings = settingsSchema.parse({ models: { "toy/model": { seed: true } } });

    expect(toModelFacts(settings, "toy/model")).toEqual({ takesSeed: true });
    expect(toModelFacts(settings, "toy/other")).toEqual({});
  });
});
