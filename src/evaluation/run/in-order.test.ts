import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

describe("inOrder()", () => {
  test("gives results in the order of the items, however long each takes, few at once and few waiting", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (waits, limit) => {
          let [atWork, begun, taken] = [0, 0, 0];
          const results: number[] = [];
          const action = async (at: number) => {
            atWork += 1;
            begun += 1;
            expect(atWork).toBeLessThanOrEqual(limit);
            expect(begun - taken).toBeLessThanOrEqual(4 * limit + 1);
            for (let turn = 0; turn < (waits[at] ?? 0); turn += 1) await Promise.resolve();
            atWork -= 1;
            return at;
          };
          for await (const together of inOrder(numbers(waits.length), limit, action)) {
            expect(together.length).toBeGreaterThan(0);
            taken += together.length;
            results.push(...together);
          }

          expect(results).toEqual(numbers(waits.length));
        },
      ),
    );
  });

  test("gives what is before the first failure, and begins nothing after it", async () => {
    const begun: number[] = [];
    const results: number[] = [];
    const action = async (at: number) => {
      begun.push(at);
      await Promise.resolve();
      if (at === 5) throw new RangeError("five");
      return at;
    };

    const work = async () => {
      for await (const together of inOrder(numbers(1000), 2, action)) results.push(...together);
    };

    await expect(work()).rejects.toThrow("five");
    expect(results).toEqual([0, 1, 2, 3, 4]);
    expect(Math.max(...begun)).toBeLessThanOrEqual(6);
  });
});
