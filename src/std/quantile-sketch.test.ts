import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyFit, fitLogistic } from "./fit-logistic.ts";
import { createQuantileSketch } from "./quantile-sketch.ts";
import { spreadOf } from "./spread-of.ts";

describe("createQuantileSketch()", () => {
  test("is within 1 % of the true quantile", () => {
    const times = fc.array(fc.double({ min: 0.01, max: 1e7, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(times, (values) => {
        const sketch = createQuantileSketch();
        for (const value of values) sketch.add(value);
        const exact = spreadOf(values);
        expect(Math.abs(sketch.at(0.5) / exact.p50 - 1)).toBeLessThan(0.0101);
        expect(Math.abs(sketch.at(0.95) / exact.p95 - 1)).toBeLessThan(0.0101);
        expect(sketch.count).toBe(values.length);
      }),
    );
  });

  test("knows nothing of nothing, and zeros are zeros", () => {
    const sketch = createQuantileSketch();
    expect(sketch.at(0.5)).toBe(0);
    for (const value of [0, 0, 0, 9]) sketch.add(value);
    expect([sketch.at(0.5), sketch.sum]).toEqual([0, 9]);
  });
});

describe("fitLogistic()", () => {
  test("leaves what is right as it is", () => {
    const outcomes = [0.1, 0.3, 0.5, 0.7, 0.9].map((stated) => ({
      stated,
      count: 1000,
      trueCount: 1000 * stated,
    }));
    const fit = fitLogistic(outcomes);
    expect(fit.offset).toBeCloseTo(0, 6);
    expect(fit.slope).toBeCloseTo(1, 6);
  });

  test("finds how far too sure it was", () => {
    const outcomes = [0.2, 0.5, 0.8, 0.95].map((stated) => ({
      stated,
      count: 10_000,
      trueCount: 10_000 * applyFit({ offset: -0.5, slope: 0.4 }, stated),
    }));
    const fit = fitLogistic(outcomes);
    expect(fit.offset).toBeCloseTo(-0.5, 2);
    expect(fit.slope).toBeCloseTo(0.4, 2);
  });

  test("stays bounded where all came true, and as it is without outcomes", () => {
    const sure = fitLogistic([{ stated: 0.8, count: 20, trueCount: 20 }]);
    expect(Number.isFinite(sure.offset) && Number.isFinite(sure.slope)).toBe(true);
    expect(fitLogistic([])).toEqual({ offset: 0, slope: 1 });
  });
});
