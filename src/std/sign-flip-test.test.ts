import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairedDifference } from "./paired-difference.ts";
import { signFlipTest, twoSidedSignFlipTest } from "./sign-flip-test.ts";
import { signTest } from "./sign-test.ts";

/** Every way to choose signs, counted. */
function bruteForce(nets: readonly number[]): number {
  const observed = nets.reduce((sum, net) => sum + net, 0);
  let atLeast = 0;
  for (let ways = 0; ways < 2 ** nets.length; ways += 1) {
    const sum = nets.reduce((all, net, at) => all + (ways & (1 << at) ? -net : net), 0);
    if (sum >= observed) atLeast += 1;
  }
  return atLeast / 2 ** nets.length;
}

describe("signFlipTest()", () => {
  test("counts every way to choose signs", () => {
    const nets = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 10 });
    fc.assert(
      fc.property(nets, (each) => {
        expect(signFlipTest(each)).toBeCloseTo(bruteForce(each), 10);
      }),
      { numRuns: 60 },
    );
  });

  test("is the sign test for single pairs, and 1 without a difference", () => {
    expect(signFlipTest([1, 1, 1, 1, -1, 0])).toBe(signTest({ wins: 4, losses: 1 }));
    expect(signFlipTest([])).toBe(1);
    expect(twoSidedSignFlipTest([1, 1, 1, 1, 1])).toBeCloseTo(2 / 32, 12);
    expect(twoSidedSignFlipTest([2, -2])).toBe(1);
  });

  test("refuses what is no whole number", () => {
    expect(() => signFlipTest([0.5])).toThrow(RangeError);
  });
});

describe("pairedDifference()", () => {
  test("is Bonett and Price's for single pairs", () => {
    const clusters = [...Array(12).fill(1), ...Array(4).fill(-1), ...Array(34).fill(0)].map(
      (net: number) => ({ net, pairs: 1 }),
    );
    const { difference, low, high } = pairedDifference(clusters);
    const [won, lost] = [13 / 52, 5 / 52];
    const half = 1.959964 * Math.sqrt((won + lost - (won - lost) ** 2) / 52);
    expect(difference).toBe(8 / 50);
    expect(low).toBeCloseTo(won - lost - half, 6);
    expect(high).toBeCloseTo(won - lost + half, 6);
  });

  test("stays within all there can be, and says nothing of nothing", () => {
    expect(pairedDifference([])).toEqual({ difference: 0, low: -1, high: 1 });
    const all = pairedDifference([{ net: 3, pairs: 3 }]);
    expect(all.difference).toBe(1);
    expect(all.low).toBeLessThan(0);
  });
});
