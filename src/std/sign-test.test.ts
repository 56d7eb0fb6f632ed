import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialAtLeast, fewestPairs, signTest } from "./sign-test.ts";

describe("binomialAtLeast()", () => {
  test.each([
    [0, 10, 0.5, 1],
    [10, 10, 0.5, 1 / 1024],
    [8, 10, 0.5, 56 / 1024],
    [5, 5, 0.5, 0.03125],
    [60, 100, 0.5, 0.028443966820490395],
    [2, 3, 0.1, 0.028],
    [1, 4, 0.25, 0.68359375],
    [11, 10, 0.5, 0],
    [1, 3, 0, 0],
    [3, 3, 1, 1],
  ])("%i of %i at %f is %f", (successes, trials, share, expected) => {
    expect(binomialAtLeast(successes, trials, share)).toBeCloseTo(expected, 12);
  });

  test("stays exact where the ways to draw leave the range of numbers", () => {
    expect(binomialAtLeast(5000, 9999)).toBeCloseTo(0.5, 9);
    expect(binomialAtLeast(9999, 9999)).toBe(0);
  });

  test("refuses what is no count and no share", () => {
    expect(() => binomialAtLeast(1, 2.5)).toThrow(RangeError);
    expect(() => binomialAtLeast(1, 2, 1.5)).toThrow(RangeError);
  });

  test("leaves nothing out: at least k of n, or at least n − k + 1 of the others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.nat(300), (trials, some) => {
        const successes = some % (trials + 1);
        const both =
          binomialAtLeast(successes, trials) + binomialAtLeast(trials - successes + 1, trials);
        expect(both).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("signTest()", () => {
  test("is one-sided, and 1 where no pair differs", () => {
    expect(signTest({ wins: 0, losses: 0 })).toBe(1);
    expect(signTest({ wins: 5, losses: 0 })).toBe(1 / 32);
    expect(signTest({ wins: 9, losses: 1 })).toBeCloseTo(11 / 1024, 12);
    expect(signTest({ wins: 1, losses: 9 })).toBeGreaterThan(0.99);
  });

  test("needs five pairs for 5 %", () => {
    expect([0.05, 0.05 / 2, 0.05 / 3, 0.5].map(fewestPairs)).toEqual([5, 6, 6, 1]);
    for (const level of [0.05, 0.025, 0.01]) {
      const wins = fewestPairs(level);
      expect(signTest({ wins, losses: 0 })).toBeLessThanOrEqual(level);
      expect(signTest({ wins: wins - 1, losses: 0 })).toBeGreaterThan(level);
    }
  });
});
