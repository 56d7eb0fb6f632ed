import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./cli/run-cli.ts";

const readme = readFileSync("README.md", "utf8");
const block = (tag: string): string =>
  new RegExp(`\`\`\`${tag}\n([\\s\\S]*?)\n\`\`\``).exec(readme)?.[1] ?? "";

/** What differs from run to run. */
const settle = (text: string): string =>
  text
    .replace(/^(asking \S+) \(.*\)$/gm, "$1 (WHY)")
    .replace(/, by llguidance-\w+ [\d.]+:/g, ", by ENGINE:")
    .replace(/\(run [\w-]+\)/g, "(run ID)")
    .replace(/\(\d+ ms\)/g, "(N ms)")
    .replace(/^bringing .*\n/gm, "");

describe("README.md", () => {
  test("shows a transcript of what really happens", async () => {
    const root = createProject({ "spec.md": `${block("markdown")}\n` });
    const transcript = block("text");
    const commands = [...transcript.matchAll(/^\$ npx specwright (.+)$/gm)].map(
      ([, command = ""]) => command,
    );
    expect(commands.length).toBeGreaterThan(1);

    let real = "";
    for (const command of commands) {
      const { stdout, stderr } = await runCli(root, command.split(" "));
      // On a terminal the two streams come together: the result stands before the closing line.
      const said = stderr
        .trimEnd()
        .split("\n")
        .filter((line) => line !== "");
      const lines = [...said.slice(0, -1), stdout.trimEnd(), ...said.slice(-1)];
      real += `$ npx specwright ${command}\n${lines.join("\n")}\n`;
    }

    expect(settle(real)).toBe(settle(`${transcript}\n`));
  });
});

describe("examples/library.ts", () => {
  test("runs, and shows what held", () => {
    const output = execFileSync(
      process.execPath,
      ["examples/library.ts", "examples/specifications/01-add.md", "local/smollm2-135m-instruct"],
      { encoding: "utf8" },
    );

    expect(output).toContain("export function add(a: number, b: number): number");
    expect(output).toContain("held: guard, syntax, type, signature, security, example");
  });
});
