import fc from "fast-check";
import { expect, test } from "vitest";
import { openStore, type StoreLocation } from "../batch-store-process.ts";

export function describeMoney(locate: () => StoreLocation): void {
  test("never gives more than its cap, whatever is asked for, settled and lost", async () => {
    await using store = await openStore(locate());
    let count = 0;
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("reserve" as const),
        nanoUsd: fc.integer({ min: 0, max: 60 }),
        delivery: fc.integer({ min: 1, max: 3 }),
      }),
      fc.record({
        kind: fc.constant("settle" as const),
        which: fc.nat(20),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      fc.record({
        kind: fc.constant("lose" as const),
        before: fc.integer({ min: 1, max: 4 }),
        isPaid: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 150 }), fc.array(step), async (cap, steps) => {
        count += 1;
        const batchId = `pool-${count}`;
        await store.pool.open(batchId, cap);
        await store.pool.open(batchId, cap + 1000);
        const held = new Map<string, { nanoUsd: number; delivery: number }>();
        const given: string[] = [];
        let spent = 0;
        let lost = 0;
        for (const each of steps) {
          if (each.kind === "reserve") {
            const { nanoUsd, delivery } = each;
            const reserved = [...held.values()].reduce((sum, one) => sum + one.nanoUsd, 0);
            const grant = await store.pool.reserve(batchId, { jobId: "j", delivery, nanoUsd });
            const expected =
              spent + nanoUsd > cap
                ? "never"
                : spent + reserved + nanoUsd > cap
                  ? "later"
                  : "granted";
            expect(grant.kind).toBe(expected);
            if (grant.kind !== "granted") continue;
            held.set(grant.reservation, { nanoUsd, delivery });
            given.push(grant.reservation);
          } else if (each.kind === "settle") {
            const reservation = given[each.which];
            if (reservation === undefined) continue;
            const bill = Math.floor((held.get(reservation)?.nanoUsd ?? 50) * each.share);
            await store.pool.settle(reservation, bill);
            if (held.delete(reservation)) spent += bill;
          } else {
            const { before, isPaid } = each;
            await store.pool.closeLost(batchId, { jobId: "j", before, isPaid });
            for (const [id, one] of held) {
              if (one.delivery >= before) continue;
              held.delete(id);
              if (!isPaid) continue;
              spent += one.nanoUsd;
              lost += 1;
            }
          }
          const reserved = [...held.values()].reduce((sum, one) => sum + one.nanoUsd, 0);
          expect(await store.pool.state(batchId)).toEqual({
            spentNanoUsd: spent,
            reservedNanoUsd: reserved,
            lostCalls: lost,
          });
          expect(spent + reserved).toBeLessThanOrEqual(cap);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("counts a bill above what was reserved in full, and large sums to the last nano-dollar", async () => {
    await using store = await openStore(locate());
    await store.pool.open("batch", 8_000_000_000_000_001);
    const call = { jobId: "j", delivery: 1, nanoUsd: 7_000_000_000_000_001 };
    const grant = await store.pool.reserve("batch", call);
    if (grant.kind !== "granted") throw new Error("Cannot go on: nothing was granted");

    await store.pool.settle(grant.reservation, 8_500_000_000_000_003);

    expect(await store.pool.state("batch")).toEqual({
      spentNanoUsd: 8_500_000_000_000_003,
      reservedNanoUsd: 0,
      lostCalls: 0,
    });
    expect(await store.pool.reserve("batch", { ...call, nanoUsd: 1 })).toEqual({ kind: "never" });
  });

  test("gives everything where there is no cap", async () => {
    await using store = await openStore(locate());
    await store.pool.open("batch", undefined);
    const call = { jobId: "j", delivery: 1, nanoUsd: 1_000_000_000_000_000 };

    for (let count = 0; count < 5; count += 1)
      expect(await store.pool.reserve("batch", call)).toMatchObject({ kind: "granted" });
  });
}
