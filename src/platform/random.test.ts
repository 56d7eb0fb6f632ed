import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Clock } from "../ports/clock.ts";
import { createRandom, freshSeed } from "./random.ts";

const clockAt = (now: number): Clock => ({
  now: () => now,
  elapsed: () => 0,
  sleep: () => Promise.resolve(),
});
const clock = clockAt(Date.UTC(2026, 10, 21, 9, 30, 12, 345));
const draw = (seed: number, count: number): readonly number[] => {
  const random = createRandom(seed, clock);
  return Array.from({ length: count }, () => random.nextInteger());
};

describe("createRandom()", () => {
  // From PractRand's own C++ (RNG/other/sfc.cpp), `seed(Uint64)`, outputs shifted right by one.
  test.each([
    [0, [681786209, 72615151, 404377237, 2108252816]],
    [1, [1006074770, 936158102, 853816337, 889916707]],
    [42, [632206109, 973754573, 1959719649, 625583961]],
    [2 ** 53 - 1, [1634201411, 1301178511, 1633212611, 91365846]],
  ])("draws the numbers of sfc32 from seed %i", (seed, numbers) => {
    expect(draw(seed, 4)).toEqual(numbers);
  });

  test("draws whole numbers below 2 ** 31, the same ones again from the same seed", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const numbers = draw(seed, 20);

        expect(numbers.every((n) => Number.isInteger(n) && n >= 0 && n < 2 ** 31)).toBe(true);
        expect(draw(seed, 20)).toEqual(numbers);
        expect(createRandom(seed, clock).seed).toBe(seed);
      }),
    );
  });

  test("refuses a seed that is no whole number", () => {
    expect(() => createRandom(0.5, clock)).toThrow(RangeError);
  });

  test("makes ids of date, time, milliseconds and chance", () => {
    const random = createRandom(1, clock);

    const ids = [random.nextId(), random.nextId()];

    expect(ids[0]).toMatch(/^20261121-093012-9l[0-9a-z]{4}$/);
    expect(ids[1]).not.toBe(ids[0]);
  });

  test("makes ids that sort by the time they were made", () => {
    const time = fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true });

    fc.assert(
      fc.property(time, time, fc.nat(), (a, b, seed) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        fc.pre(earlier.getTime() !== later.getTime());
        const idOf = (date: Date) => createRandom(seed, clockAt(date.getTime())).nextId();

        expect(idOf(earlier) < idOf(later)).toBe(true);
      }),
    );
  });
});

describe("freshSeed()", () => {
  test("gives a seed that createRandom() takes, another one each time", () => {
    const seeds = Array.from({ length: 20 }, freshSeed);

    expect(seeds.every((seed) => createRandom(seed, clock).seed === seed)).toBe(true);
    expect(new Set(seeds).size).toBeGreaterThan(15);
  });
});
