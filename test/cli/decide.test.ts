import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRecordStore } from "../../src/pipeline/record/journal-store.ts";
import { createFiles } from "../../src/platform/files.ts";
import { setup } from "../../src/testing/builders.ts";
import { createFakeClock } from "../../src/testing/fake-clock.ts";
import { stored, storedFiles } from "../../src/testing/stored-evaluation.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const ALL = "+".repeat(90);
const project = createProject({
  ...storedFiles(stored("frontier", ALL, { costUsd: 0.05 })),
  ...storedFiles(stored("tuned", ALL, { costUsd: 0.004 })),
  "notes.md": "# Mine\n",
});
const DECIDE = ["eval", "decide", "--frontier", "frontier", "--tuned", "tuned"];
const PRICES = ["--training-usd", "600", "--serving-usd-per-hour", "0.5"];

describe("specwright eval decide", () => {
  test("recommends one with its evidence, and writes it as a page, as the guide says", async () => {
    const guide = readFileSync("docs/guide/frontier-or-fine-tuned.md", "utf8");
    const [shown = "", written = ""] = [...guide.matchAll(/^specwright (eval decide .+)$/gm)].map(
      ([, line = ""]) => line,
    );

    const { code, stdout } = await runCli(project, shown.split(" "));

    expect(code).toBe(0);
    expect(stdout).toContain(
      "Move to the tuned model: it is surely not worse by more than 5 points",
    );
    expect(stdout).toMatch(/^the tuned model is the cheaper +from 9,028 a month \(300 a day\)$/m);
    expect(stdout).toContain("The training costs $600.00 once, paid off over 12 months");
    for (const months of ["12", "6"])
      expect(await runCli(project, [...written.split(" "), "--months", months])).toMatchObject({
        code: 0,
      });
    const page = readFileSync(join(project, "decision.html"), "utf8");
    expect(page).toContain("paid off over 6 months");
  });

  test("takes the volume off the journals, without samples of evaluations, and may be undecided", async () => {
    const root = createProject({
      ...storedFiles(stored("frontier", "+".repeat(10), { costUsd: 0.05 })),
      ...storedFiles(stored("tuned", "+".repeat(10), { costUsd: 0.004 })),
    });
    const store = createRecordStore(createFiles(root), createFakeClock(), { version: "1" });
    const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
    for (const runId of [`${day}-000000-aaaaaa`, `${day}-000000-bbbbbb`, "frontier-0"]) {
      await using record = await store.create(runId);
      await record.append({ type: "run-start", runId, ...setup() });
      await record.append({
        type: "run-end",
        status: "accepted",
        limit: undefined,
        artifact: undefined,
      });
    }

    const { code, stdout } = await runCli(root, [...DECIDE, ...PRICES, "--json"]);

    expect(code).toBe(12);
    const [decision] = jsonLines(stdout);
    expect(decision).toMatchObject({
      recommendation: { choice: "undecided" },
      assumptions: { volumeFrom: "journals", margin: 0.05, months: 12 },
      measuredVolume: { runs: 2, accepted: 2, days: 1 },
      quality: { verdict: "unclear" },
      costs: { verdict: "frontier" },
    });
  });

  test.each([
    ["an evaluation that is not there", ["--frontier", "never"], 7, "eval list"],
    ["a margin that is none", ["--margin", "5"], 2, "a share from 0 to 1"],
    ["a file of another kind", ["-o", "decision.pdf"], 2, "no .html or .md file"],
    ["a file of somebody's", ["-o", "notes.md"], 2, "no earlier report"],
  ])("refuses %s", async (_, args, code, said) => {
    const result = await runCli(project, [...DECIDE, ...args]);

    expect(result.stderr).toContain(said);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe("");
    expect(result.stderr).not.toContain("    at ");
    expect(existsSync(join(project, "decision.pdf"))).toBe(false);
  });
});
