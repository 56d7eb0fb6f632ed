import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusteredInterval } from "./clustered-share.ts";
import { meanInterval, student95 } from "./mean-interval.ts";
import { wilsonInterval } from "./wilson-interval.ts";

describe("wilsonInterval()", () => {
  // Newcombe 1998, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i of %i is %f to %f", (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test("says nothing of nothing, and refuses what is no count", () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(() => wilsonInterval(2, 1)).toThrow(RangeError);
    expect(() => wilsonInterval(Number.NaN, 1)).toThrow(RangeError);
  });

  test("holds the share, and mirrors", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (trials, some) => {
        const successes = some % (trials + 1);
        const { low, high } = wilsonInterval(successes, trials);
        const other = wilsonInterval(trials - successes, trials);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        expect(low).toBeCloseTo(1 - other.high, 9);
      }),
    );
  });

  test("is no wider with more of the same", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (successes, failures) => {
        const few = wilsonInterval(successes, successes + failures);
        const many = wilsonInterval(successes * 10, (successes + failures) * 10);
        expect(many.low).toBeGreaterThanOrEqual(few.low);
        expect(many.high).toBeLessThanOrEqual(few.high);
      }),
    );
  });
});

describe("clusteredInterval()", () => {
  test("is Wilson's where each cluster has one trial", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1), { minLength: 2, maxLength: 60 }), (outcomes) => {
        const total = outcomes.reduce((sum, each) => sum + each, 0);
        const clusters = outcomes.map((successes) => ({ successes, trials: 1 }));
        const interval = clusteredInterval(clusters);
        const plain = wilsonInterval(total, outcomes.length);
        expect(interval.low).toBeCloseTo(plain.low, 9);
        expect(interval.high).toBeCloseTo(plain.high, 9);
      }),
    );
  });

  test("counts a task once whose epochs always agree", () => {
    const clusters = [...Array(20).keys()].map((at) => ({ successes: at % 2 ? 5 : 0, trials: 5 }));
    const interval = clusteredInterval(clusters);
    const byTask = wilsonInterval(10, 20);
    expect(interval.high - interval.low).toBeCloseTo(byTask.high - byTask.low, 1);
    expect(clusteredInterval([{ successes: 5, trials: 5 }])).toEqual(wilsonInterval(1, 1));
    expect(clusteredInterval([])).toEqual({ low: 0, high: 1 });
  });
});

describe("meanInterval()", () => {
  test.each([
    [1, 12.706],
    [5, 2.571],
    [6, 2.447],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
  ])("takes Student's t of %i degrees: %f", (freedom, expected) => {
    expect(student95(freedom)).toBeCloseTo(expected, 2);
  });

  test("has no bounds for one value, and none wider than needed for equal ones", () => {
    expect(meanInterval([3])).toEqual({ mean: 3, low: -Infinity, high: Infinity });
    expect(meanInterval([2, 2, 2])).toEqual({ mean: 2, low: 2, high: 2 });
    expect(meanInterval([1, 3]).high).toBeCloseTo(2 + 12.7062, 3);
  });
});
