import { describe, expect, test } from "vitest";
import type { BatchPlan } from "../../domain/batch.ts";
import type { ModelPrice } from "../../domain/price.ts";
import { renderPlan, sumPlan } from "./render-plan.ts";

const price: ModelPrice = {
  modelId: "toy/model",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 3, output: 15, cacheRead: 0, cacheWrite: 0 } },
    { aboveInputTokens: 50_000, rates: { input: 6, output: 30, cacheRead: 0, cacheWrite: 0 } },
  ],
  batchFactor: 0.5,
  source: "made up",
  asOf: "2026-01-01",
};
const plan: BatchPlan = {
  waves: [
    {
      calls: [
        {
          id: "1a",
          items: ["a", "b"],
          inputTokens: 40_000,
          expectedTokens: 1000,
          outputTokens: 2000,
        },
        { id: "2b", items: ["c"], inputTokens: 60_000, expectedTokens: 1000, outputTokens: 2000 },
      ],
    },
    {
      calls: [
        { id: "3c", items: ["d"], inputTokens: 1000, expectedTokens: 100, outputTokens: 500 },
      ],
    },
  ],
  edges: [],
  cycles: [],
  oneByOne: { calls: 4, inputTokens: 180_000, expectedTokens: 2100 },
};

describe("renderPlan()", () => {
  test("shows a line a call, the sums, and what one by one would take", () => {
    expect(renderPlan(plan, { price })).toBe(
      `wave  call     files    input  output   room              price
1     1a           2   40,000   1,000  2,000     $0.14 to $0.15
1     2b           1   60,000   1,000  2,000     $0.39 to $0.42
2     3c           1    1,000     100    500  $0.0045 to $0.011
all   3 calls      4  101,000   2,100  4,500     $0.53 to $0.58

One by one: 4 calls, 180,000 input tokens, from $0.57.
Together:   3 calls, 101,000 input tokens, from $0.53.
Saved:      1 call, 1.8 times fewer input tokens.
`,
    );
  });

  test("leaves money out where no price is known", () => {
    expect(renderPlan(plan, { price: undefined })).not.toContain("$");
  });

  test("shows a plan of nothing", () => {
    const empty = {
      waves: [],
      edges: [],
      cycles: [],
      oneByOne: { calls: 0, inputTokens: 0, expectedTokens: 0 },
    };

    expect(renderPlan(empty, { price })).toContain("0 calls, 0 input tokens");
  });
});

describe("sumPlan()", () => {
  test("takes the tier of each call, and the factor of the batch interface", () => {
    const { price: full } = sumPlan(plan, { price });
    const { price: half } = sumPlan(plan, { price, isBatch: true });

    expect(full).toEqual({ low: 529_500_000, high: 580_500_000 });
    expect(half?.low).toBe((full?.low ?? 0) / 2);
  });
});
