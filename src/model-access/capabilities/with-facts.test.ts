import { describe, expect, test } from "vitest";
import { createScriptedModel } from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { withFacts } from "./with-facts.ts";

const scripted = () =>
  createScriptedModel(["ok"], { capabilities: { takesSeed: true, source: "table of today" } });

describe("withFacts()", () => {
  test("believes configuration more than the model, and says where facts are from", () => {
    const inner = scripted();

    const model = withFacts(inner, {
      takesSeed: false,
      takesGrammar: undefined,
      contextWindowTokens: 77,
    });

    expect(model.contextWindowTokens).toBe(77);
    expect(model.capabilities).toEqual({
      ...inner.capabilities,
      takesSeed: false,
      source: "configuration, else table of today",
    });
  });

  test("asks the model as it is", async () => {
    const inner = scripted();

    await Array.fromAsync(withFacts(inner, { takesSeed: false }).stream(modelRequest({ seed: 7 })));

    expect(inner.requests).toEqual([modelRequest({ seed: 7 })]);
  });

  test("leaves a model alone of which nothing better is known", () => {
    const inner = scripted();

    expect(withFacts(inner, { takesSeed: undefined })).toBe(inner);
  });
});
