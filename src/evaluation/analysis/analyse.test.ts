import { describe, expect, test } from "vitest";
import type { SampleResult } from "../../domain/evaluation.ts";
import { NO_USAGE } from "../../domain/token-usage.ts";
import { wilsonInterval } from "../../std/wilson-interval.ts";
import { sampleResult, sampleTiming } from "../../testing/evaluations.ts";
import { analyse } from "./analyse.ts";

const refused = (code: string, attempt = 1) => ({
  attempt,
  phase: "type" as const,
  code,
  message: `${code} is wrong here`,
});
const make = (
  count: number,
  wishes: (at: number) => Partial<SampleResult>,
): readonly SampleResult[] =>
  [...Array(count).keys()].map((index) =>
    sampleResult({ index, task: `task.${index}`, ...wishes(index) }),
  );
const of = (results: readonly SampleResult[]) => analyse({ results, timings: [] });

describe("analyse()", () => {
  test("gives the known rates, sums and counts of known samples", () => {
    const kinds: readonly Partial<SampleResult>[] = [
      {},
      { isFirstPass: false, attempts: 2, diagnostics: [refused("T1")], wastedUsd: 0.0004 },
      {
        status: "unsolved",
        isFirstPass: false,
        attempts: 3,
        diagnostics: [refused("T1"), refused("T1", 2), refused("T2", 3)],
        fallback: "stub",
        scores: [{ scorer: "verdict", value: "fail", reason: "T2" }],
      },
      {
        status: "error",
        isFirstPass: false,
        attempts: 0,
        fault: { code: "model/overloaded", message: "busy" },
        unpricedCalls: 1,
      },
      { scores: [{ scorer: "hidden-examples", value: "fail", reason: "2 is not 3" }] },
    ];
    const analysis = of(make(50, (at) => kinds[at % 5] ?? {}));

    expect(analysis.overall).toMatchObject({
      samples: 50,
      tasks: 50,
      byStatus: { accepted: 30, unsolved: 10, inconclusive: 0, stopped: 0, error: 10 },
      firstPass: { count: 20, samples: 50, share: 0.4, ...wilsonInterval(20, 50) },
      final: { count: 30, samples: 50, share: 0.6 },
      solved: { count: 20, samples: 50 },
    });
    expect(analysis.corrections).toEqual([20, 10, 10]);
    expect(analysis.correctionsOfAccepted).toEqual([20, 10]);
    expect(analysis.fallbacks).toEqual({ stub: 10 });
    expect(analysis.faults).toEqual({ "model/overloaded": 10 });
    expect(analysis.spending).toMatchObject({
      calls: 50,
      usage: { input: 5000, output: 2500 },
      spentUsd: 0.05,
      wastedUsd: 0.004,
      unpricedCalls: 10,
      usdPerAccepted: undefined,
    });
    expect(
      analysis.diagnostics.map(({ code, count, samples }) => [code, count, samples.count]),
    ).toEqual([
      ["T1", 30, 20],
      ["T2", 10, 10],
    ]);
    expect(analysis.diagnostics[0]?.example).toEqual({
      index: 1,
      task: "task.1",
      message: "T1 is wrong here",
    });
    expect(analysis.failures.map(({ status, reason }) => [status, reason])).toEqual([
      ["unsolved", "T2: T2 is wrong here"],
      ["error", "model/overloaded: busy"],
      ["accepted", "hidden-examples: 2 is not 3"],
      ["unsolved", "T2: T2 is wrong here"],
      ["error", "model/overloaded: busy"],
      ["accepted", "hidden-examples: 2 is not 3"],
    ]);
  });

  test("tells money per accepted sample where all prices are known, and the cached share", () => {
    const usage = { ...NO_USAGE, input: 200, cached: 50 };
    const { spending, spendingBySolver } = of(
      make(4, (at) => ({ status: at === 0 ? "unsolved" : "accepted", costUsd: 0.3, usage })),
    );
    expect(spending).toMatchObject({ usdPerAccepted: 0.4, cachedShare: 0.25, spentUsd: 1.2 });
    expect(spendingBySolver[0]).toMatchObject({ solver: "scripted/test", spentUsd: 1.2 });
  });

  test("groups by everything that samples have in common", () => {
    const { by } = of([
      ...make(2, () => ({ complexity: "complex", category: "lists" })),
      ...make(3, () => ({ templates: { system: "b" }, split: "held-out", model: "other/model" })),
    ]);
    expect(by.category.map(({ name, samples }) => [name, samples])).toEqual([
      ["lists", 2],
      ["strings", 3],
    ]);
    expect(by.variant.map(({ name }) => name)).toEqual(["{}", '{"system":"b"}']);
    expect(
      [by.complexity, by.solver, by.model, by.language, by.split].map((all) => all.length),
    ).toEqual([2, 1, 2, 1, 2]);
  });

  test("estimates pass@k over tasks, and clusters epochs", () => {
    const epochs = (task: string, outcomes: string) =>
      [...outcomes].map((outcome, epoch) =>
        sampleResult({ task, epoch, status: outcome === "+" ? "accepted" : "unsolved" }),
      );
    const { passAtK, overall } = of([...epochs("one", "++++"), ...epochs("two", "+---")]);
    expect(passAtK.map(({ k, share }) => [k, share])).toEqual([
      [1, 0.625],
      [2, 0.75],
      [4, 1],
    ]);
    expect(overall.solved.low).toBeLessThan(wilsonInterval(5, 8).low);
  });

  test("tells time by stage and names the bottleneck", () => {
    const timings = make(10, () => ({})).map(({ index }) =>
      sampleTiming({ index, totalMs: 1000, modelMs: 100, checkMs: 700, scoreMs: 50 }),
    );
    const { times } = analyse({ results: [], timings });
    expect(times.bottleneck).toBe("check");
    expect(times.stages.map(({ stage, share }) => [stage, share])).toEqual([
      ["model", 0.1],
      ["check", 0.7],
      ["score", 0.05],
      ["other", 0.15],
    ]);
    expect(Math.abs((times.stages[1]?.p95Ms ?? 0) / 700 - 1)).toBeLessThan(0.01);
  });

  test("says nothing of nothing", () => {
    const { overall, times, recommendations, calibration } = of([]);
    expect(overall.solved).toMatchObject({ count: 0, samples: 0, share: 0, low: 0, high: 1 });
    expect(times.bottleneck).toBeUndefined();
    expect(recommendations).toEqual([]);
    expect(calibration.brier).toBeUndefined();
  });
});

describe("analyse().calibration", () => {
  const judged = (confidence: number, right: boolean, at: number) =>
    sampleResult({
      task: `task.${at}`,
      confidence,
      scores: [{ scorer: "hidden-examples", value: right ? "pass" : "fail", reason: "" }],
    });

  test("finds confidence that is too high, and what would be truer", () => {
    // Each stated confidence stands in both halves of the tasks alike.
    const results = [...Array(400).keys()].map((at) =>
      judged(at % 4 < 2 ? 0.9 : 0.7, (at >> 2) % 10 < (at % 4 < 2 ? 6 : 4), at),
    );
    const { calibration, recommendations } = of(results);
    expect(calibration.brier).toBeCloseTo(
      (0.6 * 0.01 + 0.4 * 0.81 + 0.4 * 0.09 + 0.6 * 0.49) / 2,
      9,
    );
    expect(calibration.brierFitted).toBeCloseTo(0.24, 2);
    expect(
      calibration.bins.map(({ from, count, correct }) => [from, count, correct.share]),
    ).toEqual([
      [0.7, 200, 0.4],
      [0.9, 200, 0.6],
    ]);
    expect(recommendations.some(({ text }) => text.startsWith("Confidence would be truer"))).toBe(
      true,
    );
  });

  test("tells a fit on tasks that it was not made from", () => {
    const { calibration } = of([...Array(100).keys()].map((at) => judged(0.9, at % 2 === 0, at)));
    expect(calibration.brier).toBeCloseTo((0.01 + 0.81) / 2, 9);
    expect(calibration.brierFitted).toBeGreaterThan(0.8);
  });

  test("fits nothing to few, and counts what nothing but the checker judged", () => {
    const { calibration } = of([
      judged(0.8, true, 1),
      sampleResult(),
      sampleResult({ status: "unsolved" }),
    ]);
    expect(calibration).toMatchObject({ judged: 1, unjudged: 1, fit: undefined });
    expect(calibration.brier).toBeCloseTo(0.04, 9);
  });
});

describe("analyse().recommendations", () => {
  const textsOf = (results: readonly SampleResult[]) =>
    of(results).recommendations.map(({ text }) => text);

  test("name the evidence, and come only where the interval supports them", () => {
    const failing = (at: number): Partial<SampleResult> =>
      at % 2 === 0
        ? { category: "hard", status: "unsolved", isFirstPass: false, diagnostics: [refused("T9")] }
        : {};
    const { recommendations } = of(make(40, failing));
    expect(recommendations.map(({ text }) => text.split(":")[0])).toEqual([
      "Look at hard first",
      "Names or types are wrong",
    ]);
    expect(recommendations[0]?.evidence).toEqual({
      counts: { samples: 20, solved: 0, otherSamples: 20, otherSolved: 20 },
      tasks: ["task.0", "task.2", "task.4", "task.6", "task.8"],
    });
    expect(textsOf(make(2, failing))).toEqual([]);
  });

  test("put the world first", () => {
    const [first] = textsOf(
      make(20, (at) =>
        at < 10 ? { status: "error", fault: { code: "model/timeout", message: "silent" } } : {},
      ),
    );
    expect(first).toContain("10 of 20 samples ended in an error, 10 of them model/timeout");
  });

  test("prefer a solver that is shown to be better on the same tasks", () => {
    const results = (wins: number) => [
      ...make(20, () => ({ solver: "good" })),
      ...make(20, (at) => ({ solver: "bad", status: at < wins ? "unsolved" : "accepted" })),
    ];
    expect(
      textsOf(results(8)).some((text) => text.startsWith("Prefer good to bad: it solves 100 %")),
    ).toBe(true);
    expect(textsOf(results(4)).some((text) => text.startsWith("Prefer"))).toBe(false);
  });
});
