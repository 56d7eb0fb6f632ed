import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  breakEvenVolume,
  type Economics,
  HOURS_A_MONTH,
  saveMonthly,
  usdPerSuccess,
} from "./economics.ts";

const taskPrice = fc.record({
  usdPerTask: fc.integer({ min: 0, max: 5_000_000 }).map((micro) => micro / 1e6),
  share: fc.double({ min: 0.01, max: 1, noNaN: true }),
});
const economics: fc.Arbitrary<Economics> = fc.record({
  frontier: taskPrice,
  tuned: taskPrice,
  fixedUsd: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100),
  ),
});
const factor = fc.double({ min: 0, max: 1, noNaN: true });

describe("breakEvenVolume()", () => {
  test("is where both cost the same: fixed costs over what each success saves", () => {
    const prices: Economics = {
      frontier: { usdPerTask: 0.04, share: 0.8 },
      tuned: { usdPerTask: 0.005, share: 0.5 },
      fixedUsd: 400,
    };

    expect(usdPerSuccess(prices.frontier)).toBeCloseTo(0.05);
    expect(usdPerSuccess(prices.tuned)).toBeCloseTo(0.01);
    expect(breakEvenVolume(prices)).toBeCloseTo(10_000);
    expect(saveMonthly(prices, 10_000)).toBeCloseTo(0);
    expect(saveMonthly(prices, 20_000)).toBeCloseTo(400);
    expect(HOURS_A_MONTH).toBeCloseTo(730.5);
  });

  test("is never where a success does not cost less, and at once where nothing is fixed", () => {
    const even = { usdPerTask: 0.01, share: 0.5 };
    const cheap = { usdPerTask: 0.001, share: 0.5 };

    expect(breakEvenVolume({ frontier: even, tuned: even, fixedUsd: 0 })).toBe(Infinity);
    expect(breakEvenVolume({ frontier: cheap, tuned: even, fixedUsd: 5 })).toBe(Infinity);
    expect(breakEvenVolume({ frontier: even, tuned: cheap, fixedUsd: 0 })).toBe(0);
  });

  test("falls with a cheaper or better tuned model, a dearer frontier model, and less that is fixed", () => {
    fc.assert(
      fc.property(economics, factor, (prices, by) => {
        const { frontier, tuned } = prices;
        const now = breakEvenVolume(prices);
        const least = (change: Partial<Economics>) => breakEvenVolume({ ...prices, ...change });

        expect(
          least({ tuned: { ...tuned, usdPerTask: tuned.usdPerTask * by } }),
        ).toBeLessThanOrEqual(now);
        const better = tuned.share + (1 - tuned.share) * by;
        expect(least({ tuned: { ...tuned, share: better } })).toBeLessThanOrEqual(now);
        expect(least({ fixedUsd: prices.fixedUsd * by })).toBeLessThanOrEqual(now);
        const dearer = frontier.usdPerTask * (1 + by);
        expect(least({ frontier: { ...frontier, usdPerTask: dearer } })).toBeLessThanOrEqual(now);
      }),
    );
  });

  test("does not change with the currency, and scales with what is fixed", () => {
    fc.assert(
      fc.property(economics, fc.double({ min: 0.01, max: 100, noNaN: true }), (prices, rate) => {
        const volume = breakEvenVolume(prices);
        fc.pre(Number.isFinite(volume) && volume > 1e-6 && volume < 1e9);
        const exchanged = {
          frontier: { ...prices.frontier, usdPerTask: prices.frontier.usdPerTask * rate },
          tuned: { ...prices.tuned, usdPerTask: prices.tuned.usdPerTask * rate },
          fixedUsd: prices.fixedUsd * rate,
        };

        expect(breakEvenVolume(exchanged) / volume).toBeCloseTo(1, 3);
        expect(breakEvenVolume({ ...prices, fixedUsd: 2 * prices.fixedUsd }) / volume).toBeCloseTo(
          2,
          6,
        );
      }),
    );
  });

  test("parts the volumes at which the tuned model saves from those at which it costs more", () => {
    fc.assert(
      fc.property(economics, fc.double({ min: 0, max: 1e6, noNaN: true }), (prices, volume) => {
        const even = breakEvenVolume(prices);
        const saved = saveMonthly(prices, volume);
        if (volume > even * (1 + 1e-9)) expect(saved).toBeGreaterThanOrEqual(-1e-6);
        if (volume < even * (1 - 1e-9)) expect(saved).toBeLessThanOrEqual(1e-6);
      }),
    );
  });
});
