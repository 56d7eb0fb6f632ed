import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AREAS } from "../../src/config/finding.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const KEY = "sk-ant-canary-93fd";
const TOML = `
fallback_models = ["openai/gpt-6-sol"]

[models."anthropic/claude-sonnet-5-5"]
output_limit_tokens = 777
`;

const doctor = (root: string, ...args: string[]) =>
  runCli(root, ["doctor", ...args], {
    ANTHROPIC_API_KEY: KEY,
    XDG_CACHE_HOME: join(root, "cache"),
    SPECWRIGHT_MAX_USD: "3",
  });

describe("specwright doctor", () => {
  test("tells keys without their value, and what the model to ask can do and costs", async () => {
    const root = createProject({ "specwright.toml": TOML });

    const { code, stdout, stderr } = await doctor(root, "--json");

    const findings = jsonLines(stdout);
    const why = (area: string, name: string) =>
      findings.find((one) => one["area"] === area && one["name"] === name)?.["why"];
    expect(code).toBe(0);
    expect(why("key", "ANTHROPIC_API_KEY")).toBe("1 in the environment: ANTHROPIC_API_KEY");
    expect(why("model", "model to ask")).toMatch(/^anthropic\/claude-sonnet-5-5 /);
    expect(why("capability", "longest answer")).toBe("777 tokens");
    expect(why("capability", "source of this")).toMatch(/^configuration, else .*\d{4}-\d\d-\d\d/);
    expect(why("price", "anthropic/claude-sonnet-5-5")).toMatch(
      /per million tokens.*\d{4}-\d\d-\d\d/,
    );
    expect(why("price", "openai/gpt-6-sol")).toMatch(/per million tokens/);
    expect(why("limit", "money")).toMatch(/a command: \$3/);
    expect(why("chain", "when it fails")).toBe("openai/gpt-6-sol");
    expect(why("log", "telemetry")).toMatch(/^off/);
    expect(new Set(findings.map(({ area }) => area))).toEqual(new Set(Object.keys(AREAS)));
    expect(stdout + stderr).not.toContain(KEY);
  });

  test("has a heading for each area, and makes no file", async () => {
    const root = createProject();

    const { stdout } = await doctor(root);

    for (const heading of Object.values(AREAS)) expect(stdout.split("\n")).toContain(heading);
    expect(stdout).not.toContain(KEY);
    expect(existsSync(join(root, "cache"))).toBe(false);
    expect(existsSync(join(root, ".specwright"))).toBe(false);
  });
});
