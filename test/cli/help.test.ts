import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/faces/cli/exit-codes.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

describe("specwright", () => {
  test("--help goes to stdout and names every command", async () => {
    const { code, stdout, stderr } = await runCli(createProject(), ["--help"]);

    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const command of ["generate", "check", "demo", "doctor", "runs", "models", "config"]) {
      expect(stdout).toContain(`  ${command}`);
    }
  });

  test("generate --help shows examples", async () => {
    const { stdout } = await runCli(createProject(), ["generate", "--help"]);

    expect(stdout).toContain("Examples:");
  });

  test("exit codes are one per outcome, and the README's table is theirs", () => {
    const codes = Object.values(EXIT_CODES).map(({ code }) => code);
    const readme = readFileSync("README.md", "utf8");

    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, meaning } of Object.values(EXIT_CODES)) {
      expect(readme).toContain(`| ${code} | ${meaning} |`);
    }
  });

  test("config show names each value's source", async () => {
    const root = createProject({ "specwright.toml": "repairs = 1\n" });

    const { code, stdout } = await runCli(root, ["config", "show", "--json"], {
      SPECWRIGHT_SAMPLES: "5",
    });

    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    expect(lines.find(({ key }) => key === "repairs")).toMatchObject({
      value: 1,
      source: "project",
    });
    expect(lines.find(({ key }) => key === "samples")).toMatchObject({
      value: 5,
      from: "SPECWRIGHT_SAMPLES",
    });
  });
});
