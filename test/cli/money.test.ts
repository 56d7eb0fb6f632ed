import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRecordStore } from "../../src/pipeline/record/journal-store.ts";
import { createFiles } from "../../src/platform/files.ts";
import { callRecord, setup, specification } from "../../src/testing/builders.ts";
import { createFakeClock } from "../../src/testing/fake-clock.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPEC =
  '---\nlanguage: typescript\nsignature: "export function one(): number"\n---\n# One\n\nReturn 1.\n';
const ANSWERS = JSON.stringify({
  answers: ["```ts\nexport function one(): number {\n  return 1;\n}\n```"],
});
const USER_FILE = "no-user-config/specwright/config.toml";
const PRICE = '[prices."scripted/answers.json"]\ninput = 2\noutput = 10\n';
const FILES = { "spec.md": SPEC, "answers.json": ANSWERS };
const PAID = { ...FILES, [USER_FILE]: PRICE };
const GENERATE = ["generate", "spec.md", "--model", "scripted/answers.json", "--out", "one.ts"];

/** A project with two runs that made these calls. */
async function createHistory(): Promise<string> {
  const root = createProject();
  const store = createRecordStore(createFiles(root), createFakeClock(), { version: "1" });
  const usage = { input: 100, output: 10, cached: 50, cacheWritten: 0, reasoning: 0 };
  const runs = {
    "run-a": [
      callRecord({ askedOf: "toy/small", usage, costUsd: 0.1 }),
      callRecord({ askedOf: "toy/small", usage, costUsd: 0.2, purpose: "retry" }),
    ],
    "run-b": [
      callRecord({ askedOf: "toy/large", usage, costUsd: 0.5, purpose: "fallback" }),
      callRecord({ askedOf: "toy/large", source: "cache", costUsd: 0, savedUsd: 0.4 }),
    ],
  };
  for (const [runId, calls] of Object.entries(runs)) {
    await using record = await store.create(runId);
    await record.append({
      type: "run-start",
      runId,
      ...setup({ specification: specification({ name: "Sum" }) }),
    });
    for (const call of calls) await record.append({ type: "call-end", attempt: 1, call });
  }
  return root;
}

describe("specwright, asked to spend money,", () => {
  test("refuses on a pipe before anything is asked or written, and shows the range", async () => {
    const root = createProject(PAID);

    const { code, stdout, stderr } = await runCli(root, GENERATE);

    expect(code).toBe(10);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/may cost \$0\.\d+ to \$\d/);
    expect(stderr).toMatch(/help: Say --yes/);
    expect(existsSync(join(root, "one.ts"))).toBe(false);
    expect(existsSync(join(root, ".specwright/runs"))).toBe(false);
  });

  test.each([
    { name: "--yes", args: ["--yes"], variables: {} },
    { name: "a variable", args: [], variables: { SPECWRIGHT_SPEND_WITHOUT_ASKING: "true" } },
  ])("goes on with $name", async ({ args, variables }) => {
    const root = createProject(PAID);

    const { code, stderr } = await runCli(root, [...GENERATE, ...args], variables);

    expect(stderr).toMatch(/may cost/);
    expect(code).toBe(0);
    expect(existsSync(join(root, "one.ts"))).toBe(true);
  });

  test("tells afterwards what was spent", async () => {
    const root = createProject(PAID);
    await runCli(root, [...GENERATE, "--yes"]);

    const { stdout } = await runCli(root, ["cost", "--json"]);

    const total = jsonLines(stdout).find(({ by }) => by === "total");
    expect(total).toMatchObject({ calls: 1, retriesUsd: 0, callsWithoutPrice: 0 });
    expect(total?.["costUsd"]).toBeCloseTo(
      (2 * Number(total?.["inputTokens"]) + 10 * Number(total?.["outputTokens"])) / 1e6,
      8,
    );
  });

  test.each(["--max-usd", "--max-usd-per-task"])(
    "spends nothing where %s does not cover a call",
    async (flag) => {
      const root = createProject(PAID);

      const { code, stdout, stderr } = await runCli(root, [...GENERATE, "--yes", flag, "0.001"]);

      expect(code).toBe(10);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/stopped by the limit on money/);
      expect(stderr).toMatch(/raise --max-usd/);
      expect(existsSync(join(root, "one.ts"))).toBe(false);
      const cost = jsonLines((await runCli(root, ["cost", "--json"])).stdout);
      expect(cost).toMatchObject([{ by: "total", calls: 0, costUsd: 0 }]);
    },
  );

  test("asks again before a run is gone on with", async () => {
    const refusal = JSON.stringify([{ fault: "model/unauthorized" }]);
    const root = createProject({ ...PAID, "answers.json": refusal });
    await runCli(root, [...GENERATE, "--yes"]);
    writeFileSync(join(root, "answers.json"), ANSWERS);
    const [runId = ""] = readdirSync(join(root, ".specwright/runs")).map((file) =>
      file.replace(/\.jsonl$/, ""),
    );

    const refused = await runCli(root, ["runs", "resume", runId]);
    const resumed = await runCli(root, ["runs", "resume", runId, "--yes"]);

    expect(refused.code).toBe(10);
    expect(refused.stderr).toMatch(/may cost \$/);
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toContain("return 1");
  });

  test("does not mention money where nothing can cost any", async () => {
    const { code, stderr } = await runCli(createProject(FILES), GENERATE);

    expect(code).toBe(0);
    expect(stderr).not.toMatch(/cost|\$/);
  });

  test("does not let a project give consent or name prices", async () => {
    const projects = ["spend_without_asking = true", PRICE.replaceAll("2", "0")];
    for (const text of projects) {
      const root = createProject({ ...FILES, "specwright.toml": text });

      const { code, stderr } = await runCli(root, GENERATE);

      expect(code).toBe(2);
      expect(stderr).toMatch(/A project may not decide that/);
    }
  });

  test("shows the lower of two limits and where it comes from", async () => {
    const root = createProject({ ...PAID, "specwright.toml": "max_usd = 0.05\n" });

    const { stdout } = await runCli(root, ["config", "show", "--json"], {
      SPECWRIGHT_MAX_USD: "2",
    });

    expect(jsonLines(stdout).find(({ key }) => key === "max_usd")).toMatchObject({
      value: 0.05,
      source: "project",
      from: "specwright.toml, lower than SPECWRIGHT_MAX_USD",
    });
  });

  test.each(["0", "-1", "much", "1e3"])("refuses --max-usd %s", async (value) => {
    const { code, stderr } = await runCli(createProject(FILES), [
      ...GENERATE,
      `--max-usd=${value}`,
    ]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/amount of US dollars above 0/);
  });
});

describe("specwright estimate", () => {
  test("needs no key and sends nothing", async () => {
    const root = createProject({ "a.md": SPEC, "b.md": SPEC.replace("One", "Two") });
    const args = ["estimate", "a.md", "b.md", "--model", "anthropic/claude-sonnet-5-5", "--json"];

    const { code, stdout } = await runCli(root, args);

    expect(code).toBe(0);
    const [line] = jsonLines(stdout);
    expect(line).toMatchObject({
      model: "anthropic/claude-sonnet-5-5",
      price: { asOf: "2026-11-21", batchFactor: 0.5 },
      tasks: [
        { path: "a.md", name: "One" },
        { path: "b.md", name: "Two" },
      ],
      assumptions: expect.arrayContaining([expect.stringMatching(/^low: one call/)]),
    });
    expect(Number(line?.["lowUsd"])).toBeGreaterThan(0);
    expect(Number(line?.["highUsd"])).toBeGreaterThan(Number(line?.["lowUsd"]));
  });

  test("is cheaper in batches", async () => {
    const root = createProject({ "a.md": SPEC });
    const args = ["estimate", "a.md", "--model", "openai/gpt-6-sol", "--json"];

    const plain = jsonLines((await runCli(root, args)).stdout)[0];
    const batch = jsonLines((await runCli(root, [...args, "--batch"])).stdout)[0];

    expect(Number(batch?.["lowUsd"])).toBeCloseTo(Number(plain?.["lowUsd"]) / 2, 6);
  });

  test("says that a price is not known, and ends with the exit for money", async () => {
    const root = createProject({ "a.md": SPEC });

    const { code, stdout, stderr } = await runCli(root, [
      "estimate",
      "a.md",
      "--model",
      "anthropic/claude-nobody-knows",
    ]);

    expect(code).toBe(10);
    expect(stdout).toMatch(/price: not known/);
    expect(stderr).toMatch(/prices show/);
  });

  test("shows model, tokens, range, source and assumptions to people", async () => {
    const root = createProject({ "a.md": SPEC });

    const { stdout } = await runCli(root, ["estimate", "a.md", "--model", "openai/gpt-6-sol"]);

    expect(stdout).toMatch(/^model: openai\/gpt-6-sol \(named by --model\)$/m);
    expect(stdout).toMatch(/above 272000 input tokens/);
    expect(stdout).toMatch(/source: @pydantic\/genai-prices \S+, as of \d{4}-\d{2}-\d{2}/);
    expect(stdout).toMatch(/^a\.md +One +\d+ +\$\d/m);
    expect(stdout).toMatch(/^total: \$\S+ to \$\S+$/m);
    expect(stdout).toMatch(/^ {2}- high: 4 calls/m);
  });
});

describe("specwright prices", () => {
  test("shows a model's price with its source, and the user's before all others", async () => {
    const root = createProject({
      [USER_FILE]: '[prices."anthropic/claude-sonnet-5-5"]\ninput = 1\noutput = 5\n',
    });

    const own = await runCli(root, ["prices", "show", "anthropic/claude-sonnet-5-5", "--json"]);
    const other = await runCli(root, ["prices", "show", "openai/gpt-6-sol"]);

    expect(jsonLines(own.stdout)).toMatchObject([
      { tiers: [{ rates: { input: 1, output: 5, cacheRead: 1 } }], batchFactor: null },
    ]);
    expect(own.stdout).toContain("config.toml");
    expect(other.stdout).toMatch(/source: @pydantic\/genai-prices/);
  });

  test("does not give a model its neighbour's price", async () => {
    const { code, stderr } = await runCli(createProject(), [
      "prices",
      "show",
      "anthropic/claude-sonnet-5-9",
    ]);

    expect(code).toBe(10);
    expect(stderr).toMatch(/\[prices\."anthropic\/claude-sonnet-5-9"\]/);
  });

  test("lists all of them", async () => {
    const { code, stdout } = await runCli(createProject(), ["prices", "list", "--json"]);

    expect(code).toBe(0);
    expect(jsonLines(stdout).length).toBeGreaterThan(40);
  });
});

describe("specwright cost", () => {
  test("tells what was spent by run, specification and model, and on what", async () => {
    const root = await createHistory();

    const { code, stdout } = await runCli(root, ["cost", "--json"]);

    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { by: "run", name: "run-a", calls: 2, costUsd: 0.3, retriesUsd: 0.2, cachedShare: 0.5 },
      { by: "run", name: "run-b", calls: 1, savedCalls: 1, costUsd: 0.5, savedUsd: 0.4 },
      { by: "specification", name: "Sum", calls: 3, costUsd: 0.8 },
      { by: "model", name: "toy/small", costUsd: 0.3 },
      { by: "model", name: "toy/large", costUsd: 0.5, fallbacksUsd: 0.5 },
      { by: "total", name: "all", calls: 3, inputTokens: 300, costUsd: 0.8, estimatedShare: 0 },
    ]);
  });

  test("tells of the runs that are named, and refuses one that is not there", async () => {
    const root = await createHistory();

    const one = await runCli(root, ["cost", "run-a"]);
    const none = await runCli(root, ["cost", "run-c"]);

    expect(one.stdout).toMatch(/^run-a +2 +0 +200 +50 % +20 +\$0\.30 +\$0\.20/m);
    expect(one.stdout).not.toContain("toy/large");
    expect(none.code).toBe(7);
  });

  test("says that there are no runs yet", async () => {
    const { code, stderr } = await runCli(createProject(), ["cost"]);

    expect(code).toBe(0);
    expect(stderr).toMatch(/No runs here yet/);
  });
});
