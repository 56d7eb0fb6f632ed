import fc from "fast-check";
import { expect, test } from "vitest";
import { createRangeCounts, createWordOrder } from "./word-order.ts";

test("createRangeCounts() counts words by their beginnings as a look at all of them does", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "Z", "_", "é"), maxLength: 4 });
  fc.assert(
    fc.property(fc.dictionary(word, fc.nat(9)), word, fc.boolean(), (counts, text, isWhole) => {
      const words = Object.entries(counts);
      const order = createWordOrder(words.map(([it]) => it));
      const counted = createRangeCounts(
        words.map(([it, count]) => [order.placeOf(it) ?? -1, count] as const),
      );
      const fits = (it: string): boolean => (isWhole ? it === text : it.startsWith(text));
      const sum = words.reduce((all, [it, count]) => all + (fits(it) ? count : 0), 0);

      expect(counted.countIn(order.rangeOf(text, isWhole))).toBe(sum);
      expect(counted.total).toBe(words.reduce((all, [, count]) => all + count, 0));
    }),
  );
});
