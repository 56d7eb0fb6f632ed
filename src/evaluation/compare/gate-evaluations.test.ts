import { describe, expect, test } from "vitest";
import type { SampleResult } from "../../domain/evaluation.ts";
import { createDraw } from "../../std/create-draw.ts";
import { detectableChange } from "../../std/detectable-change.ts";
import { evaluationSetup, sampleResult } from "../../testing/evaluations.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";
import { gateEvaluations } from "./gate-evaluations.ts";
import { judgeDrop, judgeNullControl, verdictOf } from "./judge-gate.ts";
import type { SamplePair } from "./pair-samples.ts";

const evaluation = (
  id: string,
  accepted: number,
  tasks: number,
  wishes: Partial<SampleResult> = {},
): StoredEvaluation => ({
  id,
  setup: evaluationSetup(),
  timings: [],
  results: [...Array(tasks).keys()].map((index) =>
    sampleResult({
      index,
      task: `task.${index}`,
      status: index < accepted ? "accepted" : "unsolved",
      ...wishes,
    }),
  ),
});
const baseline = evaluation("a", 20, 20);
const control = evaluation("null", 20, 20);

describe("gateEvaluations()", () => {
  test("passes what is no worse, and fails what is", () => {
    expect(gateEvaluations(baseline, evaluation("b", 17, 20), { control }).verdict).toBe("pass");
    const worse = gateEvaluations(baseline, evaluation("b", 15, 20), { control });
    expect(worse.verdict).toBe("fail");
    expect(worse.checks.find(({ name }) => name === "drop")?.reason).toBe(
      "The candidate is worse: 25 points, 5 tasks worse, 0 better of 20, p = 0.031",
    );
  });

  test("decides nothing without a null control, or where that differs from the baseline", () => {
    const candidate = evaluation("b", 0, 20);
    expect(gateEvaluations(baseline, candidate).verdict).toBe("undecided");
    const noisy = evaluation("null", 10, 20);
    const report = gateEvaluations(baseline, candidate, { control: noisy });
    expect(report.verdict).toBe("undecided");
    expect(report.checks[0]?.reason).toContain(
      "differs from itself: 0 tasks better, 10 worse of 20",
    );
  });

  test("does not blame a change for errors of the world", () => {
    const broken = evaluation("b", 20, 20, { status: "error" });
    const { verdict, checks } = gateEvaluations(baseline, broken, { control });
    expect(verdict).toBe("undecided");
    expect(checks[1]?.reason).toContain("20 pairs hold a sample where the world failed");
  });

  test("allows a drop that is asked for, as far as it is not surely larger", () => {
    const candidate = evaluation("b", 10, 20);
    expect(gateEvaluations(baseline, candidate, { control, maxDrop: 0.1 }).verdict).toBe("fail");
    expect(gateEvaluations(baseline, candidate, { control, maxDrop: 0.4 }).verdict).toBe("pass");
  });

  test("holds rates by the interval's bound", () => {
    const half = { control: evaluation("null", 10, 20) };
    const [one, other] = [evaluation("a", 10, 20), evaluation("b", 10, 20)];
    expect(gateEvaluations(one, other, { ...half, minRate: 0.6 }).verdict).toBe("pass");
    const { verdict, checks } = gateEvaluations(one, other, { ...half, minRate: 0.75 });
    expect(verdict).toBe("fail");
    expect(checks.at(-1)?.reason).toBe("Surely below 75 %: 10 of 20 samples, 50 % (29.9–70.1 %)");
  });

  test("holds costs, and decides nothing where they are not known", () => {
    const paid = evaluation("b", 20, 20, { costUsd: 0.02 });
    expect(gateEvaluations(baseline, paid, { control, maxUsdPerTask: 0.01 }).verdict).toBe("fail");
    expect(gateEvaluations(baseline, paid, { control, maxUsdPerTask: 0.02 }).verdict).toBe("pass");
    const unpriced = evaluation("b", 20, 20, { unpricedCalls: 1 });
    expect(gateEvaluations(baseline, unpriced, { control, maxUsdPerTask: 1 })).toMatchObject({
      verdict: "undecided",
      cost: { baselineUsd: 0.02, candidateUsd: 0.02, controlUsd: 0.02, unpricedCalls: 20 },
    });
  });

  test("refuses a null control that is none", () => {
    const candidate = evaluation("b", 20, 20);
    expect(() => gateEvaluations(baseline, candidate, { control: baseline })).toThrow(
      'Cannot use "a" as the null control: it is one of the two that are compared',
    );
    const other = { ...control, setup: evaluationSetup({ seed: 8, epochs: 2, maxUsd: 3 }) };
    expect(() => gateEvaluations(baseline, candidate, { control: other })).toThrow(
      'Cannot use "null" as the null control: it differs from the baseline in: epochs, seed',
    );
  });
});

const TASKS = 135;
const [won, lost] = [sampleResult(), sampleResult({ status: "unsolved" })].map((result) =>
  [...Array(TASKS).keys()].map((index) => ({ ...result, task: `${index}` })),
) as [SampleResult[], SampleResult[]];

/** One evaluation and another: each task as likely as `chances` say. */
function drawPairs(
  random: () => number,
  chances: (task: number) => readonly [number, number],
): readonly SamplePair[] {
  return won.map((success, at) => {
    const [first, second] = chances(at);
    const failure = lost[at] as SampleResult;
    return {
      baseline: random() < first ? success : failure,
      candidate: random() < second ? success : failure,
    };
  });
}

const decide = (pairs: readonly SamplePair[], nulls: readonly SamplePair[]) =>
  verdictOf([judgeNullControl(nulls, "final"), judgeDrop(pairs, { measure: "final" })]);

/** Shares of verdicts over seeded evaluations. */
function simulate(rounds: number, chances: (task: number) => readonly [number, number]) {
  const random = createDraw(1);
  const seen = { pass: 0, fail: 0, undecided: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const nulls = drawPairs(random, (task) => [chances(task)[0], chances(task)[0]]);
    seen[decide(drawPairs(random, chances), nulls)] += 1 / rounds;
  }
  return seen;
}

describe("the gate, over many evaluations of 135 tasks", () => {
  test("fails a change that is none at most at its level", () => {
    const easy = (task: number): number => 0.3 + 0.6 * (task / TASKS);
    const { fail, undecided } = simulate(2000, (task) => [easy(task), easy(task)]);
    expect(fail).toBeLessThanOrEqual(0.05);
    expect(undecided).toBeLessThanOrEqual(0.05);
  });

  test("fails no change that is none because epochs of a task agree", () => {
    const random = createDraw(3);
    let failed = 0;
    for (let round = 0; round < 1000; round += 1) {
      const pairs = drawPairs(random, () => [0.6, 0.6]).slice(0, 60);
      const thrice = pairs.flatMap((pair) => [pair, pair, pair]);
      if (judgeDrop(thrice, { measure: "final" }).verdict === "fail") failed += 1 / 1000;
    }
    expect(failed).toBeLessThanOrEqual(0.05);
    expect(failed).toBeGreaterThan(0.005);
  });

  test("finds a drop of 20 points, and one of the size it tells with the power it tells", () => {
    const { fail, undecided } = simulate(500, () => [0.8, 0.6]);
    expect(fail / (1 - undecided)).toBeGreaterThanOrEqual(0.8);

    const noise = 0.2;
    const change = detectableChange({ pairs: TASKS, noise, level: 0.05, power: 0.8 }) ?? 1;
    expect(change).toBeLessThan(0.2);
    const random = createDraw(2);
    let found = 0;
    for (let round = 0; round < 500; round += 1) {
      const pairs = won.map((success, at) => {
        const [draw, failure] = [random(), lost[at] as SampleResult];
        if (draw < noise / 2 + change) return { baseline: success, candidate: failure };
        if (draw < noise + change) return { baseline: failure, candidate: success };
        return { baseline: success, candidate: success };
      });
      if (judgeDrop(pairs, { measure: "final" }).verdict === "fail") found += 1 / 500;
    }
    expect(found).toBeGreaterThan(0.74);
    expect(found).toBeLessThan(0.87);
  });
});
