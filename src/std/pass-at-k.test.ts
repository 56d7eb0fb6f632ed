import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { passAtK } from "./pass-at-k.ts";

/** Share of all choices of `k` answers with a passing one among them. */
function bruteForce(answers: number, passed: number, k: number): number {
  let [all, some] = [0, 0];
  for (let choice = 0; choice < 2 ** answers; choice += 1) {
    const chosen = [...Array(answers).keys()].filter((at) => choice & (1 << at));
    if (chosen.length !== k) continue;
    all += 1;
    if (chosen.some((at) => at < passed)) some += 1;
  }
  return some / all;
}

describe("passAtK()", () => {
  test("is the share of all choices with a passing answer", () => {
    const counts = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(counts, fc.nat(9), counts, (answers, some, few) => {
        const passed = some % (answers + 1);
        const k = ((few - 1) % answers) + 1;
        expect(passAtK(answers, passed, k)).toBeCloseTo(bruteForce(answers, passed, k), 10);
      }),
      { numRuns: 40 },
    );
  });

  test("refuses more answers than there are", () => {
    expect(() => passAtK(3, 1, 4)).toThrow(RangeError);
    expect(() => passAtK(3, 4, 1)).toThrow(RangeError);
    expect(() => passAtK(3, 1, 0)).toThrow(RangeError);
  });
});
