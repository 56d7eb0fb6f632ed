import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explainCacheUse } from "../../src/model-access/prompt-cache/explain-cache-use.ts";
import { createPromptHistory } from "../../src/platform/prompt-history.ts";
import { RESPONSE_TABLES } from "../../src/platform/sqlite/response-tables.ts";
import { openTolerantDatabase } from "../../src/platform/sqlite/tolerant-database.ts";
import type { SentPrompt } from "../../src/ports/prompt-history.ts";
import { startFakeProviderServer } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { type CliResult, createProject, jsonLines, runCli } from "./run-cli.ts";

const SPEC =
  '---\nlanguage: typescript\nsignature: "export function one(): number"\n---\n# One\n\nReturn 1.\n';
const ANSWER = "```ts\nexport function one(): number {\n  return 1;\n}\n```";

const run = (root: string, ...args: readonly string[]): Promise<CliResult> =>
  runCli(root, args, {
    SPECWRIGHT_CACHE_DIRECTORY: join(root, "cache"),
    SPECWRIGHT_RESPONSE_CACHE: "true",
  });

function createProjectFor(url: string): string {
  const endpoint = `[endpoints.lab]\nbase_url = "${url}/v1"\n`;
  return createProject({ "spec.md": SPEC, "specwright.toml": endpoint });
}

describe("specwright generate, with a response cache,", () => {
  test("pays for the same request once, says so, and not with --no-cache", async () => {
    await using server = await startFakeProviderServer([{ kind: "text", pieces: [ANSWER] }]);
    const root = createProjectFor(server.url);
    const generate = (...more: string[]) =>
      run(root, "generate", "spec.md", "--model", "lab/toy", "--yes", "--seed", "7", ...more);

    const first = await generate();
    const second = await generate();
    const callsWithCache = server.requests.length;
    const third = await generate("--no-cache");

    expect([first.code, second.code, third.code]).toEqual([0, 0, 0]);
    expect(second.stdout).toBe(first.stdout);
    expect(first.stderr).not.toMatch(/response cache/);
    expect(second.stderr).toMatch(/note: answered from the response cache, stored 20/);
    expect(third.stderr).not.toMatch(/response cache/);
    expect([callsWithCache, server.requests.length]).toEqual([1, 2]);
    const stats = await run(root, "cache", "stats", "--json");
    expect(jsonLines(stats.stdout)).toMatchObject([
      { isOn: true, entries: 1, uses: 1, recent: [{ askedOf: "lab/toy", uses: 1 }] },
    ]);
    const key = /"key":"([0-9a-f]{12})/.exec(stats.stdout)?.[1] ?? "";
    const explained = await run(root, "cache", "explain", key, "--json");
    expect(jsonLines(explained.stdout)).toMatchObject([{ v: 1, models: ["lab/toy"], seed: 7 }]);
  });

  test("begins anew where the cache's file is broken", async () => {
    await using server = await startFakeProviderServer([{ kind: "text", pieces: [ANSWER] }]);
    const root = createProjectFor(server.url);
    mkdirSync(join(root, "cache"));
    writeFileSync(join(root, "cache/responses.sqlite"), "no database ".repeat(500));

    const { code } = await run(root, "generate", "spec.md", "--model", "lab/toy", "--yes");
    const stats = await run(root, "cache", "stats", "--json");

    expect(code).toBe(0);
    expect(jsonLines(stats.stdout)).toMatchObject([{ entries: 1 }]);
  });
});

describe("specwright cache", () => {
  const prompt = (briefing: string, sentAt: number): SentPrompt => ({
    modelId: "toy/model",
    messages: [{ role: "system", text: briefing + "You write code.\n".repeat(500) }],
    breakPoints: [{ message: 0, end: 8000 }],
    sentAt,
    readyAt: sentAt + 10,
  });

  /** A project whose last two calls began differently. */
  function createProjectWithMiss(): string {
    const root = createProject();
    mkdirSync(join(root, "cache"));
    using database = openTolerantDatabase(join(root, "cache/responses.sqlite"), {
      migrations: RESPONSE_TABLES,
      onNote: () => {},
    });
    const history = createPromptHistory(database);
    const usage = { input: 2000, output: 5, cached: 0, cacheWritten: 0, reasoning: 0 };
    for (const [at, briefing] of ["It is 10:00.\n", "It is 10:01.\n"].entries()) {
      const sent = prompt(briefing, Date.UTC(2026, 0, 1) + at * 60_000);
      const report = explainCacheUse(sent, {
        usage,
        runId: undefined,
        earlier: history.last(10),
        capabilities: { promptCaching: "marked", promptCachingMinTokens: 1024 },
        ttlMs: 300_000,
      });
      history.add(sent, report);
    }
    history.flush();
    return root;
  }

  test("explain shows the first byte that differs", async () => {
    const { code, stdout } = await run(createProjectWithMiss(), "cache", "explain");

    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        "2026-01-01T00:00:00.000Z toy/model miss (first): nothing was sent to this model before",
        "  input 2000 tokens, expected from the cache 0, billed as read 0, written 0",
        "2026-01-01T00:01:00.000Z toy/model miss (differs): about 2 tokens are the same as 60 s before, 1024 are needed: then the prompts differ",
        "  input 2000 tokens, expected from the cache 0, billed as read 0, written 0",
        "  first difference: message 1 (system), character 11, byte 11",
        "    before: It is 10:00.",
        "    now:    It is 10:01.",
        "",
      ].join("\n"),
    );
  });

  test("explain --json prints one line a call, and clear forgets them", async () => {
    const root = createProjectWithMiss();

    const before = await run(root, "cache", "explain", "--json");
    const cleared = await run(root, "cache", "clear", "--json");
    const after = await run(root, "cache", "explain", "--json");

    expect(jsonLines(before.stdout)).toMatchObject([
      { outcome: "first", runId: null, difference: null },
      { outcome: "differs", difference: { message: 0, offset: 10, byteOffset: 10 } },
    ]);
    expect(jsonLines(cleared.stdout)).toMatchObject([{ cleared: 0 }]);
    expect(after).toMatchObject({ code: 0, stdout: "" });
  });

  test("explain refuses a run that is not there", async () => {
    const { code, stderr } = await run(
      createProject(),
      "cache",
      "explain",
      "20260101-000000-nobody",
    );

    expect(code).toBe(7);
    expect(stderr).toMatch(/20260101-000000-nobody/);
  });

  test("explain refuses a key that is not there", async () => {
    const { code, stderr } = await run(createProject(), "cache", "explain", "0123456789ab");

    expect(code).toBe(2);
    expect(stderr).toMatch(/cache stats/);
  });

  test("works without a cache where there can be none", async () => {
    const root = createProject({ cache: "a file, not a folder" });

    const stats = await run(root, "cache", "stats", "--json");

    expect(stats.code).toBe(0);
    expect(stats.stderr).toMatch(/working without it/);
    expect(jsonLines(stats.stdout)).toMatchObject([{ entries: 0, fileBytes: 0 }]);
  });
});

describe("specwright routes", () => {
  const routes = (maxTokens: number): string =>
    `escalation_models = ["anthropic/claude-opus-5"]\n[[routes]]\nname = "small"\nmodel = "anthropic/claude-haiku-5"\nmax_task_tokens = ${maxTokens}\n`;
  const choose = async (maxTokens: number) => {
    const root = createProject({ "spec.md": SPEC, "specwright.toml": routes(maxTokens) });
    const args = ["routes", "spec.md", "--model", "anthropic/claude-sonnet-5-5", "--json"];
    const { code, stdout } = await run(root, ...args);
    const [line] = jsonLines(stdout);
    return { code, task: line?.["task"] as { readonly models: readonly { modelId: string }[] } };
  };

  test("tells which model a specification goes to, and which after failures, without a key", async () => {
    const small = await choose(10_000);
    const large = await choose(1);

    expect([small.code, large.code]).toEqual([0, 0]);
    expect(small.task.models.map(({ modelId }) => modelId)).toEqual([
      "anthropic/claude-haiku-5",
      "anthropic/claude-sonnet-5-5",
      "anthropic/claude-opus-5",
    ]);
    expect(small.task.models[0]).toMatchObject({
      rule: expect.stringMatching(/^route "small": about \d+ tokens ≤ 10000$/),
    });
    expect(large.task.models[0]?.modelId).toBe("anthropic/claude-sonnet-5-5");
  });

  test("shows the rules as a table", async () => {
    const root = createProject({ "specwright.toml": routes(2000) });

    const { stdout } = await run(root, "routes", "--model", "anthropic/claude-sonnet-5-5");

    expect(stdout).toMatch(
      /^route "small" +anthropic\/claude-haiku-5 +tasks of at most 2000 tokens$/m,
    );
    expect(stdout).toMatch(/^base +anthropic\/claude-sonnet-5-5 +named by --model$/m);
    expect(stdout).toMatch(/^after 2 failed +anthropic\/claude-opus-5$/m);
  });
});
