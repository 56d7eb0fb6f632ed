import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createProject } from "./run-cli.ts";

const MAIN = fileURLToPath(new URL("../../src/faces/cli/main.ts", import.meta.url));
const FILES = {
  "spec.md":
    '---\nlanguage: typescript\nsignature: "export function one(): number"\n---\n# One\n\nReturn 1.\n',
  "answers.json": JSON.stringify(["```ts\nexport function one(): number {\n  return 1;\n}\n```"]),
  "config/specwright/config.toml": '[prices."scripted/answers.json"]\ninput = 2\noutput = 10\n',
};

/** util-linux' `script` runs a command at a terminal of its own. */
const hasScript = ((): boolean => {
  try {
    execFileSync("script", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

/** Runs `generate` at a terminal and types `keys` once it is asked. */
function answerWith(root: string, keys: string): Promise<{ code: number | null; shown: string }> {
  const command = `${process.execPath} ${MAIN} generate spec.md --model scripted/answers.json --out one.ts`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    cwd: root,
    env: { ...process.env, XDG_CONFIG_HOME: join(root, "config") },
  });
  let shown = "";
  let isTyped = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    if (isTyped || !shown.includes("[y/N]")) return;
    isTyped = true;
    child.stdin.write(keys);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, shown })));
}

describe.skipIf(!hasScript)("consent at a terminal", () => {
  test("is asked for, and given with y", async () => {
    const root = createProject(FILES);

    const { code, shown } = await answerWith(root, "y\n");

    expect(shown).toMatch(/may cost \$/);
    expect(code).toBe(0);
    expect(existsSync(join(root, "one.ts"))).toBe(true);
  });

  test.each([
    { name: "n", keys: "n\n", code: 10 },
    { name: "Return", keys: "\n", code: 10 },
    { name: "Ctrl-D", keys: "\u0004", code: 10 },
    { name: "Ctrl-C", keys: "\u0003", code: 130 },
  ])("is refused with $name", async ({ keys, code }) => {
    const root = createProject(FILES);

    const result = await answerWith(root, keys);

    expect(result.code).toBe(code);
    expect(result.shown).not.toMatch(/^ {4}at /m);
    expect(existsSync(join(root, "one.ts"))).toBe(false);
  });
});
