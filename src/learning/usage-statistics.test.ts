import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryLesson } from "../testing/arbitrary-lesson.ts";
import { createUsageStatistics } from "./usage-statistics.ts";

const counts = (record: Readonly<Record<string, number>>) => new Map(Object.entries(record));
const usage = createUsageStatistics({
  members: new Map([
    ["Array", counts({ map: 31, filter: 7, at: 1 })],
    ["Rare", counts({ run: 1 })],
    ["*", counts({ map: 40, run: 3 })],
    ["", counts({ join: 3, open: 1 })],
  ]),
});

describe("createUsageStatistics()", () => {
  test.each([
    ["string[]", "map", 1],
    ["readonly Order[]", "filter", 0.6],
    ["ReadonlyArray<string>", "at", 0.2],
    ["string[] | undefined", "map", 1],
    [undefined, "join", 1],
    [undefined, "open", 0.5],
  ])("gives %s.%s an even share for an even factor: %f", (receiver, name, share) => {
    expect(usage.shareOf(receiver, name)).toBeCloseTo(share, 9);
  });

  test("says 0 for what is never used of a well-known type, and asks all types for a rare one", () => {
    expect(usage.shareOf("Array", "copyWithin")).toBe(0);
    expect(usage.shareOf("Rare", "map")).toBe(1);
    expect(usage.shareOf("Nobody", "run")).toBeCloseTo(Math.log2(4) / Math.log2(41), 9);
    expect(usage.shareOf("Nobody", "nothing")).toBeUndefined();
    expect(usage.shareOf(undefined, "nothing")).toBeUndefined();
  });

  test("stays between 0 and 1", () => {
    const name = fc.constantFrom("a", "get", "Map", "constructor", "*", "", "zebra");
    fc.assert(
      fc.property(arbitraryLesson("a.ts"), fc.option(name), name, (lesson, receiver, member) => {
        const share = createUsageStatistics(lesson).shareOf(receiver ?? undefined, member) ?? 0;

        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});
