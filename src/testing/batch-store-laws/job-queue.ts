import { expect, test } from "vitest";
import { openStore, type StoreLocation } from "../batch-store-process.ts";
import { job, LEASE_MS, LONG_MS, take, takeLate } from "./jobs.ts";

export function describeJobs(locate: () => StoreLocation): void {
  test("gives each job to one worker, lower priorities first, then the older ones", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([
      job("late", { priority: 5 }),
      job("first", { priority: 1 }),
      job("second", { priority: 1 }),
      job("12"),
      job("a:b/ü"),
    ]);

    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.push((await take(store)).job.id);

    expect(ids).toEqual(["12", "a:b/ü", "first", "second", "late"]);
    expect(await store.jobs.take({ worker: "w", leaseMs: LONG_MS })).toBeUndefined();
  });

  test("brings a job as it was added, and says that it was never taken before", async () => {
    await using store = await openStore(locate());
    const added = job("a", { kind: "ask", priority: 7, payload: [1, { ü: null }, "\u0000x"] });
    await store.jobs.add([added]);

    expect(await take(store)).toMatchObject({ job: added, delivery: 1 });
  });

  test("keeps the first result", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a"), job("b")]);
    const taken = await take(store);

    expect(await store.jobs.finish(taken, { n: 1 })).toBe(true);
    expect(await store.jobs.finish({ ...taken, token: "other" }, { n: 2 })).toBe(false);

    expect(await store.jobs.results(["b", "a", "none"])).toEqual([
      { jobId: "a", result: { n: 1 } },
    ]);
  });

  test("keeps a result that is null", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a")]);

    expect(await store.jobs.finish(await take(store), null)).toBe(true);
    expect(await store.jobs.results(["a"])).toEqual([{ jobId: "a", result: null }]);
    expect(await store.jobs.take({ worker: "w", leaseMs: LONG_MS })).toBeUndefined();
  });

  test("changes nothing when a job is added again: waiting, held or ended", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a"), job("b"), job("c")]);
    await store.jobs.finish(await take(store), "done");
    await take(store);

    await store.jobs.add([job("a"), job("b"), job("c")]);

    expect((await take(store)).job.id).toBe("c");
    expect(await store.jobs.take({ worker: "w", leaseMs: LONG_MS })).toBeUndefined();
    expect(await store.jobs.results(["a"])).toEqual([{ jobId: "a", result: "done" }]);
  });

  test("puts a released job back as if it had not been taken", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a"), job("b")]);
    const taken = await take(store);
    expect(taken.job.id).toBe("a");

    await store.jobs.release(taken);

    expect(await store.jobs.renew(taken, LONG_MS)).toBe(false);
    const again = await take(store);
    expect(again).toMatchObject({ job: { id: "a" }, delivery: 1 });
    await store.jobs.release(taken);
    expect(await store.jobs.renew(again, LONG_MS)).toBe(true);
  });

  test("wakes who waits when another opens, adds or ends", async () => {
    const location = locate();
    await using store = await openStore(location);
    await using other = await openStore(location);
    await store.jobs.results([]);

    const waitFor = async (action: () => Promise<unknown>): Promise<number> => {
      const startedAt = performance.now();
      const waiting = store.jobs.wait(20_000);
      await action();
      await waiting;
      return performance.now() - startedAt;
    };

    expect(await waitFor(() => other.jobs.add([job("a")]))).toBeLessThan(5000);
    const taken = await take(store);
    expect(await waitFor(() => other.jobs.finish(taken, 1))).toBeLessThan(5000);
  });

  test("waits no longer than it is told, and not at all when aborted", async () => {
    await using store = await openStore(locate());
    await store.jobs.results([]);
    const reason = new Error("stop");
    const controller = new AbortController();
    const waiting = store.jobs.wait(60_000, controller.signal);
    controller.abort(reason);

    await expect(waiting).rejects.toBe(reason);
    await expect(store.jobs.wait(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const startedAt = performance.now();
    await store.jobs.wait(60);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  test("forgets a batch, and nothing else", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a"), job("b"), job("x", { batchId: "other" })]);
    const [ended, held] = [await take(store), await take(store)];
    await store.jobs.finish(ended, 1);
    for (const batchId of ["batch", "other"]) {
      await store.answers.put(`${batchId}/key`, batchId);
      await store.pool.open(batchId, 100);
      await store.pool.reserve(batchId, { jobId: "a", delivery: 1, nanoUsd: 10 });
    }

    await store.forget("batch");

    expect(await store.jobs.results(["a", "b"])).toEqual([]);
    expect(await store.jobs.renew(held, LONG_MS)).toBe(false);
    expect(await store.jobs.finish(held, 2)).toBe(false);
    expect((await take(store)).job.id).toBe("x");
    expect(await store.answers.get("batch/key")).toBeUndefined();
    expect(await store.answers.get("other/key")).toBe("other");
    expect(await store.pool.state("other")).toMatchObject({ reservedNanoUsd: 10 });
    expect(await store.pool.state("batch")).toMatchObject({ reservedNanoUsd: 0 });
    await expect(
      store.pool.reserve("batch", { jobId: "a", delivery: 1, nanoUsd: 1 }),
    ).rejects.toMatchObject({ code: "record/missing" });
  });
}

export function describeLeases(locate: () => StoreLocation): void {
  test("gives a job to the next one when its lease has run out, and tells the first", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a")]);
    const lost = await take(store, LEASE_MS);
    expect(await store.jobs.take({ worker: "w", leaseMs: LEASE_MS })).toBeUndefined();

    const next = await takeLate(store);

    expect(next).toMatchObject({ job: { id: "a" }, delivery: 2 });
    expect(await store.jobs.renew(lost, LONG_MS)).toBe(false);
    await store.jobs.release(lost);
    expect(await store.jobs.renew(next, LONG_MS)).toBe(true);
  });

  test("takes the result of one whose lease was lost, and tells who holds it now", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a")]);
    const lost = await take(store, LEASE_MS);
    const next = await takeLate(store);

    expect(await store.jobs.finish(lost, "from the first")).toBe(true);

    expect(await store.jobs.renew(next, LONG_MS)).toBe(false);
    expect(await store.jobs.finish(next, "from the second")).toBe(false);
    expect(await store.jobs.results(["a"])).toEqual([{ jobId: "a", result: "from the first" }]);
    expect(await store.jobs.take({ worker: "w", leaseMs: LONG_MS })).toBeUndefined();
  });

  test("gives nobody a job that was ended after its lease had run out", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a")]);
    const late = await take(store, LEASE_MS);
    await new Promise((resolve) => setTimeout(resolve, 2 * LEASE_MS));

    expect(await store.jobs.finish(late, 1)).toBe(true);

    expect(await store.jobs.take({ worker: "w", leaseMs: LEASE_MS })).toBeUndefined();
    expect(await store.jobs.results(["a"])).toHaveLength(1);
  });

  test("keeps a job with who renews its lease", async () => {
    await using store = await openStore(locate());
    await store.jobs.add([job("a")]);
    const taken = await take(store, LEASE_MS);

    for (let count = 0; count < 6; count += 1) {
      await new Promise((resolve) => setTimeout(resolve, LEASE_MS / 2));
      expect(await store.jobs.renew(taken, LEASE_MS)).toBe(true);
      expect(await store.jobs.take({ worker: "thief", leaseMs: LEASE_MS })).toBeUndefined();
    }
    expect(await store.jobs.finish(taken, 1)).toBe(true);
  });
}
