import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanInterval } from "../../std/mean-interval.ts";
import { type PricedTask, ratioDifference, ratioInterval } from "./price-interval.ts";

const usd = fc.integer({ min: 0, max: 1000 }).map((cents) => cents / 100);
const tasks: fc.Arbitrary<readonly PricedTask[]> = fc.array(
  fc.record({ usd, successes: fc.integer({ min: 0, max: 3 }) }),
  { minLength: 2, maxLength: 20 },
);

describe("ratioInterval()", () => {
  test("is the mean's own where every task succeeds once", () => {
    fc.assert(
      fc.property(fc.array(usd, { minLength: 2, maxLength: 20 }), (amounts) => {
        const told = ratioInterval(amounts.map((each) => ({ usd: each, successes: 1 })));
        const { mean, low, high } = meanInterval(amounts);

        expect(told?.usd).toBeCloseTo(mean);
        expect(told?.low).toBeCloseTo(Math.max(0, low));
        expect(told?.high).toBeCloseTo(high);
      }),
    );
  });

  test("is wider where some of the tasks came to nothing, and endless with one task", () => {
    const even = Array.from({ length: 8 }, () => ({ usd: 0.5, successes: 1 }));
    const failed = even.map((task, at) => (at % 2 === 0 ? task : { ...task, successes: 0 }));

    expect(ratioInterval(even)).toMatchObject({ usd: 0.5, low: 0.5, high: 0.5 });
    expect(ratioInterval(failed)?.usd).toBeCloseTo(1);
    expect(ratioInterval(failed)?.high).toBeGreaterThan(1.5);
    expect(ratioInterval(even.slice(0, 1))?.high).toBe(Infinity);
    expect(ratioInterval([{ usd: 1, successes: 0 }])).toBeUndefined();
  });
});

describe("ratioDifference()", () => {
  test("is nothing between the same tasks, and the opposite the other way round", () => {
    fc.assert(
      fc.property(tasks, tasks, (some, others) => {
        const size = Math.min(some.length, others.length);
        const [one, other] = [some.slice(0, size), others.slice(0, size)];
        const there = ratioDifference(one, other);
        const back = ratioDifference(other, one);
        const same = ratioDifference(one, one);

        if (there !== undefined) {
          expect(back?.usd).toBeCloseTo(-there.usd);
          expect(back?.low).toBeCloseTo(-there.high);
        }
        if (same !== undefined) expect([same.usd, same.low, same.high]).toEqual([0, 0, 0]);
      }),
    );
  });
});
