import { describe, expect, test } from "vitest";
import { detectableChange, powerOfSignTest } from "./detectable-change.ts";
import { signTest } from "./sign-test.ts";

/** Every outcome of every pair, with its probability. */
function bruteForce(change: number, pairs: number, noise: number, level: number): number {
  const won = noise / 2 + change;
  const lost = noise / 2;
  let total = 0;
  const go = (left: number, wins: number, losses: number, chance: number): void => {
    if (chance === 0) return;
    if (left === 0) {
      if (signTest({ wins, losses }) <= level) total += chance;
      return;
    }
    go(left - 1, wins + 1, losses, chance * won);
    go(left - 1, wins, losses + 1, chance * lost);
    go(left - 1, wins, losses, chance * (1 - won - lost));
  };
  go(pairs, 0, 0, 1);
  return total;
}

describe("powerOfSignTest()", () => {
  test.each([
    [0.5, 8, 0.2],
    [0.9, 6, 0],
    [0.1, 9, 0.6],
    [0, 7, 0.9],
  ])("of a change of %f in %i pairs with noise %f counts every outcome", (change, pairs, noise) => {
    const plan = { pairs, noise, level: 0.05 };
    expect(powerOfSignTest(change, plan)).toBeCloseTo(bruteForce(change, pairs, noise, 0.05), 9);
  });

  test("by the normal approximation is near what enumeration says", () => {
    const plan = { noise: 0.2, level: 0.05 };
    expect(powerOfSignTest(0.05, { ...plan, pairs: 601 })).toBeCloseTo(
      powerOfSignTest(0.05, { ...plan, pairs: 600 }),
      1,
    );
  });
});

describe("detectableChange()", () => {
  test("is the change that is found with the power asked for", () => {
    const plan = { pairs: 135, noise: 0.1, level: 0.05 };
    const change = detectableChange({ ...plan, power: 0.8 }) ?? Number.NaN;
    expect(powerOfSignTest(change, plan)).toBeGreaterThanOrEqual(0.8);
    expect(powerOfSignTest(change - 0.002, plan)).toBeLessThan(0.8);
    expect(change).toBeGreaterThan(0.05);
    expect(change).toBeLessThan(0.15);
  });

  test("is none where even the worst could not be told from chance", () => {
    expect(detectableChange({ pairs: 4, noise: 0, level: 0.05, power: 0.8 })).toBeUndefined();
    expect(detectableChange({ pairs: 0, noise: 0, level: 0.05, power: 0.8 })).toBeUndefined();
    expect(() => detectableChange({ pairs: 4, noise: 2, level: 0.05, power: 0.8 })).toThrow(
      RangeError,
    );
  });
});
