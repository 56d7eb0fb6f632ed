import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const TASKS = ["one", "two"]
  .map((id) =>
    JSON.stringify({ id, specification: { language: "typescript", text: `Return ${id}.` } }),
  )
  .join("\n");
const FILES = {
  "tasks.jsonl": TASKS,
  "no-user-config/specwright/config.toml":
    '[prices."lab/paid"]\ninput = 2\noutput = 10\n[endpoints.lab]\nbase_url = "http://127.0.0.1:9/v1"\n',
};
const RUN = ["eval", "run", "tasks.jsonl", "--dry-run", "--seed", "1"];

describe("specwright eval run --dry-run", () => {
  test("tells what all samples may cost, and makes none of them", async () => {
    const root = createProject(FILES);
    const args = [...RUN, "--model", "lab/paid", "--epochs", "3", "--max-output-tokens", "1000"];

    const { code, stdout } = await runCli(root, [...args, "--json"]);

    expect(code).toBe(0);
    const [estimate] = jsonLines(stdout);
    expect(estimate).toMatchObject({ tasks: 2, solvers: [{ solver: "lab/paid", samples: 6 }] });
    const { lowUsd, solvers } = estimate as { lowUsd: number; solvers: { promptTokens: number }[] };
    // 6 calls, each answered in a tenth of the longest answer.
    expect(lowUsd).toBeCloseTo(((solvers[0]?.promptTokens ?? 0) * 2 + 6 * 100 * 10) / 1e6, 6);
    const capped = await runCli(root, [...args, "--max-usd", "0.01"]);
    expect(capped.stdout).toMatch(/^total: \$0\.010 to \$0\.010$/m);
    expect(capped.stdout).toContain("  - high: the limit for all");
    for (const folder of ["runs", "evaluations"])
      expect(existsSync(join(root, ".specwright", folder))).toBe(false);
  });

  test("says so where a price is not known", async () => {
    const { code, stdout } = await runCli(createProject(FILES), [...RUN, "--model", "lab/other"]);

    expect(code).toBe(10);
    expect(stdout).toContain("total: not known");
  });
});
