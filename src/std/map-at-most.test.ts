import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapAtMost } from "./map-at-most.ts";

describe("mapAtMost()", () => {
  test("gives every result in the order of the items, never more at once than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3)),
        fc.integer({ min: 1, max: 4 }),
        async (items, limit) => {
          let running = 0;
          const heard: number[] = [];
          const double = async (turns: number): Promise<number> => {
            running += 1;
            expect(running).toBeLessThanOrEqual(limit);
            for (let at = 0; at < turns; at++) await turn();
            running -= 1;
            return turns * 2;
          };
          const results = await mapAtMost(items, limit, double, (result) => heard.push(result));

          expect(results).toEqual(items.map((item) => item * 2));
          expect(heard).toEqual(results);
        },
      ),
    );
  });

  test("begins nothing after a failure, and throws it when what was begun has ended", async () => {
    const begun: number[] = [];
    let hasEnded = false;
    const all = mapAtMost([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error("one");
      await turn();
      hasEnded = true;
    });

    await expect(all).rejects.toThrow("one");
    expect([begun, hasEnded]).toEqual([[1, 2], true]);
  });
});
