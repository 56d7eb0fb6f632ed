import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EvaluationSetup, SampleResult } from "../../src/domain/evaluation.ts";
import { toJsonLine } from "../../src/std/json-line.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "../../src/testing/evaluations.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

/** An evaluation's files: `+` accepted, `-` refused. */
function stored(
  id: string,
  outcomes: string,
  wishes: Partial<SampleResult> = {},
  setup: Partial<EvaluationSetup> = {},
): Readonly<Record<string, string>> {
  const results = [...outcomes].map((outcome, index) =>
    sampleResult({
      index,
      task: `task.${index}`,
      category: index % 2 === 0 ? "even" : "odd",
      ...(outcome === "+"
        ? {}
        : {
            status: "unsolved",
            isFirstPass: false,
            diagnostics: [{ attempt: 1, phase: "type", code: "T1", message: "1 is no text" }],
          }),
      ...wishes,
    }),
  );
  const taskIds = results.map(({ task }) => task);
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `${toJsonLine(value)}\n`).join("");
  const folder = `.specwright/evaluations/${id}`;
  return {
    [`${folder}/setup.json`]: JSON.stringify(evaluationSetup({ taskIds, ...setup })),
    [`${folder}/results.jsonl`]: lines(results),
    [`${folder}/timings.jsonl`]: lines(results.map(({ index }) => sampleTiming({ index }))),
  };
}

const project = createProject({
  ...stored("before", "++++++++++"),
  ...stored("again", "++++++++++"),
  ...stored("worse", "----++++++", { costUsd: 0.02 }),
  ...stored("broken", "-----+++++"),
  ...stored("other", "++", {}, { seed: 8 }),
});

describe("specwright eval analyse", () => {
  test("prints a report, and the same as JSON", async () => {
    const { code, stdout } = await runCli(project, ["eval", "analyse", "broken"]);
    expect(code).toBe(0);
    expect(stdout).toContain("solved      5 of 10, 50 % (24–76 %)");
    expect(stdout).toMatch(/^T1 +type +5 +50 % \(24–76 %\) +task\.0: 1 is no text$/m);
    expect(stdout).toContain("Most time goes to: model (10 samples)");

    const json = await runCli(project, ["eval", "analyse", "broken", "--json"]);
    expect(jsonLines(json.stdout)[0]).toMatchObject({
      id: "broken",
      missing: 0,
      overall: { samples: 10, solved: { count: 5 } },
      calibration: { brier: null },
    });
  });

  test("says that there is no such evaluation", async () => {
    const { code, stderr } = await runCli(project, ["eval", "analyse", "never"]);
    expect(code).toBe(7);
    expect(stderr).toContain('Cannot find an evaluation called "never"');
  });
});

describe("specwright eval compare", () => {
  test("tells wins, losses, the exact p and which tasks flipped", async () => {
    const { code, stdout } = await runCli(project, ["eval", "compare", "before", "worse"]);
    expect(code).toBe(0);
    expect(stdout).toContain("0 wins, 4 losses, 6 both, 0 neither; p = 0.125 (exact, two-sided)");
    expect(stdout).toMatch(/^task\.3 +1 +loss +accepted +unsolved +3, 3$/m);
  });

  test("refuses what has nothing in common, and a measure that is none", async () => {
    const seeds = { ...stored("seeded", "++", { seed: 9 }), ...stored("plain", "++") };
    const { code, stderr } = await runCli(createProject(seeds), [
      "eval",
      "compare",
      "plain",
      "seeded",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("they have no sample in common");
    expect(stderr).toContain("with the same --seed");

    const wrong = await runCli(project, ["eval", "compare", "a", "b", "--measure", "best"]);
    expect(wrong.code).toBe(2);
  });
});

describe("specwright eval gate", () => {
  const gate = (candidate: string, ...options: readonly string[]) =>
    runCli(project, ["eval", "gate", "before", candidate, ...options]);

  test("exits with its verdict", async () => {
    const passed = await gate("worse", "--null", "again");
    expect([passed.code, passed.stdout.split("\n")[0]]).toEqual([0, "gate: pass"]);
    const failed = await gate("broken", "--null", "again", "--junit", "gate.xml");
    expect([failed.code, failed.stdout.split("\n")[0]]).toEqual([1, "gate: fail"]);
    const junit = readFileSync(join(project, "gate.xml"), "utf8");
    expect(junit).toContain(
      '<testsuite name="before to broken" tests="2" failures="1" errors="0">',
    );
    expect(junit).toContain('<failure message="The candidate is worse: 50 points, 5 tasks worse');
    expect(junit).toContain("Lost:&#10;task.0, epoch 1: unsolved&#10;");
    const undecided = await gate("broken", "--json");
    expect(undecided.code).toBe(12);
    expect(jsonLines(undecided.stdout)[0]).toMatchObject({ verdict: "undecided" });
  });

  test("holds limits, and says what all of it cost", async () => {
    const { code, stdout } = await gate(
      "worse",
      ...["--null", "again", "--max-usd-per-task", "0.01", "--min-rate", "20%"],
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^rate +pass +Surely at least 20 %: 6 of 10 samples/m);
    expect(stdout).toMatch(/^cost +fail +Surely more than \$0\.010/m);
    expect(stdout).toContain("cost: $0.22: baseline $0.010, null control $0.010, candidate $0.20");
  });

  test("refuses a null control that is none, and a share that is none", async () => {
    const other = await gate("worse", "--null", "other");
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("it differs from the baseline in: tasks, seed");
    expect((await gate("worse", "--max-drop", "120%")).code).toBe(2);
  });
});

describe("specwright eval trend", () => {
  test("goes over evaluations with tokens priced by one list, and names it", async () => {
    const { code, stdout, stderr } = await runCli(project, ["eval", "trend", "before", "worse"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^worse +scripted\/test .*-40 points, p = 0\.125/m);
    expect(stderr).toContain("Of the 10 tasks that all of them have");
    expect(stderr).toMatch(/scripted\/test at one price: .*, as of \d{4}-/);
  });

  test("says that there is nothing yet", async () => {
    const { code, stderr } = await runCli(createProject(), ["eval", "trend"]);
    expect(code).toBe(0);
    expect(stderr).toContain("specwright eval run DATASET makes one");
  });
});
