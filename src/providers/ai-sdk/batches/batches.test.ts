/** Batch interfaces through the real clients, against a server on this machine that speaks their formats. */

import { describe, expect, test } from "vitest";
import { isFault } from "../../../domain/fault.ts";
import { Secret } from "../../../domain/secret.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { BatchResult, ModelBatches } from "../../../ports/model-batches.ts";
import type { ProviderSettings } from "../../../ports/provider.ts";
import { modelRequest } from "../../../testing/builders.ts";
import type { FakeBatchesOptions } from "../../../testing/fake-provider-server/batch-store.ts";
import { createFakeBatches } from "../../../testing/fake-provider-server/serve-batches.ts";
import { startFakeProviderServer } from "../../../testing/fake-provider-server/start-fake-provider-server.ts";
import { hostedProvider } from "../hosted-provider.ts";
import { anthropic, openai } from "../hosted-services.ts";

const KEY = "canary:Q2f9+Zk7w=";
const settings = {
  secret: () => new Secret(KEY),
  offlineHosts: [],
  isOffline: true,
  firstByteTimeoutMs: 5000,
  promptCaching: "off",
} as unknown as ProviderSettings;

const ask = (prompt: string) =>
  modelRequest({
    messages: [
      { role: "system", text: "Be brief" },
      { role: "user", text: prompt },
    ],
  });

const batchOf = (...prompts: readonly string[]) =>
  prompts.map((prompt) => ({ key: `n1-${prompt}`, request: ask(prompt) }));

describe.each([
  ["anthropic/claude-haiku-4-5", anthropic],
  ["openai/gpt-4.1", openai],
] as const)("openBatches() of %s", (id, service) => {
  const name = id.slice(id.indexOf("/") + 1);

  async function open(options: FakeBatchesOptions = {}) {
    const fake = createFakeBatches(options);
    const server = await startFakeProviderServer([{ kind: "silence" }], { batches: fake });
    const provider = hostedProvider({ ...service, baseUrl: `${server.url}/v1` });
    const batches = await (provider.openBatches?.(name, settings, {} as Machine) ??
      expect.unreachable());
    return {
      fake,
      batches,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  }

  async function resultsOf(
    batches: ModelBatches,
    batchId: string,
  ): Promise<readonly BatchResult[]> {
    await batches.read(batchId);
    return Array.fromAsync(batches.results(batchId));
  }

  test("brings an answer for every request, by its key", async () => {
    await using opened = await open();
    const { batches } = opened;

    const batchId = await batches.submit(batchOf("a", "b"));
    const results = await resultsOf(batches, batchId);

    expect(results).toEqual(
      ["a", "b"].map((prompt) => ({
        key: `n1-${prompt}`,
        response: {
          text: `answer to ${prompt}`,
          finishReason: "stop",
          usage: { input: 100, output: 50, cached: 0, cacheWritten: 0, reasoning: 0 },
          askedOf: id,
          answeredBy: name,
          warnings: [],
        },
      })),
    );
    expect(batches.id).toBe(id);
  });

  test("tells how far a batch has come", async () => {
    await using opened = await open({ endsAfterPolls: 1 });
    const { batches } = opened;
    const batchId = await batches.submit(batchOf("a", "b"));

    expect(await batches.read(batchId)).toMatchObject({ status: "running", done: 0 });
    expect(await batches.read(batchId)).toMatchObject({ status: "ended", total: 2, done: 2 });
  });

  test("makes a fault of each request that failed, and leaves the others alone", async () => {
    const outcomes = ["succeeded", "errored", "invalid", "expired"] as const;
    await using opened = await open({
      outcomeOf: (_item, { index }) => outcomes[index] ?? "succeeded",
    });
    const { batches } = opened;

    const batchId = await batches.submit(batchOf("a", "b", "c", "d"));
    const results = await resultsOf(batches, batchId);

    const codes = Object.fromEntries(
      results.map((result) => [result.key, "fault" in result ? result.fault.code : "answered"]),
    );
    expect(codes["n1-a"]).toBe("answered");
    expect(codes["n1-b"]).toMatch(/^model\/(?:overloaded|unavailable)$/);
    expect(codes["n1-c"]).toBe("model/bad-request");
    expect(codes["n1-d"]).toBe("model/timeout");
    const retryable = results.map((result) => "fault" in result && result.fault.isRetryable);
    expect(retryable.filter(Boolean)).toHaveLength(2);
  });

  test("cancel() ends a batch whose requests then say so", async () => {
    await using opened = await open({ endsAfterPolls: 99 });
    const { batches } = opened;
    const batchId = await batches.submit(batchOf("a"));

    await batches.cancel(batchId);

    expect(await batches.read(batchId)).toMatchObject({ status: "ended" });
    const [result] = await resultsOf(batches, batchId);
    expect(result).toMatchObject({ fault: { code: "model/batch-failed" } });
  });

  test("list() gives the newest first, and goes back page by page as far as it is asked to", async () => {
    await using opened = await open({ endsAfterPolls: 99 });
    const { batches } = opened;
    for (let count = 0; count < 205; count += 1) await batches.submit(batchOf("a"));

    const page = await batches.list();
    const all = await batches.list(undefined, ({ batchId }) => batchId === "batch_3");

    expect(page).toHaveLength(100);
    expect(page[0]).toMatchObject({ batchId: "batch_205", status: "running" });
    expect(page[0]?.createdAt).toBeGreaterThan(1_600_000_000_000);
    expect(all).toHaveLength(205);
  });

  test.each([
    [400, "model/bad-request"],
    [401, "model/unauthorized"],
    [429, "model/rate-limited"],
    [529, "model/overloaded"],
  ])("makes of status %i at submission a %s", async (status, code) => {
    await using opened = await open({ onSubmit: () => status });

    const thrown = await opened.batches.submit(batchOf("a")).catch((error: unknown) => error);

    expect(thrown).toMatchObject({ code, details: { status } });
    expect(String((thrown as Error).message)).not.toContain(KEY);
  });

  test("a connection lost after the batch was accepted is a fault that leaves it open", async () => {
    await using opened = await open({ onSubmit: () => "lose-after" });

    const thrown = await opened.batches.submit(batchOf("a")).catch((error: unknown) => error);

    expect(isFault(thrown, "model/unavailable")).toBe(true);
    expect((thrown as { details: object }).details).not.toHaveProperty("status");
    expect(opened.fake.batches).toHaveLength(1);
  });

  test("a download that breaks off throws, after what had come", async () => {
    await using opened = await open({ onDownload: () => ({ lines: 1, end: "lose" }) });
    const { batches } = opened;
    const batchId = await batches.submit(batchOf("a", "b"));
    await batches.read(batchId);
    const keys: string[] = [];

    const reading = (async () => {
      for await (const { key } of batches.results(batchId)) keys.push(key);
    })();

    await expect(reading).rejects.toMatchObject({ code: "model/unavailable" });
    expect(keys).toEqual(["n1-a"]);
  });

  test("throws the signal's own reason", async () => {
    await using opened = await open({ onSubmit: () => "hold-before" });
    const reason = new Error("stop");
    const abort = new AbortController();

    const submitting = opened.batches.submit(batchOf("a"), abort.signal);
    abort.abort(reason);

    await expect(submitting).rejects.toBe(reason);
  });
});

test("read() of a batch that OpenAI refused as a whole says why", async () => {
  const batches = createFakeBatches({ endOf: () => "failed" });
  await using server = await startFakeProviderServer([{ kind: "silence" }], { batches });
  const provider = hostedProvider({ ...openai, baseUrl: `${server.url}/v1` });
  const opened = await (provider.openBatches?.("gpt-4.1", settings, {} as Machine) ??
    expect.unreachable());

  const state = await opened.read(await opened.submit(batchOf("a")));

  expect(state).toMatchObject({ status: "failed", why: "failed: Enqueued token limit reached" });
});

test("a batch of OpenAI that expired has the results that came before", async () => {
  const batches = createFakeBatches({
    endOf: () => "expired",
    outcomeOf: (_item, { index }) => (index === 0 ? "succeeded" : "expired"),
  });
  await using server = await startFakeProviderServer([{ kind: "silence" }], { batches });
  const provider = hostedProvider({ ...openai, baseUrl: `${server.url}/v1` });
  const opened = await (provider.openBatches?.("gpt-4.1", settings, {} as Machine) ??
    expect.unreachable());
  const batchId = await opened.submit(batchOf("a", "b"));

  expect(await opened.read(batchId)).toMatchObject({ status: "ended", why: "expired" });
  expect(await Array.fromAsync(opened.results(batchId))).toMatchObject([
    { key: "n1-a", response: { text: "answer to a" } },
    { key: "n1-b", fault: { code: "model/timeout" } },
  ]);
});
