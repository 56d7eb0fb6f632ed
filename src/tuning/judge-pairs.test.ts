import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../platform/random.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import {
  fewestDifferent,
  judgePairs,
  LEVEL,
  mayStillWin,
  type Pair,
  type RunResult,
} from "./judge-pairs.ts";

const NO: RunResult = { isAccepted: false, isAcceptedFirst: false };
const LATE: RunResult = { isAccepted: true, isAcceptedFirst: false };
const FIRST: RunResult = { isAccepted: true, isAcceptedFirst: true };
const ONE = { variants: 1 };
const pair = (used: RunResult, variant: RunResult, specification = "a"): Pair => ({
  specification,
  used,
  variant,
});
const times = (count: number, ...given: Parameters<typeof pair>) =>
  Array.from({ length: count }, () => pair(...given));

describe("judgePairs()", () => {
  test("counts a first attempt before an acceptance, and an acceptance before none", () => {
    const pairs = [pair(LATE, FIRST), pair(NO, LATE, "b"), pair(FIRST, LATE), pair(FIRST, FIRST)];

    expect(judgePairs(pairs, ONE)).toMatchObject({
      pairs: 4,
      wins: 2,
      losses: 1,
      specifications: 2,
    });
  });

  test("keeps five wins of five alone, and asks for six among three variants", () => {
    expect(judgePairs(times(5, NO, FIRST), ONE)).toMatchObject({ p: 1 / 32, isBetter: true });
    expect(judgePairs(times(4, NO, FIRST), ONE).isBetter).toBe(false);
    expect(judgePairs(times(5, NO, FIRST), { variants: 3 }).isBetter).toBe(false);
    expect(judgePairs(times(6, NO, FIRST), { variants: 3 }).isBetter).toBe(true);
    expect([1, 2, 3].map((variants) => fewestDifferent({ variants }))).toEqual([5, 6, 6]);
  });

  test("never keeps what loses, and what differs in nothing", () => {
    expect(judgePairs(times(50, FIRST, NO), ONE)).toMatchObject({ isBetter: false });
    expect(judgePairs(times(50, FIRST, FIRST), ONE)).toMatchObject({ p: 1, isBetter: false });
    expect(judgePairs([], ONE)).toMatchObject({ p: 1, isBetter: false });
  });

  test("gives up no sooner than nothing can be won any more", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(20), (wins, losses, left) => {
        const best = [...times(wins + left, NO, FIRST), ...times(losses, FIRST, NO)];
        expect(mayStillWin({ wins, losses }, left, ONE)).toBe(judgePairs(best, ONE).isBetter);
      }),
    );
  });

  test("keeps the same text, tried as if it were another, in at most one of twenty trials", () => {
    const random = createRandom(11, createFakeClock());
    const draw = (share: number): boolean => random.nextInteger() / 2 ** 31 < share;
    const run = (share: number): RunResult => {
      const isAcceptedFirst = draw(share);
      return { isAcceptedFirst, isAccepted: isAcceptedFirst || draw(share) };
    };
    const trials = 1500;
    for (const variants of [1, 3])
      for (const share of [0.1, 0.5, 0.9])
        for (const size of [8, 20, 60]) {
          let kept = 0;
          for (let trial = 0; trial < trials; trial += 1) {
            const used = Array.from({ length: size }, () => run(share));
            const isAnyKept = Array.from({ length: variants }).some(() => {
              const pairs = used.map((result) => pair(result, run(share)));
              return judgePairs(pairs, { variants }).isBetter;
            });
            kept += Number(isAnyKept);
          }
          expect(kept / trials).toBeLessThanOrEqual(LEVEL);
        }
  });
});
