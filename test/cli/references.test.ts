import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const MONEY = `/* Copyright 2026 Shop. All rights reserved. */

/** The total of a basket, rounded to cents. */
export function basketTotal(prices: readonly number[]): number {
  const key = "sk-live-abcdef0123456789";
  return Math.round(prices.reduce((a, b) => a + b, 0) * 100) / 100;
}
`;
const SPEC = `---
language: typescript
signature: "export function orderTotal(prices: readonly number[], rate: number): number"
---
# Total of an order

The total of all prices, rounded to cents, with tax.
`;

describe("specwright index", () => {
  test("tells what was read and what was left out", async () => {
    const root = createProject({
      "src/money.ts": MONEY,
      "src/broken.ts": Uint8Array.of(0xff, 0xfe, 0x41),
      "node_modules/a/b.ts": "",
    });

    const first = await runCli(root, ["index"]);
    const second = await runCli(root, ["index", "--json"]);

    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/^1 files, 1 pieces of code; 2 read anew, 0 gone \(\d+ ms\)\n/);
    expect(first.stdout).toContain("node_modules/: a folder that tools fill");
    expect(first.stdout).toContain("src/broken.ts: not valid UTF-8");
    expect(jsonLines(second.stdout)).toMatchObject([{ files: 1, changed: 0, skipped: [{}, {}] }]);
    expect(readFileSync(join(root, ".specwright/.gitignore"), "utf8")).toContain("index.sqlite");
  });

  test("makes a broken index anew with a note", async () => {
    const root = createProject({ "src/money.ts": MONEY });
    await runCli(root, ["index"]);
    writeFileSync(join(root, ".specwright/index.sqlite"), "no database, ".repeat(500));

    const { code, stdout, stderr } = await runCli(root, ["index"]);

    expect([code, stderr]).toEqual([0, expect.stringMatching(/^note: index\.sqlite was broken/)]);
    expect(stdout).toMatch(/^1 files, 1 pieces of code; 1 read anew/);
  });

  test("ends well in an empty project", async () => {
    const { code, stdout } = await runCli(createProject(), ["index"]);

    expect([code, stdout]).toEqual([0, expect.stringMatching(/^0 files, 0 pieces/)]);
  });
});

describe("specwright references", () => {
  test("shows what a model would be shown for a specification, and why", async () => {
    const root = createProject({ "src/money.ts": MONEY, "spec.md": SPEC });

    const { code, stdout } = await runCli(root, ["references", "spec.md"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^src\/money\.ts:3 function basketTotal \(0\.\d\d\)\n {2}shares the words/,
    );
    expect(stdout).toContain("  | export function basketTotal(");
    expect(stdout).not.toMatch(/Copyright|abcdef0123456789/);
  });

  test("looks for words and a signature, as lines of JSON", async () => {
    const root = createProject({ "src/money.ts": MONEY });
    const wish = ["--text", "total of a basket", "--language", "typescript"];

    const found = await runCli(root, ["references", ...wish, "--count", "1", "--json"]);
    const nothing = await runCli(root, ["references", "--text", "zebra", "--language", "python"]);

    expect(jsonLines(found.stdout)).toMatchObject([{ path: "src/money.ts", name: "basketTotal" }]);
    expect(nothing).toMatchObject({ code: 0, stdout: "" });
    expect(nothing.stderr).toBe("Nothing in this project is like it\n");
  });

  test.each([
    [[], /look for nothing/],
    [["--text", "a"], /--language is missing/],
    [["--text", "a", "--language", "cobol"], /"cobol" is no language/],
    [["spec.md", "--text", "a"], /two things/],
    [["--text", "a", "--kind", "poem"], /--kind/],
  ])("refuses %j with one message", async (args, message) => {
    const root = createProject({ "spec.md": SPEC });

    const { code, stdout, stderr } = await runCli(root, ["references", ...args]);

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(root, ".specwright"))).toBe(false);
  });

  test("names a specification that does not exist", async () => {
    expect(await runCli(createProject(), ["references", "no.md"])).toMatchObject({ code: 3 });
  });
});
