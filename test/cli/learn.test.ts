import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

/** Forty strings in single quotes, and one that is not. */
const SOURCE = `${Array.from({ length: 40 }, (_none, at) => `load('a${at}');`).join("\n")}\nload("b");\n`;
const SPEC = `---
language: typescript
signature: "export function double(n: number): number"
---
# Double

Twice n.
`;

const rowsOf = async (root: string, ...args: readonly string[]) =>
  jsonLines((await runCli(root, ["learn", ...args, "--json"])).stdout);

describe("specwright learn", () => {
  test("tells the rules it found, what it left out, and reads nothing twice", async () => {
    const root = createProject({
      "src/a.ts": SOURCE,
      "src/broken.ts": Uint8Array.of(0xff, 0xfe, 0x41),
      "node_modules/a/b.ts": "",
    });

    const first = await runCli(root, ["learn"]);
    const [second] = await rowsOf(root);

    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/^1 files; 2 read anew, 0 gone \(\d+ ms\)\nleft out: 2\n/);
    expect(first.stdout).toMatch(
      /ts\/semicolons +Statements end with a semicolon \(41 of 41 places; in use\)/,
    );
    expect(second).toMatchObject({ files: 1, changed: 0, skipped: [{}, {}] });
    expect(second?.["rules"]).toContainEqual(
      expect.objectContaining({
        id: "ts/quotes",
        support: 41,
        exceptions: 1,
        state: "not kept",
        counterExamples: ["src/a.ts:41"],
      }),
    );
    expect(second?.["soundness"]).toMatchObject([
      { dialect: "ts", files: 1, convergence: { rules: expect.any(Number) }, perplexity: [] },
    ]);
    expect(readFileSync(join(root, ".specwright/.gitignore"), "utf8")).toContain("learned.sqlite");
  });

  test("measures what was learned beside another project", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_none, at) => [`src/a${at}.ts`, `const a${at} = load('b');\n`]),
    );
    const root = createProject({ ...files, "other/index.py": "x = 1\n", "other/b.ts": "f()\n" });

    const { code, stdout } = await runCli(root, ["learn", "--control", "other"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/perplexity +\d+\.\d a word, +\d+\.\d a name: learned sequences\n/);
    expect(stdout).toMatch(/a word, .*: sequences of other\n/);
    expect(stdout).toMatch(/a node: slots of other\n/);
    expect(stdout).toContain("rules of the other project that hold here: 0 of 0");
  });

  test("shows the evidence of a rule, forgets a file, and hears what people say", async () => {
    const root = createProject({ "src/a.ts": SOURCE, "src/c.ts": "load('c')\n" });
    await runCli(root, ["learn"]);

    const shown = await runCli(root, ["learn", "show", "ts/semicolons"]);
    const forgotten = await runCli(root, ["learn", "forget", "src/c.ts"]);
    const [after] = await rowsOf(root, "show", "ts/semicolons");
    const said = await runCli(root, ["learn", "feedback", "ts/semicolons", "reject"]);
    const undone = await runCli(root, ["learn", "forget", "src/c.ts", "--undo"]);

    expect(shown.stdout).toMatch(/^ts\/semicolons: Statements end with a semicolon\n/);
    expect(shown.stdout).toContain("  as in src/a.ts:1\n");
    expect(shown.stdout).toContain("  not in src/c.ts:1\n");
    expect(forgotten).toMatchObject({ code: 0, stdout: "src/c.ts is forgotten, and stays so\n" });
    expect(after).toMatchObject({ support: 41, exceptions: 0, counterExamples: [] });
    expect(said.stdout).toMatch(/ts\/semicolons .*in use/);
    expect(undone.stdout).toBe("src/c.ts is learned from again, the next time\n");
  });

  test("is shown to models, by rules of ours alone, and only where it was run", async () => {
    const root = createProject({ "src/a.ts": SOURCE, "spec.md": SPEC });
    const context = ["context", "spec.md", "--json"];

    const before = await runCli(root, context);
    await runCli(root, ["learn"]);
    const after = await runCli(root, context);
    const off = await runCli(root, context, { SPECWRIGHT_LEARNING: "false" });

    expect(before.stdout).not.toContain("habit");
    expect(jsonLines(after.stdout)[0]?.["items"]).toContainEqual(
      expect.objectContaining({
        kind: "habit",
        source: "ts/semicolons",
        section: "constraints",
        why: "41 of 41 places",
      }),
    );
    expect(off.stdout).toBe(before.stdout);
  });

  test("does nothing where it is off", async () => {
    const root = createProject({ "src/a.ts": SOURCE, "specwright.toml": "learning = false\n" });

    const { code, stdout, stderr } = await runCli(root, ["learn"]);

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/`learning` is false/);
    expect(existsSync(join(root, ".specwright/learned.sqlite"))).toBe(false);
  });

  test("makes a broken store anew with a note, and ends well in an empty project", async () => {
    const root = createProject();
    await runCli(root, ["learn"]);
    writeFileSync(join(root, ".specwright/learned.sqlite"), "no database, ".repeat(500));

    const { code, stdout, stderr } = await runCli(root, ["learn"]);

    expect([code, stdout]).toEqual([0, expect.stringMatching(/^0 files; 0 read anew/)]);
    expect(stderr).toMatch(/^note: learned\.sqlite was broken/);
  });

  test.each([
    [["show"], 2, /nothing was, so far/],
    [["show", "ts/quotes"], 2, /nothing was, so far/],
    [["forget", "a.ts"], 2, /nothing was, so far/],
    [["feedback", "ts/quotes", "maybe"], 2, /"maybe"/],
    [["feedback", "ts/quotes"], 2, /answer/],
    [["nonsense"], 2, /nonsense|too many arguments/],
    [["--control", "nowhere"], 3, /no such folder/],
  ])("refuses %j with one message", async (args, expected, message) => {
    const root = createProject();

    const { code, stdout, stderr } = await runCli(root, ["learn", ...args]);

    expect([code, stdout]).toEqual([expected, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(root, ".specwright"))).toBe(false);
  });

  test("keeps no path that lies outside the project", async () => {
    const root = createProject({ "a.ts": SOURCE });
    await runCli(root, ["learn"]);

    const { code, stdout, stderr } = await runCli(root, ["learn", "forget", "../elsewhere.ts"]);

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/Cannot forget "\.\.\/elsewhere\.ts": it lies outside the project/);
    expect(await rowsOf(root)).toMatchObject([{ forgotten: [] }]);
  });

  test("names the rules there are where one is not", async () => {
    const root = createProject({ "a.ts": SOURCE });
    await runCli(root, ["learn"]);

    const { code, stderr } = await runCli(root, ["learn", "show", "ts/poems"]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/"ts\/poems".*\n.*ts\/quotes/);
  });
});
