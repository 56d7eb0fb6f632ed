import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spreadOf } from "../../std/spread-of.ts";
import { sumSpreads } from "./stats-spread.ts";

const values = fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), {
  minLength: 1,
  maxLength: 50,
});

const sum = (...all: readonly ReturnType<typeof spreadOf>[]) => {
  const sums = sumSpreads();
  for (const one of all) sums.add(one);
  return sums.total();
};

describe("sumSpreads()", () => {
  test("gives one spread back as it is, and nothing for none", () => {
    const one = spreadOf([1, 2, 3, 40]);

    expect(sum(one, spreadOf([]))).toEqual(one);
    expect(sum()).toEqual(spreadOf([]));
  });

  test("keeps count, mean and greatest value, and percentiles in their order and range", () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 6 }), (lists) => {
        const spreads = lists.map(spreadOf);
        const all = spreadOf(lists.flat());

        const total = sum(...spreads);

        expect(total.count).toBe(all.count);
        expect(total.mean).toBeCloseTo(all.mean, 6);
        expect(total.max).toBe(all.max);
        expect(total.p50).toBeLessThanOrEqual(total.p95);
        expect(total.p95).toBeLessThanOrEqual(total.p99);
        expect(total.p99).toBeLessThanOrEqual(total.max);
        for (const key of ["p50", "p95", "p99"] as const) {
          expect(total[key]).toBeGreaterThanOrEqual(Math.min(...spreads.map((one) => one[key])));
          expect(total[key]).toBeLessThanOrEqual(Math.max(...spreads.map((one) => one[key])));
        }
      }),
    );
  });

  test("gives what is the same in all spreads as it is", () => {
    const one = spreadOf(Array.from({ length: 1000 }, (_, at) => (at + 1) / 100));

    expect(sum(one, one, one)).toMatchObject({ p50: one.p50, p95: one.p95, p99: one.p99 });
  });
});
