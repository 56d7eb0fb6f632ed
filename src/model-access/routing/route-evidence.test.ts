import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BothSides, RouteEvidence } from "../../domain/route-traffic.ts";
import { createDraw } from "../../std/create-draw.ts";
import { alwaysValidLowerBound } from "./lower-bound.ts";
import { learn, limitsOf, NO_EVIDENCE, suspect, worthOf } from "./route-evidence.ts";

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const bets = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 7, maxLength: 7 });
const count = fc
  .tuple(fc.nat(400), fc.nat(400))
  .map(([accepted, failed]) => ({ runs: accepted + failed, accepted }));
const sides = fc.record({ route: count, base: count }) satisfies fc.Arbitrary<BothSides>;
/** Whatever may have come before; nothing is waiting to be compared. */
const evidence: fc.Arbitrary<RouteEvidence> = fc.record({
  runs: sides,
  open: fc.constant(NO_EVIDENCE.open),
  asGood: bets,
  worse: bets,
});
const outcomes = [true, false] as const;
const likely = (isAccepted: boolean, rate: number): number => (isAccepted ? rate : 1 - rate);

describe("learn()", () => {
  test("makes no bet on `as good` that wins on average where the model is worse than the margin allows", () => {
    fc.assert(
      fc.property(evidence, share, share, share, (before, margin, base, part) => {
        const route = Math.max(0, base - margin) * part;
        fc.pre(route <= base - margin);
        const plan = { margin, alpha: 1e-6 };
        let mean = 0;
        for (const ofRoute of outcomes)
          for (const ofBase of outcomes) {
            const one = learn(before, { isTaken: true, isAccepted: ofRoute }, plan);
            const both = learn(one, { isTaken: false, isAccepted: ofBase }, plan);
            mean += likely(ofRoute, route) * likely(ofBase, base) * worthOf(both.asGood);
          }

        expect(mean).toBeLessThanOrEqual(worthOf(before.asGood) * (1 + 1e-9));
      }),
    );
  });

  test("makes no bet on `worse` that wins on average where the model does what the base is known to", () => {
    fc.assert(
      fc.property(evidence, share, share, (before, margin, part) => {
        const plan = { margin, alpha: 0.05 };
        const enough = alwaysValidLowerBound(before.runs.base, plan.alpha / 2) - margin;
        const rate = Math.max(0, enough) + (1 - Math.max(0, enough)) * part;
        // 1/2, 1/6, 1/12 and so on: never more than 1 in all.
        const turn = before.runs.route.runs / 20 + 1;
        const laid = Number.isInteger(turn) ? 1 / (turn * (turn + 1)) : 0;
        const mean = outcomes.reduce((sum, isAccepted) => {
          const after = learn(before, { isTaken: true, isAccepted }, plan);
          return sum + likely(isAccepted, rate) * worthOf(after.worse);
        }, 0);

        expect(mean).toBeLessThanOrEqual((worthOf(before.worse) + laid) * (1 + 1e-9));
      }),
      { numRuns: 1000 },
    );
  });

  test("loses no bet whole, whatever comes, and forgets what is far above its limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ isTaken: fc.boolean(), isAccepted: fc.boolean() }), {
          maxLength: 300,
        }),
        (runs) => {
          const plan = { margin: 0.1, alpha: 0.05 };
          const after = runs.reduce((known, run) => learn(known, run, plan), NO_EVIDENCE);

          expect(after.asGood.every((bet) => bet > 0)).toBe(true);
          expect(after.worse.every((bet) => bet >= 0)).toBe(true);
          expect(worthOf(after.asGood)).toBeLessThanOrEqual(10 * limitsOf(plan).asGood + 1e-6);
          expect(after.runs.route.runs + after.runs.base.runs).toBe(runs.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("compares rates: runs of one side wait for one of the other", () => {
    const plan = { margin: 0.1, alpha: 0.05 };
    const waiting = [true, true, false].reduce(
      (known, isAccepted) => learn(known, { isTaken: false, isAccepted }, plan),
      NO_EVIDENCE,
    );

    expect(waiting.open.base).toEqual({ runs: 3, accepted: 2 });
    expect(waiting.asGood).toEqual(NO_EVIDENCE.asGood);
    const compared = learn(waiting, { isTaken: true, isAccepted: true }, plan);
    expect(compared.open).toEqual(NO_EVIDENCE.open);
    expect(worthOf(compared.asGood)).toBeGreaterThan(1);
  });
});

describe("suspect()", () => {
  test("keeps of all that is known a tenth of what shows it worse", () => {
    const plan = { margin: 0.1, alpha: 0.05 };
    const known = { ...NO_EVIDENCE, asGood: NO_EVIDENCE.asGood.map(() => 9), worse: [40, 40] };

    const left = suspect(known, plan);

    expect(left.asGood).toEqual(NO_EVIDENCE.asGood);
    expect(worthOf(left.worse)).toBeCloseTo(limitsOf(plan).worse / 10, 9);
  });
});

describe("alwaysValidLowerBound()", () => {
  test("lies below what was seen, and nearer to it with more runs", () => {
    fc.assert(
      fc.property(count, share, (seen, alpha) => {
        const bound = alwaysValidLowerBound(seen, alpha);
        const more = { runs: seen.runs * 9, accepted: seen.accepted * 9 };

        expect(bound).toBeGreaterThanOrEqual(0);
        if (seen.accepted > 0) expect(bound).toBeLessThan(seen.accepted / seen.runs);
        expect(alwaysValidLowerBound(more, alpha)).toBeGreaterThanOrEqual(bound - 1e-9);
      }),
    );
    expect(alwaysValidLowerBound({ runs: 100, accepted: 90 }, 0.05)).toBeCloseTo(0.77173, 5);
    expect(alwaysValidLowerBound({ runs: 20, accepted: 20 }, 0.05)).toBeCloseTo(0.739, 3);
  });

  test("is ever above the true share as seldom as it says, looked at after every run", () => {
    const draw = createDraw(11);
    const [paths, runs, alpha] = [300, 150, 0.1];
    let wrong = 0;
    for (let path = 0; path < paths; path += 1) {
      let accepted = 0;
      for (let run = 1; run <= runs; run += 1) {
        if (draw() < 0.7) accepted += 1;
        if (alwaysValidLowerBound({ runs: run, accepted }, alpha) <= 0.7) continue;
        wrong += 1;
        break;
      }
    }

    expect(wrong / paths).toBeLessThanOrEqual(alpha);
  });
});
