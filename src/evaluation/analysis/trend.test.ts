import { describe, expect, test } from "vitest";
import type { ModelPrice } from "../../domain/price.ts";
import { NO_USAGE } from "../../domain/token-usage.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "../../testing/evaluations.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";
import { traceTrend } from "./trend.ts";

const price: ModelPrice = {
  modelId: "scripted/test",
  tiers: [
    { aboveInputTokens: 0, rates: { input: 2, output: 10, cacheRead: 1, cacheWrite: 2 } },
    { aboveInputTokens: 1000, rates: { input: 4, output: 20, cacheRead: 1, cacheWrite: 2 } },
  ],
  batchFactor: 0.5,
  source: "a list",
  asOf: "2026-11-01",
};
const evaluation = (id: string, day: number, outcomes: string): StoredEvaluation => ({
  id,
  setup: evaluationSetup(),
  timings: [sampleTiming({ startedAt: `2026-11-0${day}T00:00:00.000Z` })],
  results: [...outcomes].map((outcome, index) =>
    sampleResult({
      index,
      task: `task.${index}`,
      status: outcome === "+" ? "accepted" : "unsolved",
      calls: 2,
      usage: { ...NO_USAGE, input: 1200, output: 100 },
      costUsd: day,
    }),
  ),
});

describe("traceTrend()", () => {
  test("prices all tokens by one list, call by call, and orders by time", () => {
    const trend = traceTrend([evaluation("b", 2, "++++++"), evaluation("c", 1, "------+")], (id) =>
      id === "scripted/test" ? price : undefined,
    );
    expect(trend.tasks).toBe(6);
    expect(trend.points.map((point) => point.evaluation)).toEqual(["c", "b"]);
    // Two calls of 600 and 50 tokens each: the first tier.
    expect(trend.points.map(({ repricedUsd }) => repricedUsd)).toEqual([0.0204, 0.0204]);
    expect(trend.points.map(({ chargedUsd }) => chargedUsd)).toEqual([6, 12]);
    expect(trend.points[1]?.change?.share).toBe(1);
    expect(trend.points[1]?.change?.p).toBeCloseTo(2 / 64, 12);
    expect(trend.prices).toEqual([
      { modelId: "scripted/test", source: "a list", asOf: "2026-11-01" },
    ]);
  });

  test("prices nothing that is not on the list", () => {
    const trend = traceTrend([evaluation("a", 1, "+")], () => undefined);
    expect(trend.points[0]).toMatchObject({ repricedUsd: undefined, change: undefined });
    expect(trend.prices).toEqual([]);
    expect(traceTrend([], () => undefined)).toEqual({ tasks: 0, points: [], prices: [] });
  });
});
