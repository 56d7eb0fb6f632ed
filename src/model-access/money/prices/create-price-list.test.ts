import { readFileSync } from "node:fs";
import { calcPrice } from "@pydantic/genai-prices";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf, type ModelPrice, toUsd } from "../../../domain/price.ts";
import type { TokenUsage } from "../../../domain/token-usage.ts";
import { createFakeClock } from "../../../testing/fake-clock.ts";
import { createPriceList } from "./create-price-list.ts";
import { loadPackagedPrices, PACKAGE_VERSION } from "./load-packaged-prices.ts";
import { TABLE } from "./table.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const clock = createFakeClock(NOW);
const prices = await createPriceList({
  clock,
  isFree: (id) => id === "local",
  endpointUrls: {
    groq: "https://api.groq.com/openai/v1",
    deepseek: "https://api.deepseek.com/v1",
    lab: "http://127.0.0.1:1/v1",
  },
});
const ratesOf = (id: string) => prices.find(id)?.tiers.map(({ rates }) => rates);
const usage = (wishes: Partial<TokenUsage>): TokenUsage => ({
  input: 0,
  output: 0,
  cached: 0,
  cacheWritten: 0,
  reasoning: 0,
  ...wishes,
});

describe("createPriceList()", () => {
  test("does not give a model its neighbour's price", () => {
    for (const id of [
      "anthropic/claude-sonnet-5-nonsense",
      "anthropic/claude-sonnet-5-6",
      "anthropic/claude-haiku-4-5-turbo",
      "anthropic/claude-haiku-5-5-fast",
      "openai/gpt-6.3-sol",
      "openai/gpt-6-sol-pro",
      "openai/gpt-6.2-sol-pro",
      "openai/no-such-model",
    ])
      expect([id, prices.find(id)]).toEqual([id, undefined]);
  });

  test("knows the models that the package lacks or confuses", () => {
    expect(ratesOf("anthropic/claude-sonnet-5-5")).toEqual([
      { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 },
    ]);
    expect(prices.find("anthropic/claude-haiku-5-5")?.tiers).toMatchObject([
      { aboveInputTokens: 0, rates: { input: 0.1, output: 0.5 } },
      { aboveInputTokens: 100_000, rates: { input: 0.5, output: 2.5 } },
    ]);
    expect(prices.find("openai/gpt-6.2-astra")).toMatchObject({ asOf: "2026-11-18" });
    expect(ratesOf("openai/gpt-6.1-sol")).toMatchObject([{ input: 2, output: 10, cacheRead: 0.1 }]);
  });

  test("takes a date or `latest` at the end of a name for the same model", () => {
    for (const [variant, plain] of [
      ["anthropic/claude-haiku-4-5-20251001", "anthropic/claude-haiku-4-5"],
      ["anthropic/claude-sonnet-5-5-20261009", "anthropic/claude-sonnet-5-5"],
      ["openai/gpt-6-sol-2026-09-22", "openai/gpt-6-sol"],
      ["anthropic/claude-3-5-haiku-20241022", "anthropic/claude-3-5-haiku-latest"],
    ] as const) {
      expect(ratesOf(variant)).toBeDefined();
      expect(ratesOf(variant)).toEqual(ratesOf(plain));
      expect(prices.find(variant)?.modelId).toBe(variant);
    }
  });

  test("takes the user's price before all others, free ones included", async () => {
    const chosen: ModelPrice = {
      ...prices.find("anthropic/claude-sonnet-5-5")!,
      modelId: "local/qwen",
      source: "config.toml",
    };
    const list = await createPriceList({ clock, chosen: [chosen], isFree: () => true });

    expect(list.find("local/qwen")).toBe(chosen);
    expect(list.find("local/other")?.tiers[0].rates.input).toBe(0);
  });

  test("knows free providers, and does not take an unknown price for a free one", () => {
    expect(prices.find("local/anything")).toMatchObject({
      tiers: [{ rates: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } }],
      asOf: "2026-11-21",
    });
    expect(prices.find("lab/llama-3.3-70b-versatile")).toBeUndefined();
    expect(prices.find("groq/whisper-large-v3")).toBeUndefined();
  });

  test("knows an endpoint's prices by its address, not by its name", async () => {
    const misled = await createPriceList({
      clock,
      endpointUrls: { groq: "http://127.0.0.1:1/v1", fast: "https://api.groq.com/openai/v1" },
    });

    expect(prices.find("groq/llama-3.3-70b-versatile")).toBeDefined();
    expect(misled.find("groq/llama-3.3-70b-versatile")).toBeUndefined();
    expect(misled.find("fast/llama-3.3-70b-versatile")).toBeDefined();
  });

  test("takes the dearest hour of a price that changes in a day", () => {
    const hours = Array.from(
      { length: 24 },
      (_, hour) =>
        calcPrice({ input_tokens: 1e6 }, "deepseek-v4-pro", {
          providerId: "deepseek",
          timestamp: new Date(Date.UTC(2026, 10, 21, hour)),
        })!.total_price,
    );

    expect(new Set(hours).size).toBeGreaterThan(1);
    expect(prices.find("deepseek/deepseek-v4-pro")?.tiers[0].rates.input).toBe(Math.max(...hours));
  });

  test("asks more for what is kept for an hour", async () => {
    const long = await createPriceList({ clock, cacheLifetime: "1h" });

    const writes = ["claude-sonnet-5-5", "claude-opus-5-5"].map(
      (name) => long.find(`anthropic/${name}`)?.tiers[0].rates.cacheWrite,
    );

    expect(writes).toEqual([4, 8]);
  });

  test("halves the price of batches of the providers that do", () => {
    expect(prices.find("anthropic/claude-opus-5-5")?.batchFactor).toBe(0.5);
    expect(prices.find("anthropic/claude-haiku-5-5")?.batchFactor).toBe(0.5);
    expect(prices.find("openai/gpt-6-sol")?.batchFactor).toBe(0.5);
    expect(prices.find("groq/llama-3.3-70b-versatile")?.batchFactor).toBeUndefined();
  });

  test("lists what it finds, each with a source and a date", () => {
    const listed = prices.list();

    expect(listed.length).toBeGreaterThan(40);
    expect(new Set(listed.map(({ modelId }) => modelId)).size).toBe(listed.length);
    for (const price of listed) {
      expect(price).toEqual(prices.find(price.modelId));
      expect(price.source).not.toBe("");
      expect(price.asOf).toMatch(/^2026-\d{2}-\d{2}$/);
    }
  });

  test("has no row of its own for a model that the package has", async () => {
    const packaged = await loadPackagedPrices({ now: NOW, cacheLifetime: "5m" });

    const doubled = TABLE.filter(({ modelId }) => {
      const [id = "", name = ""] = modelId.split("/");
      return packaged.find({ id }, name) !== undefined;
    });

    expect(doubled).toEqual([]);
  });

  test("tells the date of the package that is installed", () => {
    const { version } = JSON.parse(
      readFileSync("node_modules/@pydantic/genai-prices/package.json", "utf8"),
    ) as { readonly version: string };

    expect(version).toBe(PACKAGE_VERSION);
  });
});

describe("costOf() with packaged prices", () => {
  test("charges a whole long request at the dearer rates", () => {
    const price = prices.find("openai/gpt-6-sol")!;

    const cost = costOf(price, usage({ input: 300_000, cached: 200_000, output: 1000 }));

    expect(toUsd(cost)).toBeCloseTo(0.495, 9);
  });

  test("is what the package itself calculates, for every model and any usage", () => {
    const inPackage = prices.list().filter(({ source }) => source.startsWith("@pydantic"));

    fc.assert(
      fc.property(
        fc.constantFrom(...inPackage.filter(({ modelId }) => !modelId.startsWith("deepseek/"))),
        fc.integer({ min: 0, max: 600_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        fc.tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
        (price, input, output, [cachedShare, writtenShare]) => {
          const cached = Math.floor(input * cachedShare);
          const cacheWritten = Math.floor((input - cached) * writtenShare);
          const slash = price.modelId.indexOf("/");

          const theirs = calcPrice(
            {
              input_tokens: input,
              cache_read_tokens: cached,
              cache_write_tokens: cacheWritten,
              output_tokens: output,
            },
            price.modelId.slice(slash + 1),
            { providerId: price.modelId.slice(0, slash), timestamp: new Date(NOW) },
          );

          const ours = costOf(price, usage({ input, output, cached, cacheWritten }));
          expect(Math.abs(toUsd(ours) - theirs!.total_price)).toBeLessThan(2e-9);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
