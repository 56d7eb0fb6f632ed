import { expect, test } from "vitest";
import { openStore, type StoreLocation } from "../batch-store-process.ts";
import { startStoreProcess } from "../start-store-process.ts";
import { job, LEASE_MS, takeLate } from "./jobs.ts";

export function describeProcesses(locate: () => StoreLocation): void {
  test("gives each of 150 jobs one result, whichever of three processes is faster", async () => {
    const location = locate();
    await using store = await openStore(location);
    const jobIds = Array.from({ length: 150 }, (_, n) => `job-${n}`);
    await store.jobs.add(jobIds.map((id, n) => job(id, { priority: n % 3 })));

    const work = { kind: "take-all", jobIds, leaseMs: 20_000, workMs: 0 } as const;
    const processes = Array.from({ length: 3 }, () => startStoreProcess(location, work));
    await Promise.all(processes.map(({ ended }) => ended));

    const ended = processes.flatMap(({ lines }) => lines.slice(1));
    expect(ended.toSorted()).toEqual(jobIds.toSorted());
    const results = await store.jobs.results(jobIds);
    expect(results.map(({ result }) => result)).toEqual(
      jobIds.map(() => expect.objectContaining({ delivery: 1 })),
    );
  });

  test("takes a job from a process that was killed, and says so", async () => {
    const location = locate();
    await using store = await openStore(location);
    await store.jobs.add([job("a")]);
    const hanging = startStoreProcess(location, { kind: "take-and-hang", leaseMs: LEASE_MS });
    expect(await hanging.line(1)).toBe("a");

    hanging.child.kill("SIGKILL");

    expect(await takeLate(store)).toMatchObject({ job: { id: "a" }, delivery: 2 });
  });

  test("loses nothing and ends nothing twice while its processes are killed again and again", async () => {
    const location = locate();
    await using store = await openStore(location);
    const jobIds = Array.from({ length: 300 }, (_, n) => `job-${n}`);
    await store.jobs.add(jobIds.map((id) => job(id)));
    const start = () =>
      startStoreProcess(location, { kind: "take-all", jobIds, leaseMs: 600, workMs: 5 });
    const told: string[] = [];

    for (let count = 0; count < 6; count += 1) {
      const processes = [start(), start()];
      await Promise.all(processes.map((each) => each.line(0)));
      // In the middle of its work, wherever that is.
      await new Promise((resolve) => setTimeout(resolve, 10 + 13 * count));
      for (const { child } of processes) child.kill("SIGKILL");
      for (const each of processes) await each.ended.catch(() => undefined);
      told.push(...processes.flatMap(({ lines }) => lines.slice(1)));
    }
    const isOver = (await store.jobs.results(jobIds)).length === jobIds.length;
    const last = start();
    await last.ended;
    told.push(...last.lines.slice(1));

    expect(isOver).toBe(false);
    expect(new Set(told).size).toBe(told.length);
    expect(await store.jobs.results(jobIds)).toHaveLength(jobIds.length);
    expect(await store.jobs.take({ worker: "w", leaseMs: LEASE_MS })).toBeUndefined();
  });

  test("is never overdrawn by 1,000 reservations of four processes", async () => {
    const location = locate();
    await using store = await openStore(location);
    const cap = 120_000;
    await store.pool.open("batch", cap);
    const processes = [1, 22, 333, 4444].map((seed) =>
      startStoreProcess(location, { kind: "pay", batchId: "batch", calls: 250, seed }),
    );
    const ends = Promise.all(processes.map(({ ended }) => ended)).then(() => "ended" as const);
    const pause = () => new Promise<undefined>((resolve) => setTimeout(resolve, 5, undefined));

    while ((await Promise.race([ends, pause()])) !== "ended") {
      const { spentNanoUsd, reservedNanoUsd } = await store.pool.state("batch");
      expect(spentNanoUsd + reservedNanoUsd).toBeLessThanOrEqual(cap);
    }

    const told = processes.map(
      ({ lines }) => JSON.parse(lines[1] ?? "{}") as { settled: number; granted: number },
    );
    const settled = told.reduce((sum, each) => sum + each.settled, 0);
    expect(told.reduce((sum, each) => sum + each.granted, 0)).toBeGreaterThan(200);
    expect(await store.pool.state("batch")).toEqual({
      spentNanoUsd: settled,
      reservedNanoUsd: 0,
      lostCalls: 0,
    });
    expect(settled).toBeLessThanOrEqual(cap);
  });
}
