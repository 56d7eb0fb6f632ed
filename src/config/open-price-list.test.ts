import { describe, expect, test } from "vitest";
import { listProviders } from "../providers/index.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import { loadConfig } from "./load-config.ts";
import { modelsToAsk, openPriceList } from "./open-price-list.ts";
import { toProviderSettings } from "./provider-settings.ts";

const load = (flags: object = {}) =>
  loadConfig({ root: "/nonexistent", flags, variables: { XDG_CONFIG_HOME: "/nonexistent" } });

describe("openPriceList()", () => {
  test("takes the user's prices first, knows free providers and endpoints", async () => {
    const config = await load({
      prices: { "scripted/a.json": { input: 3, output: 15, cache_read: 0.3, batch_factor: 0.5 } },
      endpoints: { fast: { base_url: "https://api.groq.com/openai/v1" } },
    });
    const providers = listProviders(toProviderSettings(config.settings, {}));

    const list = await openPriceList(config, { providers, clock: createFakeClock() });

    expect(list.find("scripted/a.json")).toEqual({
      modelId: "scripted/a.json",
      tiers: [
        { aboveInputTokens: 0, rates: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3 } },
      ],
      batchFactor: 0.5,
      source: "--prices",
      asOf: "2026-01-01",
    });
    expect(list.find("scripted/b.json")?.tiers[0].rates.input).toBe(0);
    expect(list.find("ollama/qwen")?.tiers[0].rates.input).toBe(0);
    expect(list.find("fast/llama-3.3-70b-versatile")).toBeDefined();
    expect(list.find("fast/nobody-knows")).toBeUndefined();
  });
});

describe("modelsToAsk()", () => {
  test("names every model that configuration may have asked, once", async () => {
    const { settings } = await load({
      fallback_models: ["b/b", "a/a"],
      escalation_models: ["c/c", "b/b"],
      routes: [{ name: "small", model: "d/d" }],
    });

    expect(modelsToAsk(settings, "a/a")).toEqual(["a/a", "d/d", "b/b", "c/c"]);
  });
});
