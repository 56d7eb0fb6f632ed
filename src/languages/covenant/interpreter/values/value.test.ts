import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LimitReached } from "../limits.ts";
import { formatMomentAs, parseMoment } from "./moments.ts";
import { createList, createMap, createMoment, sizeOf, type Value } from "./value.ts";

describe("createList()", () => {
  test("counts shared parts each time, so that doubling is seen to grow", () => {
    let value: Value = "x";
    for (let round = 0; round < 30; round += 1) value = createList([value, value]);

    expect(sizeOf(value)).toBeGreaterThan(2 ** 30);
  });

  test("refuses to nest without end", () => {
    const nest = () => {
      let value: Value = null;
      for (let round = 0; round < 300; round += 1) value = createList([value]);
    };

    expect(nest).toThrow(LimitReached);
  });
});

describe("createMap()", () => {
  test("counts keys", () => {
    expect(sizeOf(createMap(new Map([["abc", 1n]])))).toBe(5);
  });
});

describe("formatMomentAs()", () => {
  test("gives a text that parseMoment() reads back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const moment = createMoment(seconds * 1000);

        expect(parseMoment(formatMomentAs(moment, "YYYY-MM-DDTHH:mm:ssZ"))).toEqual(moment);
      }),
    );
  });
});
