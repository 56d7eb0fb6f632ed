/** The batching model through the real clients, against a server on this machine that keeps a bill. */

import { describe, expect, test } from "vitest";
import type { CallRecord } from "../../domain/call.ts";
import { isFault } from "../../domain/fault.ts";
import type { ModelEvent } from "../../domain/model.ts";
import { costOf, toNanoUsd, toUsd } from "../../domain/price.ts";
import { systemClock } from "../../platform/clock.ts";
import type { AuditEntry } from "../../ports/audit-log.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import type { FakeBatchesOptions } from "../../testing/fake-provider-server/batch-store.ts";
import { createMemoryFiles, type MemoryFiles } from "../../testing/memory-files.ts";
import { startFakeBatching } from "../../testing/start-fake-batching.ts";
import { createBudget } from "../money/create-budget.ts";
import type { BatchingOptions } from "./create-batching-model.ts";

const PRICE = {
  modelId: "any",
  tiers: [{ aboveInputTokens: 0, rates: { input: 4, output: 20, cacheRead: 0.4, cacheWrite: 5 } }],
  batchFactor: 0.5,
  source: "a test",
  asOf: "2026-01-01",
} as const;
const USAGE = { input: 100, output: 50, cached: 0, cacheWritten: 0, reasoning: 0 };
const COST = costOf(PRICE, USAGE, { isBatch: true });
const PROMPTS = ["one", "two", "three", "four"];

const ask = (prompt: string, draw = 0) =>
  modelRequest({ messages: [{ role: "user", text: prompt }], draw });

const eachOnce = new Map(PROMPTS.map((prompt) => [prompt, 1]));

const textOf = (events: readonly ModelEvent[]): string =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
const callOf = (events: readonly ModelEvent[]): CallRecord =>
  events.flatMap((event) => (event.type === "call-end" ? [event.call] : []))[0] ??
  expect.unreachable();
const waitsOf = (events: readonly ModelEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "wait-start" ? [event.why] : []));

describe.each(["anthropic", "openai"] as const)("createBatchingModel() through %s", (provider) => {
  const start = async (options: FakeBatchesOptions = {}) => {
    const wire = await startFakeBatching(provider, options);
    const prices = { find: () => PRICE };
    return {
      ...wire,
      open: (files: MemoryFiles, wishes: Partial<BatchingOptions> = {}) =>
        wire.open(files, { prices, ...wishes }),
    };
  };

  const askAll = (model: LanguageModel, options: CallOptions = {}) =>
    Promise.all(PROMPTS.map((prompt) => Array.fromAsync(model.stream(ask(prompt), options))));
  const answers = PROMPTS.map((prompt) => `answer to ${prompt}`);

  /** Asks everything in a process that is gone before it learns more than `until` lets it. */
  async function dieAfter(
    wire: Awaited<ReturnType<typeof start>>,
    files: MemoryFiles,
    until: () => boolean,
  ): Promise<MemoryFiles> {
    const gone = new AbortController();
    const model = await wire.open(files, { settleMs: 60_000 });
    const asking = askAll(model, { signal: gone.signal }).catch(() => {});
    while (!until()) await systemClock.sleep(1);
    const left = createMemoryFiles(Object.fromEntries(files.texts));
    gone.abort(new Error("gone"));
    await asking;
    return left;
  }

  const journalOf = (files: MemoryFiles): string => [...files.texts.values()].join("");

  test("sends what is asked at about the same time as one batch, and gives each its answer", async () => {
    await using wire = await start({ endsAfterPolls: 2 });
    const budget = createBudget();
    const entries: AuditEntry[] = [];
    const audit = { append: (entry: AuditEntry) => entries.push(entry) };
    const model = await wire.open(createMemoryFiles(), { budget, audit });

    const all = await askAll(model);

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.batches).toHaveLength(1);
    expect(wire.fake.bill).toEqual(eachOnce);
    expect(budget).toMatchObject({ spentNanoUsd: 4 * COST, reservedNanoUsd: 0 });
    expect(callOf(all[0] ?? [])).toMatchObject({
      askedOf: wire.id,
      answeredBy: wire.id.slice(provider.length + 1),
      source: "batch",
      ended: "stop",
      usage: USAGE,
      costUsd: toUsd(COST),
      savedUsd: toUsd(COST),
      isCostEstimated: false,
    });
    expect(all[0]?.at(-1)).toMatchObject({ type: "response-end", askedOf: wire.id });
    expect(waitsOf(all[0] ?? []).join("\n")).toMatch(
      /batch [\w-]+ of 4 requests is at the provider and goes on there when this is stopped; specwright batches cancel/,
    );
    expect(entries.map(({ action }) => action)).toEqual([
      "batch-submitted",
      ...Array(4).fill("call-ended"),
    ]);
  });

  test("asks once for what several want, and again for another draw", async () => {
    await using wire = await start();
    const budget = createBudget();
    const model = await wire.open(createMemoryFiles(), { budget });

    const asked = [ask("one"), ask("one"), ask("one", 1)];
    const all = await Promise.all(asked.map((one) => Array.fromAsync(model.stream(one))));

    expect(wire.fake.batches.map(({ items }) => items.length)).toEqual([2]);
    expect(all.map((events) => callOf(events).source)).toEqual(["batch", "joined", "batch"]);
    expect(callOf(all[1] ?? [])).toMatchObject({ costUsd: 0, savedUsd: toUsd(2 * COST) });
    expect(budget.spentNanoUsd).toBe(2 * COST);
  });

  test("puts the half that failed into the next batch", async () => {
    await using wire = await start({
      outcomeOf: (_item, { index, earlier }) =>
        earlier > 0 || index % 2 === 0 ? "succeeded" : index === 1 ? "errored" : "expired",
    });
    const budget = createBudget();
    const model = await wire.open(createMemoryFiles(), { budget });

    const all = await askAll(model);

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.batches.map(({ items }) => items.length)).toEqual([4, 2]);
    expect(wire.fake.bill).toEqual(eachOnce);
    expect(budget).toMatchObject({ spentNanoUsd: 4 * COST, reservedNanoUsd: 0 });
  });

  test("gives up on a request that fails in every batch, and pays nothing for it", async () => {
    await using wire = await start({ outcomeOf: () => "expired" });
    const budget = createBudget();
    const model = await wire.open(createMemoryFiles(), { budget });
    const events: ModelEvent[] = [];

    const asking = (async () => {
      for await (const event of model.stream(ask("one"))) events.push(event);
    })();

    await expect(asking).rejects.toMatchObject({
      code: "model/batch-failed",
      details: { code: "model/timeout" },
    });
    expect(wire.fake.batches).toHaveLength(3);
    expect(callOf(events)).toMatchObject({ ended: "model/batch-failed", costUsd: 0 });
    expect(budget).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: 0 });
  });

  test("does not send again what the provider refuses", async () => {
    await using wire = await start({
      outcomeOf: ({ prompt }) => (prompt === "two" ? "invalid" : "succeeded"),
    });
    const model = await wire.open(createMemoryFiles());

    const asked = PROMPTS.map((prompt) => Array.fromAsync(model.stream(ask(prompt))));
    const ended = await Promise.allSettled(asked);

    expect(ended.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(ended[1]).toMatchObject({ reason: { code: "model/bad-request" } });
    expect(wire.fake.submissions).toBe(1);
  });

  test("sends again, after a wait, what the provider could not take", async () => {
    await using wire = await start({ onSubmit: (count) => (count < 2 ? 529 : "answer") });
    const budget = createBudget();
    const model = await wire.open(createMemoryFiles(), { budget });

    const all = await askAll(model);

    expect(all.map(textOf)).toEqual(answers);
    expect(waitsOf(all[0] ?? []).join()).toContain("was not accepted");
    expect(wire.fake.bill).toEqual(eachOnce);
    expect(budget).toMatchObject({ spentNanoUsd: 4 * COST, reservedNanoUsd: 0 });
  });

  test("a submission that is refused for good fails all who wait, and a later one starts anew", async () => {
    await using wire = await start({ onSubmit: (count) => (count === 0 ? 401 : "answer") });
    const budget = createBudget();
    const model = await wire.open(createMemoryFiles(), { budget });

    await expect(askAll(model)).rejects.toMatchObject({ code: "model/unauthorized" });
    expect(budget.reservedNanoUsd).toBe(0);
    const all = await askAll(model);

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.bill).toEqual(eachOnce);
  });

  test("those who leave while a refused submission waits are not sent again", async () => {
    await using wire = await start({ onSubmit: () => 529 });
    const budget = createBudget();
    const model = await wire.open(createMemoryFiles(), { budget, pollMs: 40 });
    const abort = new AbortController();

    const left = askAll(model, { signal: abort.signal });
    left.catch(() => {});
    while (wire.fake.submissions === 0) await systemClock.sleep(1);
    abort.abort(new Error("enough"));

    await expect(left).rejects.toThrow("enough");
    await systemClock.sleep(100);
    expect(wire.fake.submissions).toBe(1);
    expect(budget.reservedNanoUsd).toBe(0);
  });

  test("finds the batch whose acceptance was lost with the connection", async () => {
    await using wire = await start({
      endsAfterPolls: 3,
      onSubmit: (count) => (count === 0 ? "lose-after" : "answer"),
    });
    const model = await wire.open(createMemoryFiles());

    const all = await askAll(model);

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.submissions).toBe(1);
  });

  test("sends again what was certainly not accepted before the connection was lost", async () => {
    await using wire = await start({
      onSubmit: (count) => (count === 0 ? "lose-before" : "answer"),
    });
    const model = await wire.open(createMemoryFiles());

    const all = await askAll(model);

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.submissions).toBe(2);
    expect(wire.fake.bill).toEqual(eachOnce);
  });

  test("after a restart goes on with a batch whose id is known, without holding its money twice", async () => {
    await using wire = await start({ endsAfterPolls: 40 });
    const files = createMemoryFiles();
    const left = await dieAfter(wire, files, () => (wire.fake.batches[0]?.polls ?? 0) > 1);
    const budget = createBudget();
    expect(journalOf(left)).toContain('"submitted"');

    const all = await askAll(await wire.open(left, { budget }));

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.submissions).toBe(1);
    expect(wire.fake.bill).toEqual(eachOnce);
    expect(budget).toMatchObject({ spentNanoUsd: 4 * COST, reservedNanoUsd: 0 });
    expect(all.map((events) => callOf(events).source)).toEqual(Array(4).fill("batch"));
  });

  test("after a restart finds a batch whose id nobody wrote down", async () => {
    await using wire = await start({
      endsAfterPolls: 30,
      onSubmit: (count) => (count === 0 ? "hold-after" : "answer"),
    });
    const left = await dieAfter(wire, createMemoryFiles(), () => wire.fake.batches.length > 0);
    expect(journalOf(left)).not.toContain("submitted");

    // One that still runs may be it, however long that takes.
    const all = await askAll(await wire.open(left, { settleMs: 1 }));

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.submissions).toBe(1);
  });

  test("after a restart sends what nobody accepted, once that is certain", async () => {
    await using wire = await start({
      onSubmit: (count) => (count === 0 ? "hold-before" : "answer"),
    });
    const left = await dieAfter(wire, createMemoryFiles(), () => wire.fake.submissions > 0);
    const startedAt = systemClock.now();

    const all = await askAll(await wire.open(left, { settleMs: 300 }));

    expect(systemClock.now() - startedAt).toBeGreaterThan(200);
    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.submissions).toBe(2);
    expect(wire.fake.bill).toEqual(eachOnce);
  });

  test("does not take a stranger's batch of the same size for the lost one", async () => {
    await using wire = await start({
      onSubmit: (count) => (count === 0 ? "hold-before" : "answer"),
    });
    const left = await dieAfter(wire, createMemoryFiles(), () => wire.fake.submissions > 0);
    await askAll(await wire.open(createMemoryFiles()));

    const all = await askAll(await wire.open(left));

    expect(all.map(textOf)).toEqual(answers);
    expect(wire.fake.batches).toHaveLength(2);
  });

  test("a second process that asks for the same waits for the batch of the first", async () => {
    await using wire = await start({ endsAfterPolls: 20 });
    const files = createMemoryFiles();
    const first = askAll(await wire.open(files));
    while (wire.fake.batches.length === 0) await systemClock.sleep(1);

    const second = await askAll(await wire.open(files));

    expect(second.map(textOf)).toEqual(answers);
    expect((await first).map(textOf)).toEqual(answers);
    expect(wire.fake.submissions).toBe(1);
  });

  test("a second process that was there before looks again before it sends", async () => {
    await using wire = await start({ endsAfterPolls: 5 });
    const files = createMemoryFiles();
    const second = await wire.open(files);
    await Array.fromAsync(second.stream(ask("zero")));
    const first = askAll(await wire.open(files));
    while (wire.fake.batches.length === 1) await systemClock.sleep(1);

    const all = await askAll(second);

    expect(all.map(textOf)).toEqual(answers);
    await first;
    expect(wire.fake.submissions).toBe(2);
  });

  test("answers from the journal what was answered before, and says that it cost nothing more", async () => {
    await using wire = await start();
    const files = createMemoryFiles();
    await askAll(await wire.open(files));
    const budget = createBudget();

    const again = await askAll(await wire.open(files, { budget }));

    expect(again.map(textOf)).toEqual(answers);
    expect(wire.fake.submissions).toBe(1);
    expect(callOf(again[0] ?? [])).toMatchObject({ source: "cache", costUsd: 0 });
    expect(budget.spentNanoUsd).toBe(0);
  });

  test("a journal cut at any byte after it was begun pays for nothing twice", async () => {
    await using wire = await start();
    const files = createMemoryFiles();
    await askAll(await wire.open(files));
    const [[path, whole] = expect.unreachable()] = [...files.texts];
    const begun = whole.indexOf("\n") + 1;
    const step = Math.ceil((whole.length - begun) / 25);

    for (let end = begun; end <= whole.length; end += step) {
      const torn = createMemoryFiles({ [path]: whole.slice(0, end) });
      const all = await askAll(await wire.open(torn));
      expect(all.map(textOf)).toEqual(answers);
    }

    expect(wire.fake.submissions).toBe(1);
    expect(wire.fake.bill).toEqual(eachOnce);
  });

  test("reads results on where the download broke off", async () => {
    await using wire = await start({
      onDownload: (count) => (count < 2 ? { lines: count + 1, end: "lose" } : undefined),
    });
    const files = createMemoryFiles();

    const all = await askAll(await wire.open(files));

    expect(all.map(textOf)).toEqual(answers);
    expect(journalOf(files).match(/"type":"result"/g)).toHaveLength(4);
  });

  test("aborting one who waits leaves the batch alone, and the others their answers", async () => {
    await using wire = await start({ endsAfterPolls: 5 });
    const model = await wire.open(createMemoryFiles());
    const abort = new AbortController();
    const reason = new Error("enough");

    const aborted = Array.fromAsync(model.stream(ask("one"), { signal: abort.signal }));
    const others = Promise.all(
      ["two", "three"].map((prompt) => Array.fromAsync(model.stream(ask(prompt)))),
    );
    aborted.catch(() => {});
    while (wire.fake.batches.length === 0) await systemClock.sleep(1);
    abort.abort(reason);

    await expect(aborted).rejects.toBe(reason);
    expect((await others).map(textOf)).toEqual(["answer to two", "answer to three"]);
    expect(textOf(await Array.fromAsync(model.stream(ask("one"))))).toBe("answer to one");
    expect(wire.fake.submissions).toBe(1);
  });

  test("sends nothing for those who left before it was sent", async () => {
    await using wire = await start();
    const budget = createBudget({ capNanoUsd: toNanoUsd(1) });
    const model = await wire.open(createMemoryFiles(), { budget, collectMs: 30 });

    const left = Array.fromAsync(model.stream(ask("one"), { signal: AbortSignal.timeout(5) }));

    await expect(left).rejects.toThrow();
    await systemClock.sleep(60);
    expect(wire.fake.submissions).toBe(0);
    expect(budget.reservedNanoUsd).toBe(0);
  });

  test("refuses what its worst case at the batch price does not cover, before anything is sent", async () => {
    await using wire = await start();
    const budget = createBudget({ capNanoUsd: 1000 });
    const model = await wire.open(createMemoryFiles(), { budget });

    await expect(askAll(model)).rejects.toMatchObject({ code: "budget/exceeded" });
    expect(wire.fake.submissions).toBe(0);
  });

  test("refuses a model without a known price under a limit on money", async () => {
    await using wire = await start();
    const budget = createBudget({ capNanoUsd: toNanoUsd(1) });
    const model = await wire.open(createMemoryFiles(), {
      budget,
      prices: { find: () => undefined },
    });

    await expect(askAll(model)).rejects.toMatchObject({ code: "budget/no-price" });
  });

  test("refuses to send while a journal of the project cannot be read", async () => {
    await using wire = await start();
    const model = await wire.open(
      createMemoryFiles({ ".specwright/batches/20260101-000000-aaaaaa.jsonl": "nonsense\n" }),
    );

    await expect(askAll(model)).rejects.toSatisfy((error) => isFault(error, "record/unreadable"));
    expect(wire.fake.submissions).toBe(0);
  });

  test("keeps no prompt in the journal", async () => {
    await using wire = await start();
    const files = createMemoryFiles();

    await Array.fromAsync((await wire.open(files)).stream(ask("canary prompt")));

    expect(journalOf(files).replaceAll("answer to canary prompt", "")).not.toContain("canary");
  });
});

test("a batch that OpenAI refuses as a whole fails its requests, which may be sent again later", async () => {
  const endOf = (batch: number) => (batch === 0 ? "failed" : "ended") as "failed" | "ended";
  await using wire = await startFakeBatching("openai", { endOf });
  const budget = createBudget();
  const model = await wire.open(createMemoryFiles(), { budget, prices: { find: () => PRICE } });

  await expect(Array.fromAsync(model.stream(ask("one")))).rejects.toMatchObject({
    code: "model/batch-failed",
    message: expect.stringContaining("Enqueued token limit reached"),
  });
  expect(budget).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: 0 });
  expect(textOf(await Array.fromAsync(model.stream(ask("one"))))).toBe("answer to one");
});
