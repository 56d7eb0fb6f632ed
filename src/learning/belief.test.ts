import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { believe, HALF_LIFE, LEAST_WEIGHT } from "./belief.ts";

const counts = fc
  .tuple(fc.nat(5000), fc.nat(5000))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

describe("believe()", () => {
  const yes = { isAccepted: true, age: 0 };
  const no = { isAccepted: false, age: 0 };
  const times = <T>(count: number, heard: T): readonly T[] =>
    Array.from({ length: count }, () => heard);

  test("counts everything seen as ten answers at most", () => {
    const { mean, deviation } = believe(100_000, 0, []);

    expect(mean).toBeGreaterThan(0.99);
    expect(deviation).toBeLessThan(0.01);
    expect(believe(100_000, 0, times(10, no)).mean).toBeCloseTo(0.5, 2);
  });

  test("turns a rule off that is rejected often enough, and on again", () => {
    expect(believe(500, 2, []).weight).toBeGreaterThan(LEAST_WEIGHT);
    expect(believe(500, 2, times(8, no)).weight).toBeLessThan(LEAST_WEIGHT);
    expect(believe(500, 2, [...times(8, no), ...times(30, yes)]).weight).toBeGreaterThan(
      LEAST_WEIGHT,
    );
  });

  test("counts an answer half after its half-life, a quarter after two", () => {
    expect(believe(20, 0, [{ ...yes, age: HALF_LIFE }]).events).toBeCloseTo(0.5);
    expect(believe(20, 0, [{ ...yes, age: 2 * HALF_LIFE }]).events).toBeCloseTo(0.25);
  });

  test("moves towards what is said, and stays between 0 and 1", () => {
    const heard = fc.array(fc.record({ isAccepted: fc.boolean(), age: fc.nat(1000) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(counts, heard, ([exceptions, support], said) => {
        const before = believe(support, exceptions, said);

        expect(before.mean).toBeGreaterThan(0);
        expect(before.mean).toBeLessThan(1);
        expect(before.weight).toBeGreaterThanOrEqual(0);
        expect(before.weight).toBeLessThanOrEqual(before.mean);
        expect(believe(support, exceptions, [...said, yes]).mean).toBeGreaterThan(before.mean);
        expect(believe(support, exceptions, [...said, no]).mean).toBeLessThan(before.mean);
      }),
    );
  });
});
