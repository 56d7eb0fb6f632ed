import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPECIFICATION = `---
language: python
signature: "def share(total: int, people: int) -> float"
examples:
  - "share(6, 3) => 2.0"
  - "share(6, 0) throws ValueError"
requirements:
  - "It gives the part of \`total\` that one of \`people\` gets"
---

# Share

Share a total between people.
`;
const python = (code: string): string => `\`\`\`python\n${code}\n\`\`\``;
const HEAD = "def share(total: int, people: int) -> float:";
const WRONG = python(`${HEAD}\n    return total * people`);

const project = (answers: readonly string[], more: Readonly<Record<string, string>> = {}): string =>
  createProject({
    "share.md": SPECIFICATION,
    "answers.json": JSON.stringify({ answers }),
    ...more,
  });
const generate = (root: string, ...rest: readonly string[]) =>
  runCli(root, ["generate", "share.md", "--model", "scripted/answers.json", ...rest]);
const unverified = (
  root: string,
): { readonly folder: string; readonly names: readonly string[] } => {
  const base = join(root, ".specwright/unverified");
  const folder = join(base, readdirSync(base)[0] ?? "");
  return { folder, names: readdirSync(folder).sort() };
};

describe("specwright generate, when nothing is accepted", () => {
  test("leaves a partial implementation, with a guide, and is no success", async () => {
    const root = project([WRONG, WRONG]);

    const { code, stderr } = await generate(root, "--out", "share.py");
    const { folder, names } = unverified(root);

    expect(code).toBe(4);
    expect(existsSync(join(root, "share.py"))).toBe(false);
    expect(names).toEqual([
      "INCOMPLETE-share.py",
      "completion-guide.md",
      "share.py",
      "share.py.diagnostics.json",
    ]);
    const text = readFileSync(join(folder, "INCOMPLETE-share.py"), "utf8");
    expect(text).toMatch(/^# INCOMPLETE: a partial implementation/);
    expect(text).toContain("raise NotImplementedError(");
    expect(text).toContain("R-1");
    const guide = readFileSync(join(folder, "completion-guide.md"), "utf8");
    expect(guide).toContain("- [ ] `R-1: It gives the part");
    expect(guide).toContain("1. first by `scripted/");
    expect(stderr).toContain("fallback (stub): INCOMPLETE, and no result");
    expect(stderr).toContain("A partial implementation, INCOMPLETE, is kept in");
  });

  test("leaves a stub where only that is wished for, and nothing where fallbacks are off", async () => {
    const stub = project([WRONG, WRONG], { "specwright.toml": 'fallbacks = ["stub"]\n' });
    const off = project([WRONG, WRONG], { "specwright.toml": "fallbacks = []\n" });

    const ends = [await generate(stub), await generate(off)];

    expect(ends.map(({ code }) => code)).toEqual([4, 4]);
    const { folder, names } = unverified(stub);
    expect(names).toContain("INCOMPLETE-share.py");
    expect(readFileSync(join(folder, "INCOMPLETE-share.py"), "utf8")).toMatch(
      /^# INCOMPLETE: a stub/,
    );
    expect(unverified(off).names).toEqual(["share.py", "share.py.diagnostics.json"]);
  });

  test("tells in `runs show` and `fallbacks` what was left, and why", async () => {
    const root = project([WRONG, WRONG]);
    await generate(root);
    const [run = ""] = readdirSync(join(root, ".specwright/runs"));

    const shown = await runCli(root, ["runs", "show", run.replace(".jsonl", "")]);
    const rates = jsonLines((await runCli(root, ["fallbacks", "--json"])).stdout);

    expect(shown.stdout).toContain("exhausted");
    expect(shown.stdout).toContain("fallback (partial), INCOMPLETE and no result");
    expect(rates).toContainEqual(
      expect.objectContaining({ by: "total", runs: 1, accepted: 0, withFallback: 1 }),
    );
    expect(rates).toContainEqual(
      expect.objectContaining({ by: "strategy", name: "stub", tried: 1, usable: 1 }),
    );
    expect(rates).toContainEqual(expect.objectContaining({ by: "language", name: "python" }));
  });
});

describe("specwright generate, when parts are missing", () => {
  test("asks for them alone, and judges the whole", async () => {
    const root = project([
      python(
        `import math\n\n\n${HEAD}\n    ...\n\n\ndef whole(number: float) -> int:\n    return math.floor(number)`,
      ),
      python(
        `import operator\n\n\n${HEAD}\n    if people == 0:\n        raise ValueError("nobody")\n    return operator.truediv(total, people)`,
      ),
    ]);

    const { code, stdout, stderr } = await generate(root);

    expect(stderr).toContain("attempt 1 (first) rejected in phase response");
    expect(stderr).toContain("attempt 2 (completion) accepted");
    expect(code).toBe(0);
    expect(stdout).toContain("import math\nimport operator");
    expect(stdout).toContain("def whole(");
    expect(stdout).not.toContain("...");
  });

  test("refuses a diff, and says so", async () => {
    const diff = "```diff\n--- a/share.py\n+++ b/share.py\n@@ -1 +1 @@\n-a\n+b\n```";
    const root = project([diff, diff]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(4);
    expect(stderr).toContain("The answer is a diff");
  });
});
