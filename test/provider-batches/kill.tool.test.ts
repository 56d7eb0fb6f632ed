/** Processes that are really killed while a provider's batch is on its way. The provider's bill is the judge. */

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { FakeBatchesOptions } from "../../src/testing/fake-provider-server/batch-store.ts";
import { createFakeBatches } from "../../src/testing/fake-provider-server/serve-batches.ts";
import { startFakeProviderServer } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";

const CHILD = fileURLToPath(new URL("ask-in-batches.ts", import.meta.url));
const COUNT = 8;
const PROMPTS = Array.from({ length: COUNT }, (_, index) => `task ${index}`);

async function start(options: FakeBatchesOptions = {}) {
  const fake = createFakeBatches(options);
  const server = await startFakeProviderServer([{ kind: "silence" }], { batches: fake });
  const folder = mkdtempSync(join(tmpdir(), "specwright-batches-"));
  return {
    fake,
    url: server.url,
    folder,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly lines: readonly Record<string, string>[];
  readonly stderr: string;
}

/** Runs the child; it is killed when `mustDie` says so of what it has printed and of the server. */
async function run(
  { url, folder }: Awaited<ReturnType<typeof start>>,
  provider: string,
  {
    point = "",
    mustDie = () => false,
  }: { point?: string; mustDie?: (out: string) => boolean } = {},
): Promise<Ended> {
  const args = [CHILD, url, provider, folder, String(COUNT), point];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let stderr = "";
  const watch = setInterval(() => mustDie(out) && child.kill("SIGKILL"), 1);
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on("close", (...ended) => resolve(ended)),
  );
  clearInterval(watch);
  const lines = out
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, string>);
  return { code, signal, lines, stderr };
}

const expectAll = ({ code, lines, stderr }: Ended): void => {
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(lines.toSorted((a, b) => `${a["prompt"]}`.localeCompare(`${b["prompt"]}`))).toEqual(
    PROMPTS.map((prompt) => ({ prompt, text: `answer to ${prompt}` })),
  );
};

const expectPaidOnce = (bill: ReadonlyMap<string, number>): void =>
  expect(Object.fromEntries(bill)).toEqual(
    Object.fromEntries(PROMPTS.map((prompt) => [prompt, 1])),
  );

const isStopped = (out: string): boolean => out.includes('"stopped"');

describe.each(["anthropic", "openai"])("a process killed during a batch of %s", (provider) => {
  test.each([
    ["before anything is written down", "before intended", 1],
    ["while it writes down what it will send", "torn intended", 1],
    ["after it has written down what it will send", "after intended", 1],
    ["after the provider has accepted, before the id is written down", "before submitted", 1],
    ["while it writes the id down", "torn submitted", 1],
    ["after it has written the id down", "after submitted", 1],
    ["before the first result is written down", "before result", 1],
    ["while it writes a result down", "torn result 3", 1],
    ["between two results", "after result 5", 1],
    ["after the last result", "before ended", 1],
    ["when the batch is done", "after ended", 1],
  ])("%s pays for nothing twice", async (_when, point, submissions) => {
    await using wire = await start({ endsAfterPolls: 3 });

    const killed = await run(wire, provider, { point, mustDie: isStopped });
    const after = await run(wire, provider);

    expect(killed.signal).toBe("SIGKILL");
    expectAll(after);
    expectPaidOnce(wire.fake.bill);
    expect(wire.fake.submissions).toBe(submissions);
  });

  test("while the provider's word of acceptance is on its way pays for nothing twice", async () => {
    await using wire = await start({
      endsAfterPolls: 5,
      onSubmit: (count) => (count === 0 ? "hold-after" : "answer"),
    });

    const killed = await run(wire, provider, { mustDie: () => wire.fake.batches.length > 0 });
    const after = await run(wire, provider);

    expect(killed.signal).toBe("SIGKILL");
    expectAll(after);
    expectPaidOnce(wire.fake.bill);
    expect(wire.fake.submissions).toBe(1);
  });

  test("while a submission that is never accepted is on its way loses nothing", async () => {
    await using wire = await start({
      onSubmit: (count) => (count === 0 ? "hold-before" : "answer"),
    });

    const killed = await run(wire, provider, { mustDie: () => wire.fake.submissions > 0 });
    const after = await run(wire, provider);

    expect(killed.signal).toBe("SIGKILL");
    expectAll(after);
    expectPaidOnce(wire.fake.bill);
    expect(wire.fake.submissions).toBe(2);
  });

  test("while it polls, and while it downloads, pays for nothing twice", async () => {
    let downloads = 0;
    await using wire = await start({
      endsAfterPolls: 20,
      onDownload: (count) => (count === 0 ? { lines: 4, end: "hold" } : undefined),
      onEvent: (event) => {
        if (event === "downloading") downloads += 1;
      },
    });

    const polling = await run(wire, provider, {
      mustDie: () => (wire.fake.batches[0]?.polls ?? 0) > 4,
    });
    const downloading = await run(wire, provider, { mustDie: () => downloads > 0 });
    const after = await run(wire, provider);

    expect([polling.signal, downloading.signal]).toEqual(["SIGKILL", "SIGKILL"]);
    expectAll(after);
    expectPaidOnce(wire.fake.bill);
    expect(wire.fake.submissions).toBe(1);
  });

  test("in the batch that takes what failed in the first pays for nothing twice", async () => {
    await using wire = await start({
      endsAfterPolls: 3,
      outcomeOf: (_item, { index, earlier }) =>
        earlier > 0 || index % 2 === 0 ? "succeeded" : index % 4 === 1 ? "errored" : "expired",
    });

    const first = await run(wire, provider, { point: "after fault 2", mustDie: isStopped });
    const second = await run(wire, provider, { point: "before submitted", mustDie: isStopped });
    const after = await run(wire, provider);

    expect([first.signal, second.signal]).toEqual(["SIGKILL", "SIGKILL"]);
    expectAll(after);
    expectPaidOnce(wire.fake.bill);
    expect(wire.fake.batches.map(({ items }) => items.length)).toEqual([8, 4]);
  });

  test("again and again, at any time, pays for nothing twice", async () => {
    await using wire = await start({
      endsAfterPolls: 6,
      outcomeOf: (_item, { index, earlier }) =>
        earlier > 0 || index % 2 === 0 ? "succeeded" : "expired",
    });

    let ended: Ended | undefined;
    for (let round = 0; round < 12; round += 1) {
      // From the first sign of it in the folder or at the server, a little later each time.
      const seen = { at: Number.POSITIVE_INFINITY, before: readdirSync(wire.folder).length };
      ended = await run(wire, provider, {
        mustDie: () => {
          const isAtWork = readdirSync(wire.folder).length > 0;
          if (isAtWork && seen.at === Number.POSITIVE_INFINITY) seen.at = performance.now();
          return performance.now() - seen.at > 250 + round * 60;
        },
      });
      if (ended.signal === null) break;
    }
    if (ended?.signal !== null) ended = await run(wire, provider);

    expectAll(ended);
    expectPaidOnce(wire.fake.bill);
  });
});
