import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { createProject } from "./cli/run-cli.ts";
import { exportMany, LEAKED, type Measured, SHARES, TASKS_FILE } from "./training/export-many.ts";

const MODULE = pathToFileURL(`${import.meta.dirname}/training/export-many.ts`).href;
const RUNS = 30_000;
const SCRIPT = `
const { ${exportMany.name} } = await import(${JSON.stringify(MODULE)});
process.stdout.write(JSON.stringify(await ${exportMany.name}(${RUNS}, process.cwd())));
`;
/** By the hash of this id, it is held out. */
const TASK = { id: "leaked4", specification: { language: "typescript", text: LEAKED } };

describe("30,000 runs", () => {
  test("become examples in less than 300 MB, each that is left out for its own reason", async () => {
    const root = createProject({ [TASKS_FILE]: JSON.stringify(TASK) });

    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", SCRIPT],
      { cwd: root },
    );

    const { report, peakMegabytes, seconds, bytes } = JSON.parse(stdout) as Measured;
    const perHundred = RUNS / 100;
    expect(report.runs).toBe(RUNS);
    expect(report.dropped).toMatchObject(
      Object.fromEntries(Object.entries(SHARES).map(([kind, share]) => [kind, share * perHundred])),
    );
    const left = Object.values(SHARES).reduce((sum, share) => sum + share, 0);
    expect(report.examples).toBe((100 - left) * perHundred);
    expect(peakMegabytes).toBeLessThan(300);
    process.stdout.write(
      `${RUNS} runs, ${report.examples} examples, ${(bytes / 1e6).toFixed(0)} MB: ${seconds.toFixed(1)} s, ${(RUNS / seconds).toFixed(0)} runs/s, at most ${peakMegabytes.toFixed(0)} MB\n`,
    );
  }, 300_000);
});
