import { readFileSync } from "node:fs";
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
