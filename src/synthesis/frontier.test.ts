import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createFrontier } from "./frontier.ts";

test("createFrontier() gives back all that was added, cheapest first, equals in their order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 })), (ranks) => {
      const frontier = createFrontier<number>();
      for (const [order, rank] of ranks.entries()) frontier.add(rank, order);
      const taken = ranks.map(() => frontier.next()?.item);

      expect(taken).toEqual(
        ranks
          .map((rank, order) => ({ rank, order }))
          .sort((a, b) => a.rank - b.rank || a.order - b.order)
          .map(({ order }) => order),
      );
      expect(frontier.next()).toBeUndefined();
    }),
  );
});
