import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../domain/fault.ts";
import { createLeapingClock } from "../../testing/leaping-clock.ts";
import { createMemoryBatchStore } from "../../testing/memory-batch-store.ts";
import { createPoolBudget, type PoolBudgetOptions } from "./create-pool-budget.ts";

const BATCH = "batch";

async function setUp(capNanoUsd: number | undefined) {
  const clock = createLeapingClock();
  const { pool } = createMemoryBatchStore(clock);
  await pool.open(BATCH, capNanoUsd);
  const open = (more: Partial<PoolBudgetOptions> = {}) =>
    createPoolBudget({
      pool,
      clock,
      batchId: BATCH,
      jobId: "job",
      delivery: 1,
      capNanoUsd,
      keepsAnswersByKey: false,
      ...more,
    });
  return { clock, pool, open };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "granted",
    (error: unknown) => (isFault(error) ? error.code : String(error)),
  );

describe("createPoolBudget()", () => {
  test("spends from the pool that all share", async () => {
    const { pool, open } = await setUp(100);
    const [one, other] = [await open(), await open({ jobId: "another" })];

    const reservation = await one.reserve(60);
    expect(await pool.state(BATCH)).toMatchObject({ reservedNanoUsd: 60 });
    reservation.settle(40);
    reservation.settle(50);
    await one.flush();

    expect(await pool.state(BATCH)).toEqual({ spentNanoUsd: 40, reservedNanoUsd: 0, lostCalls: 0 });
    expect([one.spentNanoUsd, one.reservedNanoUsd]).toEqual([40, 0]);
    expect(await codeOf(other.reserve(61))).toBe("budget/exceeded");
    expect(other.spentNanoUsd).toBe(40);
  });

  test("foresees from what was last seen", async () => {
    const { open } = await setUp(100);
    const budget = await open();

    expect(budget.foresee(100)).toBe("now");
    expect(budget.foresee(101)).toBe("never");
    await budget.reserve(60);
    expect(budget.foresee(41)).toBe("later");
    expect(budget.isLimited).toBe(true);
    expect((await (await setUp(undefined)).open()).foresee(1e15)).toBe("now");
  });

  test("waits while calls of others may give back enough, and tells it once", async () => {
    const { clock, open } = await setUp(100);
    const [one, other] = [await open(), await open()];
    const first = await one.reserve(80);
    const waits: number[] = [];
    const waiting = (await open({ onWait: (nanoUsd) => waits.push(nanoUsd) })).reserve(50);
    await clock.sleep(5000);

    first.settle(10);
    await one.flush();

    expect((await waiting).nanoUsd).toBe(50);
    expect(waits).toEqual([50]);
    expect(other.foresee(1)).toBe("now");
  });

  test("is patient, and not for ever", async () => {
    const { open } = await setUp(100);
    await (await open()).reserve(80);

    const late = (await open({ patienceMs: 60_000 })).reserve(50);

    await expect(late).rejects.toMatchObject({
      code: "budget/exceeded",
      message: expect.stringMatching(/for 60 s calls of other workers have held/),
    });
  });

  test("stops waiting when aborted, and holds nothing", async () => {
    const { pool, open } = await setUp(100);
    await (await open()).reserve(80);
    const controller = new AbortController();
    const waiting = (await open()).reserve(50, controller.signal);
    const reason = new Error("stop");

    controller.abort(reason);

    await expect(waiting).rejects.toBe(reason);
    expect(await pool.state(BATCH)).toMatchObject({ reservedNanoUsd: 80 });
  });

  test.each([
    { keepsAnswersByKey: false, spentNanoUsd: 60, lostCalls: 1 },
    { keepsAnswersByKey: true, spentNanoUsd: 0, lostCalls: 0 },
  ])("closes what an earlier delivery left open: %j", async ({ keepsAnswersByKey, ...state }) => {
    const { pool, open } = await setUp(100);
    await (await open()).reserve(60);
    await (await open({ jobId: "another" })).reserve(10);

    const budget = await open({ delivery: 2, keepsAnswersByKey });

    expect(await pool.state(BATCH)).toEqual({ ...state, reservedNanoUsd: 10 });
    expect(budget.spentNanoUsd).toBe(state.spentNanoUsd);
  });

  test("tells with its flush what the store refused", async () => {
    const { pool, open } = await setUp(100);
    const settle = () => Promise.reject(new TypeError("gone"));
    const budget = await open({ pool: { ...pool, settle } });
    (await budget.reserve(1)).settle(1);

    await expect(budget.flush()).rejects.toThrow("gone");
    await budget.flush();
  });

  test("never passes the cap, whoever asks for what, in parts of its own too", async () => {
    const wish = fc.record({
      worker: fc.nat(2),
      nanoUsd: fc.integer({ min: 0, max: 60 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 100 }), fc.array(wish), async (cap, wishes) => {
        const { clock, pool, open } = await setUp(cap);
        const pools = [await open(), await open({ jobId: "b" })] as const;
        const budgets = [...pools, pools[0].open(80)];
        let spent = 0;
        await Promise.all(
          wishes.map(async ({ worker, nanoUsd, share }) => {
            try {
              const reservation = await budgets[worker]?.reserve(nanoUsd);
              const state = await pool.state(BATCH);
              expect(state.spentNanoUsd + state.reservedNanoUsd).toBeLessThanOrEqual(cap);
              await clock.sleep(nanoUsd);
              const used = Math.floor(nanoUsd * share);
              spent += used;
              reservation?.settle(used);
            } catch (error) {
              if (!isFault(error, "budget/exceeded")) throw error;
            }
          }),
        );
        for (const budget of pools) await budget.flush();
        expect(await pool.state(BATCH)).toMatchObject({ spentNanoUsd: spent, reservedNanoUsd: 0 });
      }),
      { numRuns: 60 },
    );
  });
});
