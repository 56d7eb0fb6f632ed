import { describe, expect, test } from "vitest";
import { callRecord } from "../../testing/builders.ts";
import { sumCalls } from "./sum-calls.ts";

const usage = { input: 100, output: 10, cached: 60, cacheWritten: 0, reasoning: 0 };

describe("sumCalls()", () => {
  test("tells what was spent on what, and what was saved", () => {
    const sum = sumCalls([
      callRecord({ usage, costUsd: 0.1 }),
      callRecord({ usage, costUsd: 0.2, purpose: "retry", isCostEstimated: true, savedUsd: 0.05 }),
      callRecord({ usage: undefined, costUsd: 0.3, purpose: "fallback", source: "batch" }),
      callRecord({ usage, costUsd: 0.4, purpose: "continuation" }),
    ]);

    expect(sum).toEqual({
      calls: 4,
      savedCalls: 0,
      inputTokens: 300,
      outputTokens: 30,
      cachedShare: 0.6,
      costUsd: 1,
      retriesUsd: 0.2,
      continuationsUsd: 0.4,
      fallbacksUsd: 0.3,
      savedUsd: 0.05,
      estimatedShare: 0.2,
      callsWithoutPrice: 0,
    });
  });

  test("counts no tokens of answers that our own cache gave", () => {
    const sum = sumCalls([
      callRecord({ usage, source: "cache", costUsd: 0, savedUsd: 0.3 }),
      callRecord({ usage, source: "joined", costUsd: 0, savedUsd: 0.1 }),
    ]);

    expect(sum).toMatchObject({ calls: 0, savedCalls: 2, inputTokens: 0, savedUsd: 0.4 });
  });

  test("says how many calls have no known price", () => {
    expect(sumCalls([callRecord({ costUsd: undefined }), callRecord()])).toMatchObject({
      callsWithoutPrice: 1,
      costUsd: 0.001,
    });
  });

  test("of nothing has no shares", () => {
    expect(sumCalls([])).toMatchObject({ cachedShare: undefined, estimatedShare: undefined });
  });
});
