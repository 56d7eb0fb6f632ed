/** The promises that every store of batches keeps, on one machine or on many. */

import { describe, expect, test } from "vitest";
import { describeJobs, describeLeases } from "./batch-store-laws/job-queue.ts";
import { describeProcesses } from "./batch-store-laws/processes.ts";
import { describeMoney } from "./batch-store-laws/shared-pool.ts";
import { openStore, type StoreLocation } from "./batch-store-process.ts";

/**
 * Describes, for vitest, what a store must do.
 *
 * @param locate gives a place where no store is yet
 */
export function describeBatchStore(name: string, locate: () => StoreLocation): void {
  describe(`${name}, as every store of batches`, () => {
    describeJobs(locate);
    describeLeases(locate);
    describeAnswers(locate);
    describeMoney(locate);
    describePace(locate);
    describeProcesses(locate);
  });
}

function describeAnswers(locate: () => StoreLocation): void {
  test("keeps the first answer, whoever else puts one, and tells everybody that one", async () => {
    const location = locate();
    await using store = await openStore(location);
    await using other = await openStore(location);

    expect(await store.answers.get("batch/a")).toBeUndefined();
    const told = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        (n % 2 === 0 ? store : other).answers.put("batch/a", { n, text: "ü\u0000" }),
      ),
    );

    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await other.answers.get("batch/a")).toEqual(told[0]);
  });
}

function describePace(locate: () => StoreLocation): void {
  const limits = { requestsPerMinute: 60, tokensPerMinute: undefined };

  test("lets a burst through, and no more than the limit after it", async () => {
    const location = locate();
    await using store = await openStore(location);
    await using other = await openStore(location);
    const call = { tokens: 0, ...limits };

    // A twentieth of 60 goes at once.
    for (const each of [store, other, store]) expect(await each.pace.enter("p", call)).toBe(0);
    const waitMs = await other.pace.enter("p", call);

    expect(waitMs).toBeGreaterThan(300);
    expect(waitMs).toBeLessThanOrEqual(1100);
    expect(await other.pace.enter("another", call)).toBe(0);
    await store.pace.giveBack("p", { requests: 1, tokens: 0 });
    expect(await other.pace.enter("p", call)).toBe(0);
  });

  test("counts tokens; one call larger than the burst goes, and leaves a debt", async () => {
    await using store = await openStore(locate());
    const call = { tokens: 1000, requestsPerMinute: undefined, tokensPerMinute: 6000 };

    expect(await store.pace.enter("p", call)).toBe(0);
    expect(await store.pace.enter("p", call)).toBeGreaterThan(5000);
    await store.pace.giveBack("p", { requests: 0, tokens: 1000 });
    expect(await store.pace.enter("p", call)).toBe(0);
  });

  test("holds all callers of a provider, for the longest time that was asked for", async () => {
    const location = locate();
    await using store = await openStore(location);
    await using other = await openStore(location);
    const call = { tokens: 1, requestsPerMinute: undefined, tokensPerMinute: undefined };

    await store.pace.hold("p", 30_000);
    await store.pace.hold("p", 10);

    expect(await other.pace.enter("p", call)).toBeGreaterThan(20_000);
    expect(await other.pace.enter("another", call)).toBe(0);
  });
}
