import { describe, expect, test } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { modelRequest } from "../../testing/builders.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { startFakeBatching } from "../../testing/start-fake-batching.ts";
import type { BatchRecord } from "./batch-journal.ts";
import { createBatchJournals } from "./batch-journals.ts";
import { cancelBatch, idToCancel } from "./cancel-batch.ts";

const record = (wishes: Partial<BatchRecord>): BatchRecord => ({
  id: "b1",
  model: "toy/model",
  nonce: "n",
  startedAt: 0,
  keys: ["a"],
  known: [],
  batchId: "p1",
  state: "submitted",
  isCancelRequested: false,
  why: undefined,
  results: new Map(),
  delivered: new Set(),
  ...wishes,
});

describe("idToCancel()", () => {
  test("is the provider's", () => {
    expect(idToCancel(record({}))).toBe("p1");
  });

  test.each([
    [{ state: "ended" } as const, "it has ended"],
    [{ state: "failed" } as const, "it has failed"],
    [{ state: "void" } as const, "it was never sent"],
    [{ state: "intended", batchId: undefined } as const, "its id is not known"],
  ])("refuses %o", (wishes, why) => {
    expect(() => idToCancel(record(wishes))).toThrow(why);
  });
});

test("cancelBatch() ends a batch at the provider, for whoever waits for it too", async () => {
  await using wire = await startFakeBatching("anthropic", { endsAfterPolls: 100_000 });
  const { fake } = wire;
  const files = createMemoryFiles();
  const model = await wire.open(files);
  await using journals = createBatchJournals(files);

  const asking = Array.fromAsync(model.stream(modelRequest()));
  asking.catch(() => {});
  while ((fake.batches[0]?.polls ?? 0) === 0) await systemClock.sleep(1);
  const [id = ""] = await journals.list();
  const sent = (await journals.read(id)) ?? expect.unreachable();
  await cancelBatch(sent, { batches: await wire.batches(), journals, clock: systemClock });

  await expect(asking).rejects.toMatchObject({ code: "model/batch-failed" });
  expect(fake.batches[0]?.state).toBe("cancelled");
  expect(await journals.read(id)).toMatchObject({ state: "ended", isCancelRequested: true });
});
