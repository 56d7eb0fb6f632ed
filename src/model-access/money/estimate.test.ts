import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { costOf, type ModelPrice, toUsd } from "../../domain/price.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import { addRanges, type EstimateCostOptions, estimateCost, type PlannedWork } from "./estimate.ts";

const PRICE: ModelPrice = {
  modelId: "toy/model",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 } },
  ],
  batchFactor: 0.5,
  source: "test",
  asOf: "2026-11-21",
};
const dearer = (factor: number): ModelPrice => ({
  ...PRICE,
  tiers: [
    {
      aboveInputTokens: 0,
      rates: { input: 2 * factor, output: 10 * factor, cacheRead: 2, cacheWrite: 2.5 * factor },
    },
  ],
});
/** 1000 characters are 400 tokens. */
const work = (limits: Partial<PlannedWork["limits"]> = {}): PlannedWork => ({
  prompt: {
    messages: [
      { role: "system", text: "s".repeat(1000) },
      { role: "user", text: "u".repeat(1000) },
    ],
    breakPoints: [{ message: 0, end: 500 }],
  },
  limits: {
    samples: 1,
    repairs: 0,
    escalations: 0,
    maxOutputTokens: 1000,
    costUsd: undefined,
    ...limits,
  },
});
const options = (wishes: Partial<EstimateCostOptions> = {}): EstimateCostOptions => ({
  model: {
    contextWindowTokens: 100_000,
    capabilities: PLAIN_CAPABILITIES,
    countTokens: estimateTokens,
  },
  prices: [PRICE],
  maxRetries: 0,
  ...wishes,
});

describe("estimateCost()", () => {
  test("is low for one typical answer, high for all of it at its worst", () => {
    const range = estimateCost(work(), options());

    expect(range?.lowUsd).toBeCloseTo((832 * 2 + 100 * 10) / 1e6, 9);
    expect(range?.highUsd).toBeCloseTo((832 * 2.5 + 1000 * 10) / 1e6, 9);
  });

  test("counts every sample, repair, stronger model, retry and fallback", () => {
    const one = estimateCost(work(), options())!.highUsd;
    const repair = ((832 + 1000 + 2000) * 2.5 + 1000 * 10) / 1e6;

    const range = estimateCost(
      work({ samples: 2, repairs: 3, escalations: 1 }),
      options({ maxRetries: 4 }),
    );

    expect(range?.highUsd).toBeCloseTo(5 * (2 * one + 7 * repair), 9);
    expect(estimateCost(work(), options({ maxRetries: 4, fallbacks: 2 }))?.highUsd).toBeCloseTo(
      15 * one,
      9,
    );
  });

  test("takes the beginning as cached where the provider keeps so much", () => {
    const cachingFrom = (promptCachingMinTokens: number) => ({
      ...options().model,
      capabilities: {
        ...PLAIN_CAPABILITIES,
        promptCaching: "marked" as const,
        promptCachingMinTokens,
      },
    });
    const plain = estimateCost(work(), options())!;

    const cached = estimateCost(work(), options({ model: cachingFrom(200) }))!;
    const tooShort = estimateCost(work(), options({ model: cachingFrom(201) }))!;

    expect(plain.lowUsd - cached.lowUsd).toBeCloseTo((200 * 1.8) / 1e6, 9);
    expect(tooShort.lowUsd).toBe(plain.lowUsd);
    expect(cached.highUsd).toBe(plain.highUsd);
  });

  test("is half in batches, but for what is written to caches", () => {
    const plain = estimateCost(work(), options())!;

    const batch = estimateCost(work(), options({ isBatch: true }))!;

    expect(batch.lowUsd).toBeCloseTo(plain.lowUsd / 2, 9);
    expect(batch.highUsd).toBeCloseTo((832 * 2.5 + 1000 * 5) / 1e6, 9);
    expect(batch.assumptions.join()).toContain("batch");
  });

  test("is unknown when the price of any model that may be asked is", () => {
    expect(estimateCost(work(), options({ prices: [undefined] }))).toBeUndefined();
    expect(estimateCost(work(), options({ prices: [PRICE, undefined] }))).toBeUndefined();
  });

  test("is high by the dearest model that may be asked, low by the first", () => {
    const plain = estimateCost(work(), options())!;

    const range = estimateCost(work(), options({ prices: [PRICE, dearer(3)] }))!;

    expect(range.lowUsd).toBe(plain.lowUsd);
    expect(range.highUsd).toBeCloseTo(3 * plain.highUsd, 9);
  });

  test("is never more than the limit for the task", () => {
    expect(estimateCost(work({ costUsd: 0.005 }), options())).toMatchObject({
      highUsd: 0.005,
      assumptions: expect.arrayContaining(["high: the limit for one task"]),
    });
  });

  test("covers a run's real cost, whatever it uses within its limits", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.nat(4),
        fc.array(fc.tuple(share, share, share), { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        (samples, repairs, shares, isBatch) => {
          const range = estimateCost(work({ samples, repairs }), options({ isBatch }))!;

          const spent = shares.slice(0, samples + repairs).map(([read, written, wrote], at) => {
            const most = at < samples ? 832 : 832 + 1000 + 2000;
            const input = Math.floor(most * read);
            const cacheWritten = Math.floor(input * written);
            const output = Math.floor(1000 * wrote);
            return costOf(
              PRICE,
              { input, output, cacheWritten, cached: 0, reasoning: 0 },
              { isBatch },
            );
          });

          expect(toUsd(spent.reduce((sum, cost) => sum + cost, 0))).toBeLessThanOrEqual(
            range.highUsd + 1e-9,
          );
        },
      ),
    );
  });
});

describe("addRanges()", () => {
  test("sums tasks, tells what they share once, and ends at the limit for all", () => {
    const range = { lowUsd: 1, highUsd: 4, assumptions: ["a"] };

    expect(addRanges([range, range])).toEqual({ lowUsd: 2, highUsd: 8, assumptions: ["a"] });
    expect(addRanges([range, range], 5)).toEqual({
      lowUsd: 2,
      highUsd: 5,
      assumptions: ["a", "high: the limit for all"],
    });
  });
});
