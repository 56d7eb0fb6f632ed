import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPEC = `---
language: typescript
signature: "export function total(rows: Row[]): number"
context: [rows.ts]
---
# Total

Adds up the cents of all rows.
`;
const ROWS = "export interface Row {\n  readonly cents: number;\n}\n";
const project = (more: Readonly<Record<string, string>> = {}) =>
  createProject({
    "spec.md": SPEC,
    "rows.ts": ROWS,
    "answers.json": JSON.stringify({ answers: [] }),
    ...more,
  });
const context = (root: string, ...rest: readonly string[]) =>
  runCli(root, ["context", "spec.md", "--model", "anthropic/claude-haiku-4-5", ...rest]);

describe("specwright context", () => {
  test("shows sections, what is in them and the cost, without a key", async () => {
    const { code, stdout } = await context(project());

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^operation +\d+ +\d+ \(300 \+ \d+ always shown\) +[█░]{20} +operation@1$/m,
    );
    expect(stdout).toMatch(/^references +file +rows\.ts +\d+ +the specification names it$/m);
    expect(stdout).toMatch(/^the same for many prompts: the first \d+ tokens/m);
    expect(stdout).toMatch(/^input: \$0\.0\d+ for each call$/m);
  });

  test("--json and --prompt tell the same", async () => {
    const root = project();
    const [json] = jsonLines((await context(root, "--json", "--prompt")).stdout);
    const { stdout } = await context(root, "--prompt");

    expect(json).toMatchObject({
      model: "anthropic/claude-haiku-4-5",
      templates: expect.objectContaining({ system: "system@1" }),
      omitted: [],
      costUsd: expect.any(Number),
    });
    const messages = (json?.["messages"] ?? []) as readonly { readonly text: string }[];
    expect(messages).toHaveLength(2);
    for (const { text } of messages) expect(stdout).toContain(text);
    expect(stdout).toContain("Adds up the cents of all rows.");
  });

  test("obeys the settings, and says what they left out", async () => {
    const words = "total rows cents adds up ".repeat(20);
    const code = Array.from(
      { length: 30 },
      (_none, at) =>
        `/** ${words} */\nexport function total${at}(rows: Row[]): number {\n  return ${at};\n}\n`,
    ).join("\n");
    const root = project({
      "lib/totals.ts": code,
      "specwright.toml": "[context_sections]\nreferences = 200\n",
    });

    const [json] = jsonLines((await context(root, "--json")).stdout);
    const none = await runCli(root, ["context", "spec.md", "--json"], {
      SPECWRIGHT_MODEL: "anthropic/claude-haiku-4-5",
      SPECWRIGHT_REFERENCES: "false",
    });

    expect(json?.["omitted"]).toContainEqual(
      expect.objectContaining({ kind: "reference", reason: expect.stringContaining("references") }),
    );
    expect(jsonLines(none.stdout)[0]?.["omitted"]).toEqual([]);
  });

  test.each(["effect", "compute", "reducer", "orchestrator"])(
    "shows no more for a node of kind %s than context_tokens allows",
    async (kind) => {
      const folder = `datasets/onex/nodes/${kind}`;
      const [name = ""] = readdirSync(folder);
      const text = readFileSync(join(folder, name, "contract.yaml"), "utf8");
      const root = createProject({ [`${name}/contract.yaml`]: text });

      const { stdout } = await runCli(root, [
        ...["context", `${name}/contract.yaml`, "--model", "anthropic/claude-haiku-4-5", "--json"],
      ]);

      const [json] = jsonLines(stdout);
      expect(json?.["tokenBudget"]).toBe(8000);
      expect(json?.["tokens"]).toBeLessThanOrEqual(8000);
      const items = json?.["items"] as readonly {
        readonly kind: string;
        readonly source: string;
      }[];
      const rules = items.filter((item) => item.kind === "rule").map(({ source }) => source);
      expect(rules).toEqual(expect.arrayContaining([expect.stringMatching(/^(ERR|KND)/)]));
    },
  );

  test("says where what is always shown is more than the settings want, and adds nothing", async () => {
    const root = project({ "specwright.toml": "context_tokens = 60\n" });

    const { code, stdout, stderr } = await context(root);

    expect(code).toBe(0);
    expect(stderr).toMatch(
      /what is always shown takes \d+ tokens, more than context_tokens \(60\): nothing is added/,
    );
    expect(stdout).not.toMatch(/^patterns +pattern/m);
  });

  test("keeps the examples of a language that models do not know", async () => {
    const root = createProject({
      "task.yaml": readFileSync("datasets/covenant/pure/battery-level/task.yaml", "utf8"),
    });

    const { stdout } = await runCli(root, [
      ...["context", "task.yaml", "--model", "anthropic/claude-haiku-4-5", "--json"],
    ]);

    const items = jsonLines(stdout)[0]?.["items"] as readonly { readonly kind: string }[];
    expect(items.filter(({ kind }) => kind === "example").length).toBeGreaterThan(1);
  });

  test("refuses a section that does not exist, and a file that does not", async () => {
    const root = project({ "specwright.toml": "[context_sections]\npattern = 1\n" });

    expect(await context(root)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("pattern"),
    });
    expect(await runCli(project(), ["context", "none.md"])).toMatchObject({ code: 3 });
  });
});

describe("specwright prompts", () => {
  const OWN = { ".specwright/prompts/operation/2.liquid": "Do this:\n{{ specification }}\n" };

  test("pins a project's text, shows what it changes, and rolls back", async () => {
    const root = project(OWN);
    const inUse = async () =>
      jsonLines((await runCli(root, ["prompts", "sections", "--json"])).stdout).find(
        ({ section, use }) => section === "operation" && use !== "",
      );

    expect(await inUse()).toMatchObject({ id: "operation@2", use: "newest" });
    expect((await runCli(root, ["prompts", "diff", "operation@2"])).stdout).toContain(
      "+Do this:\n",
    );
    expect(await runCli(root, ["prompts", "pin", "operation@1"])).toMatchObject({
      code: 0,
      stdout: "operation: operation@1\n",
    });
    expect(await inUse()).toMatchObject({ id: "operation@1", use: "pinned" });
    expect((await runCli(root, ["prompts", "rollback"])).stdout).toBe(
      "operation: the newest text\n",
    );
    expect(readFileSync(join(root, ".specwright/prompts.toml"), "utf8")).not.toContain("operation");
    expect(await runCli(root, ["prompts", "rollback", "operation"])).toMatchObject({ code: 2 });
    expect(await runCli(root, ["prompts", "pin", "operation@7"])).toMatchObject({ code: 2 });
  });

  test("refuses a text that loses the specification, before anybody is asked", async () => {
    const root = project({ ".specwright/prompts/operation/2.liquid": "Do something.\n" });

    const { code, stderr } = await runCli(root, [
      ...["generate", "spec.md", "--model", "scripted/answers.json"],
    ]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/Cannot use prompt text "operation@2\+[0-9a-f]{8}": what was asked for/);
    expect(stderr).not.toContain("    at ");
  });

  test("stats tell how runs went by the text that worded them", async () => {
    const good = "```ts\nexport const one = 1;\n```";
    const root = createProject({
      "one.md": "---\nlanguage: typescript\n---\n# One\n\nExport one.\n",
      "answers.json": JSON.stringify({ answers: [good] }),
      ...OWN,
    });
    const run = await runCli(root, ["generate", "one.md", "--model", "scripted/answers.json"]);
    expect(run).toMatchObject({ code: 0 });

    const stats = jsonLines((await runCli(root, ["prompts", "stats", "--json"])).stdout);
    const table = await runCli(root, ["prompts", "stats"]);

    expect(stats.find(({ section }) => section === "operation")).toMatchObject({
      id: expect.stringMatching(/^operation@2\+/),
      runs: 1,
      accepted: 1,
      acceptedFirst: 1,
      acceptedShare: { share: 1, low: expect.any(Number), high: 1 },
    });
    expect(table.stdout).toMatch(/^system@1 +1 +1 \(21–100 %\)/m);
  });
});
