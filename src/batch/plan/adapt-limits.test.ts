import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adaptLimits, type ObservedCall } from "./adapt-limits.ts";
import { type BatchLimits, createLimits, itemLimitOf } from "./limits.ts";

const limits: BatchLimits = createLimits({
  model: { contextWindowTokens: 200_000, capabilities: { outputLimitTokens: 64_000 } },
  price: undefined,
  maxItems: 40,
});
const call = (wishes: Partial<ObservedCall> = {}): ObservedCall => ({
  language: "toy",
  asked: 40,
  complete: 40,
  isCut: false,
  accepted: undefined,
  ...wishes,
});
const itemsAfter = (...calls: readonly ObservedCall[]): number =>
  itemLimitOf(adaptLimits(limits, calls), "toy");

describe("adaptLimits()", () => {
  test("halves after a cut answer and after missing items", () => {
    expect(itemsAfter(call({ isCut: true }))).toBe(20);
    expect(itemsAfter(call({ complete: 30 }))).toBe(20);
    expect(itemsAfter(call({ complete: 39 }))).toBe(40);
    expect(itemsAfter(call({ asked: 10, complete: 1 }))).toBe(5);
  });

  test("never learns less than one item", () => {
    const alone = { ...limits, learnedItems: { toy: 1 } };

    expect(adaptLimits(alone, [call({ asked: 1, complete: 0 })]).learnedItems).toEqual({ toy: 1 });
  });

  test("asks for a quarter fewer where hardly any was accepted, but not for a few alone", () => {
    expect(itemsAfter(call({ accepted: 5 }))).toBe(30);
    expect(itemsAfter(call({ accepted: 20 }))).toBe(40);
    expect(itemsAfter(call({ asked: 6, complete: 6, accepted: 0 }))).toBe(8);
  });

  test("grows by a quarter, up to what is allowed, and forgets what it learned there", () => {
    const small = { ...limits, learnedItems: { toy: 20, other: 3 } };
    const grown = adaptLimits(small, [call({ asked: 20, complete: 20 })]);

    expect(grown.learnedItems).toEqual({ toy: 25, other: 3 });
    expect(adaptLimits({ ...small, learnedItems: { toy: 39 } }, [call()]).learnedItems).toEqual({});
  });

  test("learns where nothing limits the items, and only there where something went wrong", () => {
    const free = { ...limits, maxItems: undefined };

    expect(adaptLimits(free, [call()]).learnedItems).toEqual({});
    expect(adaptLimits(free, [call({ isCut: true })]).learnedItems).toEqual({ toy: 20 });
  });

  test("stays between 1 and what is allowed, and does not depend on the order of the calls", () => {
    const anyCall = fc
      .record({
        language: fc.constantFrom("toy", "other"),
        asked: fc.nat({ max: 60 }),
        share: fc.nat({ max: 100 }),
        isCut: fc.boolean(),
        yield: fc.option(fc.nat({ max: 100 }), { nil: undefined }),
      })
      .map(({ language, asked, share, isCut, yield: taken }): ObservedCall => {
        const complete = Math.floor((asked * share) / 100);
        const accepted = taken === undefined ? undefined : Math.floor((complete * taken) / 100);
        return { language, asked, complete, isCut, accepted };
      });

    fc.assert(
      fc.property(
        fc.array(fc.array(anyCall, { maxLength: 4 }), { maxLength: 20 }),
        (generations) => {
          let adapted = limits;
          for (const calls of generations) {
            const next = adaptLimits(adapted, calls);
            expect(adaptLimits(adapted, calls.toReversed())).toEqual(next);
            adapted = next;
            for (const language of ["toy", "other"]) {
              expect(itemLimitOf(adapted, language)).toBeGreaterThanOrEqual(1);
              expect(itemLimitOf(adapted, language)).toBeLessThanOrEqual(40);
            }
          }
        },
      ),
    );
  });
});

describe("createLimits()", () => {
  const rates = { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 };
  const price = {
    modelId: "toy/model",
    tiers: [
      { aboveInputTokens: 0, rates },
      { aboveInputTokens: 200_000, rates },
    ],
    batchFactor: undefined,
    source: "made up",
    asOf: "2026-01-01",
  } as const;

  test("takes the limits of the model, and the cliff of its price", () => {
    const model = { contextWindowTokens: 1_000_000, capabilities: { outputLimitTokens: 128_000 } };

    expect(createLimits({ model, price, outputTokens: 500_000 })).toMatchObject({
      inputTokens: 800_000,
      outputTokens: 128_000,
      contextWindowTokens: 1_000_000,
      priceCliffTokens: 200_000,
    });
  });
});
