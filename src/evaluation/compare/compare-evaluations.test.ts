import { describe, expect, test } from "vitest";
import type { SampleResult } from "../../domain/evaluation.ts";
import { evaluationSetup, sampleResult } from "../../testing/evaluations.ts";
import type { StoredEvaluation } from "../run/evaluation-record.ts";
import { compareEvaluations } from "./compare-evaluations.ts";

/** One task for each letter: `+` accepted, `-` unsolved, `!` error, `h` accepted but failed by a hidden check. */
const evaluation = (
  id: string,
  outcomes: string,
  wishes: Partial<SampleResult> = {},
  setup: Parameters<typeof evaluationSetup>[0] = {},
): StoredEvaluation => ({
  id,
  setup: evaluationSetup(setup),
  timings: [],
  results: [...outcomes].map((outcome, index) =>
    sampleResult({
      index,
      task: `task.${index}`,
      category: index % 2 === 0 ? "even" : "odd",
      status: outcome === "-" ? "unsolved" : outcome === "!" ? "error" : "accepted",
      ...(outcome === "h"
        ? { scores: [{ scorer: "hidden-examples", value: "fail", reason: "2 is not 3" }] }
        : {}),
      ...wishes,
    }),
  ),
});

describe("compareEvaluations()", () => {
  test("counts wins, losses and ties of pairs, and tells which tasks flipped", () => {
    const comparison = compareEvaluations(evaluation("a", "++-+-h+!"), evaluation("b", "+--++++-"));

    expect(comparison).toMatchObject({
      pairs: 8,
      tasks: 8,
      wins: 2,
      losses: 1,
      bothSucceed: 3,
      neitherSucceeds: 2,
      baseline: { count: 4, samples: 8 },
      candidate: { count: 5, samples: 8 },
      difference: { share: 1 / 8 },
      p: 1,
    });
    expect(comparison.flips.map(({ task, direction }) => `${task} ${direction}`)).toEqual([
      "task.1 loss",
      "task.4 win",
      "task.5 win",
    ]);
    expect(
      comparison.byCategory.map(({ category, wins, losses }) => [category, wins, losses]),
    ).toEqual([
      ["even", 1, 0],
      ["odd", 1, 1],
    ]);
  });

  test("measures what it is asked to: a hidden failure counts against `solved` alone", () => {
    const [a, b] = [evaluation("a", "hh"), evaluation("b", "++")];

    expect(compareEvaluations(a, b).wins).toBe(2);
    expect(compareEvaluations(a, b, { measure: "final" }).wins).toBe(0);
    const slow = evaluation("c", "++", { isFirstPass: false, attempts: 2 });
    expect(compareEvaluations(b, slow, { measure: "first-pass" }).losses).toBe(2);
  });

  test("takes samples that both have, and says how many only one has", () => {
    const comparison = compareEvaluations(evaluation("a", "+++"), evaluation("b", "++"));

    expect(comparison).toMatchObject({ pairs: 2, onlyInBaseline: 1, onlyInCandidate: 0 });
    expect(() =>
      compareEvaluations(evaluation("a", "++"), evaluation("b", "++", { seed: 8 })),
    ).toThrow('Cannot compare "a" and "b": they have no sample in common');
  });

  test("pairs several solvers by their id, and two of different names where they are named", () => {
    const both = {
      ...evaluation("a", "+-"),
      results: [
        ...evaluation("a", "+-", { solver: "one" }).results,
        ...evaluation("a", "++", { solver: "two" }).results,
      ],
    };

    expect(compareEvaluations(both, evaluation("b", "-+", { solver: "two" }))).toMatchObject({
      pairs: 2,
      wins: 0,
      losses: 1,
      onlyInBaseline: 2,
    });
    const within = { baselineSolver: "one", candidateSolver: "two" };
    expect(compareEvaluations(both, both, within)).toMatchObject({ pairs: 2, wins: 1, losses: 0 });
    expect(() => compareEvaluations(both, both, { baselineSolver: "three" })).toThrow(
      'Cannot compare solver "three": evaluation "a" has no results of it',
    );
  });

  test("lists what differs in how they were made", () => {
    const [solver] = evaluationSetup().solvers;
    const other = { epochs: 2, solvers: solver ? [{ ...solver, isConstrained: false }] : [] };
    const { differences } = compareEvaluations(
      evaluation("a", "+"),
      evaluation("b", "+", {}, other),
    );

    expect(differences).toEqual([
      { field: "epochs", baseline: "1", candidate: "2" },
      { field: "constrained", baseline: "yes", candidate: "no" },
    ]);
  });

  test("counts a task once, however often it was run", () => {
    const repeat = (one: StoredEvaluation, times: number): StoredEvaluation => ({
      ...one,
      results: [...Array(times).keys()].flatMap((epoch) =>
        one.results.map((result) => ({ ...result, epoch, seed: epoch })),
      ),
    });
    const [a, b] = [evaluation("a", "++++-"), evaluation("b", "----+")];

    expect(compareEvaluations(repeat(a, 9), repeat(b, 9)).p).toBeCloseTo(0.375, 9);
    expect(compareEvaluations(a, b).p).toBeCloseTo(0.375, 9);
  });

  test("sees less where tasks flip both ways", () => {
    const [one, other] = ["+-".repeat(40), "-+".repeat(40)];
    const calm = compareEvaluations(evaluation("a", one), evaluation("b", one));
    const noisy = compareEvaluations(evaluation("a", one), evaluation("b", other));
    expect(calm.detectableChange).toBeLessThan(0.1);
    expect(noisy.detectableChange ?? 1).toBeGreaterThan(0.2);
  });

  test("says where so few tasks can show nothing", () => {
    expect(compareEvaluations(evaluation("a", "++"), evaluation("b", "--"))).toMatchObject({
      detectableChange: undefined,
      p: 0.5,
    });
  });
});
