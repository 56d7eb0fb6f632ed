import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isFault } from "../../../domain/fault.ts";
import type { BatchJob } from "../../../ports/batch-store.ts";
import { startRedis } from "../../../testing/start-redis.ts";
import { startStoreProcess } from "../../../testing/start-store-process.ts";
import { systemClock } from "../../clock.ts";
import { loadPackages } from "./load-packages.ts";
import { openRedisBatchStore, type RedisBatchStoreOptions } from "./open-redis-batch-store.ts";

const open = (url: string, more: Partial<RedisBatchStoreOptions> = {}) =>
  openRedisBatchStore(url, { clock: systemClock, onNote: () => undefined, ...more });

const faultOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
  throw new Error("Cannot go on: there was no fault");
};

const jobsOf = (count: number): readonly BatchJob[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `job-${n}`,
    batchId: "batch",
    kind: "item",
    priority: 0,
    payload: { n },
  }));

describe("openRedisBatchStore() through a restart of the server", () => {
  test("goes on where it was: jobs, leases, answers, money and pace", async () => {
    await using server = await startRedis();
    await using store = await open(server.url);
    const [first, second, third] = jobsOf(3) as [BatchJob, BatchJob, BatchJob];
    await store.jobs.add([first, second, third]);
    const held = await store.jobs.take({ worker: "w", leaseMs: 60_000 });
    const ended = await store.jobs.take({ worker: "w", leaseMs: 60_000 });
    if (held === undefined || ended === undefined) throw new Error("no job");
    await store.jobs.finish(ended, "kept");
    await store.answers.put("batch/a", { text: "paid" });
    await store.pool.open("batch", 100);
    const grant = await store.pool.reserve("batch", { jobId: "x", delivery: 1, nanoUsd: 60 });
    await store.pace.hold("p", 60_000);

    await server.kill();
    const asked = [
      store.jobs.results(["job-1"]),
      store.jobs.renew(held, 60_000),
      store.answers.get("batch/a"),
      store.pool.state("batch"),
      store.pace.enter("p", {
        tokens: 1,
        requestsPerMinute: undefined,
        tokensPerMinute: undefined,
      }),
    ] as const;
    await server.start();

    const [results, isMine, answer, state, waitMs] = await Promise.all(asked);
    expect(results).toEqual([{ jobId: "job-1", result: "kept" }]);
    expect(isMine).toBe(true);
    expect(answer).toEqual({ text: "paid" });
    expect(state).toMatchObject({ reservedNanoUsd: 60 });
    expect(waitMs).toBeGreaterThan(30_000);
    expect((await store.jobs.take({ worker: "w", leaseMs: 60_000 }))?.job).toEqual(third);
    if (grant.kind === "granted") await store.pool.settle(grant.reservation, 50);
    expect(await store.pool.state("batch")).toMatchObject({ spentNanoUsd: 50, reservedNanoUsd: 0 });
  });

  test("gives each job one result while the server is killed again and again", async () => {
    await using server = await startRedis();
    await using store = await open(server.url);
    const jobs = jobsOf(400);
    const jobIds = jobs.map(({ id }) => id);
    await store.jobs.add(jobs);
    const location = { kind: "redis", url: server.url, prefix: "specwright" } as const;
    const work = { kind: "take-all", jobIds, leaseMs: 1000, workMs: 0 } as const;
    const processes = [1, 2].map(() => startStoreProcess(location, work));
    await Promise.all(processes.map((each) => each.line(5)));

    for (let count = 0; count < 4; count += 1) {
      await server.kill();
      await systemClock.sleep(100 * count);
      await server.start();
      await systemClock.sleep(200);
    }
    await Promise.all(processes.map(({ ended }) => ended));

    const results = await store.jobs.results(jobIds);
    expect(results).toHaveLength(400);
    // A process that was told "yes" before the server died may have to ask again; none is told "yes" twice.
    const told = processes.flatMap(({ lines }) => lines.slice(1));
    expect(new Set(told).size).toBe(told.length);
    for (const { jobId, result } of results)
      expect([jobId, (result as { by: string }).by]).toEqual([
        jobId,
        `process-${processes.find(({ lines }) => lines.includes(jobId))?.child.pid}`,
      ]);
  });

  test("adds its jobs again, and its pool, where the server forgot what it said yes to", async () => {
    await using server = await startRedis();
    await using coordinator = await open(server.url);
    await using worker = await open(server.url);
    await coordinator.jobs.add(jobsOf(3));
    await coordinator.pool.open("batch", 100);
    const taken = await worker.jobs.take({ worker: "w", leaseMs: 60_000 });
    if (taken === undefined) throw new Error("no job");
    await worker.jobs.finish(taken, "kept");
    expect(await coordinator.jobs.results(["job-0"])).toHaveLength(1);
    await server.kill();
    server.lose();
    await server.start();

    const ids = [];
    while (ids.length < 2) {
      const next = await worker.jobs.take({ worker: "w", leaseMs: 60_000 });
      if (next === undefined) await worker.jobs.wait(100);
      else ids.push(next.job.id);
    }

    expect(ids).toEqual(["job-1", "job-2"]);
    expect(await worker.pool.reserve("batch", { jobId: "a", delivery: 1, nanoUsd: 101 })).toEqual({
      kind: "never",
    });
  });

  test("ends with one clear fault when the server stays away", async () => {
    await using server = await startRedis();
    await using store = await open(server.url, { patienceMs: 700 });
    await server.kill();

    const fault = await faultOf(store.answers.get("batch/a"));

    expect(fault.code).toBe("queue/unreachable");
    expect(fault.message).toMatch(
      /^Cannot reach the queue at redis:\/\/127\.0\.0\.1:\d+: it did not answer for 1 s \(.*ECONNREFUSED/,
    );
  });

  test("does not wait for ever on a server that hangs", async () => {
    await using server = await startRedis();
    await using store = await open(server.url, { patienceMs: 500 });
    server.pause();

    expect((await faultOf(store.pool.state("batch"))).code).toBe("queue/unreachable");
  });
});

describe("openRedisBatchStore()", () => {
  test("says which packages to install where they are missing", async () => {
    const missing = Object.assign(new Error("Cannot find package 'bullmq'"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    const load = () => Promise.reject(missing);

    const fault = await faultOf(open("redis://127.0.0.1:1", { load }));

    expect(fault).toMatchObject({
      code: "queue/missing-packages",
      help: "Run: npm install bullmq@6 ioredis@6",
    });
    await expect(loadPackages(() => Promise.reject(new TypeError("ours")))).rejects.toThrow("ours");
  });

  test.each(["http://127.0.0.1:6379", "redis:secret", "s3cret", "", "://s3cret@"])(
    "refuses what is no address, and does not repeat it: %j",
    async (url) => {
      const fault = await faultOf(open(url, { openingMs: 200 }));

      expect(fault.code).toBe("usage/invalid");
      expect(fault.message).not.toContain("s3cret");
    },
  );

  test("ends soon where no server is, and shows no password", async () => {
    const startedAt = performance.now();

    const fault = await faultOf(open("redis://me:s3cret@127.0.0.1:1/0", { openingMs: 400 }));

    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(fault.code).toBe("queue/unreachable");
    expect(fault.message).toMatch(/redis:\/\/127\.0\.0\.1:1\/0: it did not answer/);
    expect(`${fault.stack}${JSON.stringify(fault)}${fault.help}`).not.toContain("s3cret");
  });
});

describe("openRedisBatchStore() with a server that is careful", () => {
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    vi.spyOn(console, "warn").mockImplementation((...texts) => void said.push(texts.join(" ")));
  });
  afterEach(() => vi.restoreAllMocks());

  test("opens with the right password; a wrong one, or none, is a fault at once", async () => {
    await using server = await startRedis({ settings: [["requirepass", "s3cret"]] });
    const at = `127.0.0.1:${server.port}`;

    await using store = await open(`redis://:s3cret@${at}`);
    expect(await store.answers.get("batch/a")).toBeUndefined();

    for (const url of [`redis://:wr0ng@${at}`, `redis://${at}`]) {
      const startedAt = performance.now();
      const fault = await faultOf(open(url));
      expect(performance.now() - startedAt).toBeLessThan(3000);
      expect(fault.code).toBe("queue/unreachable");
      expect(fault.help).toMatch(/user and password/);
      expect(`${fault.message}${JSON.stringify(fault.details)}`).not.toMatch(/wr0ng|s3cret/);
    }
    expect(said.join()).not.toMatch(/wr0ng|s3cret/);
  });

  test("warns of a server that may forget its last seconds", async () => {
    await using server = await startRedis({ settings: [["appendfsync", "everysec"]] });
    const notes: string[] = [];
    await using _store = await open(server.url, { onNote: (note) => notes.push(note) });

    expect(notes).toEqual([expect.stringMatching(/set "appendfsync always" there/)]);
  });

  test("warns once of a server that forgets, and of one that drops", async () => {
    await using server = await startRedis({
      isDurable: false,
      settings: [["maxmemory-policy", "allkeys-lru"]],
    });
    const notes: string[] = [];
    await using _store = await open(server.url, { onNote: (note) => notes.push(note) });

    expect(notes).toEqual([
      expect.stringMatching(/set "appendonly yes" there/),
      expect.stringMatching(/maxmemory-policy allkeys-lru/),
    ]);
  });

  test("says so where the server keeps its settings to itself, and works", async () => {
    await using server = await startRedis({ settings: [["rename-command", "CONFIG ''"]] });
    const notes: string[] = [];
    await using store = await open(server.url, { onNote: (note) => notes.push(note) });

    expect(notes).toEqual([expect.stringMatching(/does not tell its settings/)]);
    expect(await store.answers.put("batch/a", 1)).toBe(1);
  });

  test("is silent about a server that keeps everything", async () => {
    await using server = await startRedis();
    const notes: string[] = [];
    await using _store = await open(server.url, { onNote: (note) => notes.push(note) });

    expect([...notes, ...said]).toEqual([]);
  });
});
