import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.ts";

describe("specwright demo", () => {
  test("accepts TypeScript and Python from the local model, and calls nothing else a success", async () => {
    const root = createProject();

    const { code, stdout } = await runCli(root, ["demo"]);

    const [titles = "", , ...lines] = stdout.trimEnd().split("\n");
    const rows = lines.map((line) => line.split(/ {2,}/));
    const cells = ["verdict", "attempts", "tokens", "seconds"];
    expect(titles.split(/ {2,}/)).toEqual([
      ...["specification", "language"],
      ...cells.map((cell) => `constrained: ${cell}`),
      ...cells.map((cell) => `free: ${cell}`),
    ]);
    expect(rows.length).toBeGreaterThanOrEqual(6);
    const accepted = rows.filter(([, , constrained]) => constrained === "accepted");
    expect(new Set(accepted.map(([, language]) => language))).toEqual(
      new Set(["typescript", "python"]),
    );
    expect(code).toBe(0);
    // One file for each that was accepted, and none for any other.
    const files = readdirSync(join(root, ".specwright/demo"));
    expect(files).toHaveLength(accepted.length);
    const judged = await runCli(root, [
      "check",
      ...files.map((name) => `.specwright/demo/${name}`),
    ]);
    expect(judged.code).toBe(0);
    expect(existsSync(join(root, ".specwright/unverified"))).toBe(accepted.length < rows.length);
  }, 600_000);
});
