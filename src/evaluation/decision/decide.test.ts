import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SampleResult } from "../../domain/evaluation.ts";
import { createDraw } from "../../std/create-draw.ts";
import { sampleResult, sampleTiming } from "../../testing/evaluations.ts";
import { solverOf, stored } from "../../testing/stored-evaluation.ts";
import { type DecideOptions, decide } from "./decide.ts";

const frontierOf = (outcomes: string, costUsd = 0.05) => ({
  evaluation: stored("frontier", outcomes, { costUsd }),
});
const tunedOf = (outcomes: string, costUsd = 0.004) => ({
  evaluation: stored("tuned", outcomes, { costUsd }),
});
const choose = (frontier: string, tuned: string, options: DecideOptions = {}) =>
  decide(frontierOf(frontier), tunedOf(tuned), {
    volume: 20_000,
    servingUsdPerHour: 0.5,
    trainingUsd: 600,
    ...options,
  });

const ALL = "+".repeat(100);

describe("decide()", () => {
  test("moves to a tuned model that is as good and surely cheaper, and names what that rests on", () => {
    const { recommendation, costs, quality } = choose(ALL, ALL);

    expect(quality.verdict).toBe("alike");
    expect(costs).toMatchObject({ verdict: "tuned", servingUsd: 365.25, fixedUsd: 415.25 });
    expect(costs.frontierUsd).toBeCloseTo(1000);
    expect(costs.tunedUsd).toBeCloseTo(495.25);
    expect(costs.saving?.usd).toBeCloseTo(504.75);
    expect(costs.breakEven).toBeCloseTo(415.25 / 0.046);
    expect(costs.paybackMonths).toBeCloseTo(600 / 554.75);
    expect(recommendation.choice).toBe("tuned");
    expect(recommendation.evidence.join()).toContain("0 pairs won and 0 lost over 100 tasks");
    expect(recommendation.missing).toEqual([
      "How far the same task comes out the same is not measured: specwright eval run --epochs 3",
    ]);
  });

  test("stays with the frontier model below the break-even, and tells what would turn it round", () => {
    const { recommendation } = choose(ALL, ALL, { volume: 6000 });

    expect(recommendation.choice).toBe("frontier");
    expect(recommendation.conditions).toEqual([
      expect.stringContaining("price of the frontier model's calls at +50 %: the tuned model"),
      expect.stringContaining("server and training at −50 %"),
      expect.stringContaining("volume a month at 12,000 (twice)"),
    ]);
  });

  test("stays with a frontier model that is surely better by more than the margin, however dear", () => {
    const { recommendation, quality } = choose(ALL, "-".repeat(20) + "+".repeat(80));

    expect(quality.verdict).toBe("frontier-better");
    expect(recommendation.choice).toBe("frontier");
    expect(recommendation.text).toMatch(
      /surely better by more than 5 points, for \$[\d.]+ a month more/,
    );
  });

  test("is undecided where what a task costs differs so much that each may be the cheaper", () => {
    const costing = (id: string, usdOf: (index: number) => number) => {
      const evaluation = stored(id, ALL);
      const results = evaluation.results.map((each) => ({ ...each, costUsd: usdOf(each.index) }));
      return { evaluation: { ...evaluation, results } };
    };
    const dear = costing("frontier", (index) => (index % 2 === 0 ? 0.02 : 0));
    const cheap = costing("tuned", (index) => (index % 2 === 0 ? 0.0001 : 0.0179));

    for (const servingUsdPerHour of [0, 0.07]) {
      const { costs, recommendation } = decide(dear, cheap, { volume: 20_000, servingUsdPerHour });

      expect(costs.verdict).toBe("unclear");
      expect(costs.saving?.low).toBeLessThan(0);
      expect(costs.saving?.high).toBeGreaterThan(0);
      expect(recommendation.choice).toBe("undecided");
      expect(recommendation.text).toContain("which one is the cheaper is not known or not sure");
    }
  });

  test("is undecided over few tasks, and tells how many would do", () => {
    const { recommendation, quality } = choose("+".repeat(12), "+".repeat(12));

    expect(quality.verdict).toBe("unclear");
    expect(recommendation.choice).toBe("undecided");
    expect(quality.tasksThatDecide).toBeGreaterThan(100);
    expect(recommendation.text).toContain("tasks in place of 12 would decide");
  });

  test("counts failures in the price, hidden ones too", () => {
    const { frontier, tuned } = choose(
      "+".repeat(100),
      `${"+".repeat(50)}${"h".repeat(25)}${"-".repeat(25)}`,
    );

    expect(frontier.usdPerSuccess?.usd).toBeCloseTo(0.05);
    expect(tuned.usdPerSuccess?.usd).toBeCloseTo(0.008);
    expect(tuned.usdPerAccepted).toBeCloseTo(0.4 / 75);
    expect(tuned.usdPerSuccess!.low).toBeLessThan(0.008);
  });

  test("tells no price where one is not known, and decides by quality alone", () => {
    const why = (wishes: Partial<SampleResult>, options: DecideOptions = { volume: 100 }) =>
      decide(frontierOf(ALL), { evaluation: stored("tuned", ALL, wishes) }, options);
    for (const [decision, reason] of [
      [why({ unpricedCalls: 1 }), "calls whose price is not known"],
      [why({ costUsd: 0, savedUsd: 0.01 }), "out of a cache"],
      [why({ costUsd: 0 }), "nobody said what its server costs"],
    ] as const) {
      expect(decision.costs).toMatchObject({ verdict: "unknown", breakEven: "unknown" });
      expect(decision.costs.reason).toContain(reason);
      expect(decision.sensitivity).toEqual([]);
      expect(decision.recommendation.choice).toBe("undecided");
    }
    expect(why({ costUsd: 0 }, { volume: 100, servingUsdPerHour: 0 }).recommendation.choice).toBe(
      "tuned",
    );
    const hopeless = choose(ALL, "-".repeat(100));
    expect(hopeless.costs.verdict).toBe("unknown");
    expect(hopeless.recommendation.choice).toBe("frontier");
  });

  test("says what is missing: volume, prices, held-out tasks, samples, what else differs", () => {
    const tuned = stored(
      "tuned",
      ALL,
      { split: "development" },
      { epochs: 2, seed: 7, scorers: [] },
    );
    const { recommendation, costs } = decide(frontierOf(ALL), { evaluation: tuned });

    expect(costs.verdict).toBe("tuned");
    expect(recommendation.missing.join("\n")).toMatch(
      /100 samples without a result[\s\S]*epochs, scorers[\s\S]*100 of 100 pairs are of development tasks[\s\S]*--volume[\s\S]*--training-usd[\s\S]*--serving-usd-per-hour/,
    );
  });

  test("does not take a difference of errors for one of models", () => {
    const { quality, recommendation } = choose(ALL, "!".repeat(30) + "+".repeat(70));

    expect(quality.verdict).toBe("unclear");
    expect(quality.reason).toContain("30 pairs in which the world failed");
    expect(recommendation.choice).toBe("undecided");
  });

  test("tells how far epochs agree, and how long tasks take", () => {
    const epochs = [..."++-+"].map((outcome, index) =>
      sampleResult({
        index,
        task: `task.${Math.floor(index / 2)}`,
        epoch: index % 2,
        solver: "lab/tuned",
        status: outcome === "+" ? "accepted" : "unsolved",
      }),
    );
    const tuned = { ...stored("tuned", ""), results: epochs };
    const frontier = {
      ...stored("frontier", ""),
      results: epochs.map((result) => ({ ...result, solver: "lab/frontier" })),
      timings: [100, 200, 300, 400].map((totalMs, index) => sampleTiming({ index, totalMs })),
    };

    const decision = decide({ evaluation: frontier }, { evaluation: tuned });

    expect(decision.tuned.stability).toMatchObject({
      epochs: 2,
      byEpoch: [0.5, 1],
      unsteadyTasks: { count: 1, samples: 2 },
    });
    expect(decision.tuned.stability.deviation).toBeCloseTo(Math.SQRT1_2 / 2);
    expect(decision.frontier.latency).toMatchObject({ samples: 4, p50Ms: 300, p95Ms: 400 });
    expect(decision.tuned.latency).toBeUndefined();
  });

  test("tells what both come to together: the frontier model where the checker refuses", () => {
    const { hybrid } = choose("++++", "+h--");

    expect(hybrid).toMatchObject({ success: { count: 3 }, passedOn: { count: 2, samples: 4 } });
    expect(hybrid.usdPerSuccess).toBeCloseTo((4 * 0.004 + 2 * 0.05) / 3);
  });

  test("takes a solver of an evaluation that has several, and refuses what is no choice", () => {
    const one = stored("both", "++");
    const both = {
      ...one,
      setup: { ...one.setup, solvers: [solverOf("lab/a:1"), solverOf("lab/b")] },
      results: ["lab/a:1", "lab/b"].flatMap((name, at) =>
        one.results.map((result) => ({ ...result, solver: name, index: result.index + 2 * at })),
      ),
    };
    const of = (name?: string) => ({ evaluation: both, solver: name });

    expect(decide(of("lab/a:1"), of("lab/b")).tuned.solver).toBe("lab/b");
    expect(() => decide(of(), of("lab/b"))).toThrow('"both" has several solvers');
    expect(() => decide(of("lab/c"), of("lab/b"))).toThrow("no results of it");
    expect(() => decide(of("lab/b"), of("lab/b"))).toThrow("both are lab/b of both");
    expect(() => decide(of("lab/b"), { evaluation: stored("none", "") })).toThrow("no results yet");
  });

  test("never recommends a model that may be worse by more than the margin", () => {
    const outcomes = fc.string({
      unit: fc.constantFrom("+", "-", "h", "!"),
      minLength: 2,
      maxLength: 80,
    });
    const price = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        outcomes,
        outcomes,
        price,
        price,
        fc.constantFrom(0.05, 0.3),
        (a, b, x, y, margin) => {
          const size = Math.min(a.length, b.length);
          const decision = decide(frontierOf(a.slice(0, size), x), tunedOf(b.slice(0, size), y), {
            volume: 1000,
            servingUsdPerHour: 0,
            trainingUsd: 0,
            margin,
          });
          const { low, high } = decision.comparison.difference;
          const { choice } = decision.recommendation;

          if (choice === "tuned") expect(low).toBeGreaterThanOrEqual(-margin);
          if (choice === "frontier") expect(high).toBeLessThanOrEqual(margin);
          for (const { usdPerSuccess } of [decision.frontier, decision.tuned])
            if (usdPerSuccess !== undefined) {
              expect(usdPerSuccess.low).toBeLessThanOrEqual(usdPerSuccess.usd);
              expect(usdPerSuccess.high).toBeGreaterThanOrEqual(usdPerSuccess.usd);
            }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("names the other one when both change places, and nothing is fixed", () => {
    const outcomes = fc.string({
      unit: fc.constantFrom("+", "+", "-"),
      minLength: 60,
      maxLength: 60,
    });
    const swapped = { tuned: "frontier", frontier: "tuned", undecided: "undecided" } as const;
    const free = { volume: 1000, servingUsdPerHour: 0, trainingUsd: 0, margin: 0.2 };
    fc.assert(
      fc.property(outcomes, outcomes, (a, b) => {
        const there = decide(frontierOf(a, 0.02), tunedOf(b, 0.01), free);
        const back = decide(frontierOf(b, 0.01), tunedOf(a, 0.02), free);

        expect(back.recommendation.choice).toBe(swapped[there.recommendation.choice]);
      }),
      { numRuns: 40 },
    );
  });

  test("is seldom wrong about a tuned model that is worse, and right with as many tasks as it asks for", () => {
    const draw = createDraw(8);
    const outcomesOf = (share: number, size: number): string =>
      Array.from({ length: size }, () => (draw() < share ? "+" : "-")).join("");
    const count = (tunedShare: number, size: number, choice: string): number =>
      Array.from({ length: 30 }, () =>
        choose(outcomesOf(0.95, size), outcomesOf(tunedShare, size)),
      ).filter(({ recommendation }) => recommendation.choice === choice).length;

    // Worse by three times the margin, and by the margin itself.
    expect(count(0.8, 120, "tuned")).toBe(0);
    expect(count(0.9, 120, "tuned")).toBeLessThanOrEqual(3);
    const { quality } = choose(outcomesOf(0.95, 40), outcomesOf(0.95, 40));
    expect(quality.tasksThatDecide).toBeLessThan(1000);
    expect(count(0.95, quality.tasksThatDecide ?? 0, "tuned")).toBeGreaterThanOrEqual(18);
  });
});
