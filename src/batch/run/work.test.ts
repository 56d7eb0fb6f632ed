import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import { systemClock } from "../../platform/clock.ts";
import { sha256 } from "../../platform/sha256.ts";
import type { BatchStore } from "../../ports/batch-store.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { accepted, formalSpecification, setup } from "../../testing/builders.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { createMarksModel } from "../../testing/marks-model.ts";
import { createMemoryBatchStore } from "../../testing/memory-batch-store.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import { createItemJob } from "./create-jobs.ts";
import { decodeItemResult } from "./job-wire.ts";
import { type WorkOptions, work } from "./work.ts";

const pack = fakeMarkedPack(() => accepted({ phase: "proof" }));

function openStore(jobTimeMs = 60_000) {
  const store = createMemoryBatchStore(systemClock);
  const created = createItemJob(
    {
      batchId: "b1",
      items: [],
      unreadable: [],
      model: "toy/marks",
      seed: 7,
      profile: undefined,
      limits: setup().limits,
      fallbacks: [],
      asking: {
        isBatched: true,
        isContextAware: true,
        isSmart: true,
        limits: {
          inputTokens: 1000,
          outputTokens: 1000,
          contextWindowTokens: undefined,
          priceCliffTokens: undefined,
          maxItems: undefined,
          learnedItems: {},
          outputFactor: 1,
          reasoningTokens: 0,
        },
      },
      capNanoUsd: undefined,
      jobTimeMs,
      verifiers: { toyproof: { name: "toy", version: "1", digest: undefined } },
    },
    { id: "grow", specification: formalSpecification() },
    { profile: "plain", given: undefined, sha256 },
  );
  return { store, job: created };
}

/** A store whose job was taken by a worker that is gone, and that left money reserved. */
async function openAbandoned() {
  const { store, job } = openStore();
  await store.pool.open("b1", undefined);
  await store.jobs.add([job]);
  await store.jobs.take({ worker: "lost", leaseMs: 20 });
  await store.pool.reserve("b1", { jobId: job.id, delivery: 1, nanoUsd: 500 });
  return { store, job };
}

/** Works until there is a result, or the work ends by itself. */
async function workOff(
  store: BatchStore,
  jobId: string,
  model: LanguageModel,
  wishes: Partial<WorkOptions> = {},
) {
  const stop = new AbortController();
  const environment = createMemoryEnvironment(model, { files: {}, language: pack });
  const working = work(
    store,
    { ...environment, clock: systemClock, modelFor: async () => model },
    { worker: "w1", parallel: 1, signal: stop.signal, ...wishes },
  );
  let result: unknown;
  while (result === undefined) {
    const [found] = await store.jobs.results([jobId]);
    result = found?.result;
    const isOver = await Promise.race([
      working.then(() => true),
      store.jobs.wait(5).then(() => false),
    ]);
    if (isOver) break;
  }
  stop.abort(new Error("enough"));
  await working;
  return result === undefined ? undefined : decodeItemResult(result as never);
}

const willing = () => createMarksModel({ answer: () => "right\n" });

describe("work()", () => {
  test("hands in the journal of a run", async () => {
    const { store, job } = openStore();
    await store.pool.open("b1", undefined);
    await store.jobs.add([job]);

    const result = await workOff(store, job.id, willing());

    expect(result).toMatchObject({ kind: "ran", limit: undefined });
    expect(result?.kind === "ran" && result.journal).toContain('"status":"accepted"');
  });

  test("takes a job over when its lease has run out, and closes what was left open", async () => {
    const { store, job } = await openAbandoned();

    const result = await workOff(store, job.id, willing());

    expect(result?.kind).toBe("ran");
    expect(await store.pool.state("b1")).toMatchObject({ reservedNanoUsd: 0, lostCalls: 1 });
  });

  test("gives back what a lost worker held, where answers are kept by their key", async () => {
    const { store, job } = await openAbandoned();

    await workOff(store, job.id, { ...willing(), keepsAnswersByKey: true });

    expect(await store.pool.state("b1")).toMatchObject({ reservedNanoUsd: 0, lostCalls: 0 });
  });

  test("ends a job that hangs, and says so", async () => {
    const { store, job } = openStore(300);
    await store.pool.open("b1", undefined);
    await store.jobs.add([job]);
    const hanging = createMarksModel({
      answer: () => "right\n",
      before: () => new Promise(() => {}),
    });

    const result = await workOff(store, job.id, hanging);

    expect(result).toMatchObject({ kind: "failed", code: "model/timeout" });
  });

  test("gives up a job over which workers are lost again and again", async () => {
    const { store, job } = openStore();
    await store.pool.open("b1", undefined);
    await store.jobs.add([job]);
    for (let count = 0; count < 2; count += 1) {
      await store.jobs.take({ worker: `lost${count}`, leaseMs: 1 });
      await systemClock.sleep(5);
    }

    const result = await workOff(store, job.id, willing(), { maxDeliveries: 2 });

    expect(result).toMatchObject({ kind: "failed", code: "model/unavailable" });
  });

  test("puts jobs back when it is stopped", async () => {
    const { store, job } = openStore();
    await store.pool.open("b1", undefined);
    await store.jobs.add([job]);
    const stop = new AbortController();
    const model = createMarksModel({
      answer: () => "right\n",
      before: () => stop.abort(new Error("SIGTERM")),
    });

    await workOff(store, job.id, model, { signal: stop.signal });

    expect(await store.jobs.take({ worker: "other", leaseMs: 1000 })).toMatchObject({
      delivery: 1,
    });
  });

  test("takes no part where another verifier is installed, and tells both versions", async () => {
    const { store, job } = openStore();
    await store.pool.open("b1", undefined);
    const payload = JSON.parse(JSON.stringify(job.payload)) as { verifier: { version: string } };
    payload.verifier.version = "2";
    await store.jobs.add([{ ...job, payload }]);

    const working = workOff(store, job.id, willing());

    await expect(working).rejects.toThrow(/proves Toyproof with toy 2, and here is toy 1/);
    expect(await store.jobs.take({ worker: "other", leaseMs: 1000 })).toBeDefined();
  });

  test("tries again when the world fails for a while, and fails when it goes on failing", async () => {
    const failing = (times: number) => {
      let count = 0;
      return createMarksModel({
        answer: () => "right\n",
        before: () => {
          count += 1;
          if (count <= times) throw new Fault("model/overloaded", "Cannot ask: it is overloaded");
        },
      });
    };
    const ends = [];
    for (const times of [2, 3]) {
      const { store, job } = openStore();
      await store.pool.open("b1", undefined);
      await store.jobs.add([job]);
      ends.push(await workOff(store, job.id, failing(times), { pauseMs: 1 }));
    }

    expect(ends.map((end) => end?.kind)).toEqual(["ran", "failed"]);
    expect(ends[1]).toMatchObject({ code: "model/overloaded" });
  });
});
