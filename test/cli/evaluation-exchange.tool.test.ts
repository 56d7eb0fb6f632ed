import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { toJsonLine } from "../../src/std/json-line.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "../../src/testing/evaluations.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const KEY = "the-secret-of-the-lab";
const results = [
  sampleResult({ index: 0, task: "a" }),
  sampleResult({
    index: 1,
    task: "=b",
    status: "unsolved",
    isFirstPass: false,
    diagnostics: [{ attempt: 1, phase: "type", code: "T1", message: `refused ${KEY}` }],
    scores: [{ scorer: "verdict", value: "fail", reason: "refused" }],
  }),
];
const stored = (id: string, count: number): Readonly<Record<string, string>> => {
  const folder = `.specwright/evaluations/${id}`;
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `${toJsonLine(value)}\n`).join("");
  return {
    [`${folder}/setup.json`]: JSON.stringify(evaluationSetup({ taskIds: ["a", "=b"] })),
    [`${folder}/results.jsonl`]: lines(results.slice(0, count)),
    [`${folder}/timings.jsonl`]: lines(results.map(({ index }) => sampleTiming({ index }))),
  };
};

let root = "";
const run = (...args: readonly string[]) => runCli(root, ["eval", ...args], { LAB_KEY: KEY });
const written = (name: string): string => readFileSync(join(root, name), "utf8");

beforeAll(() => {
  root = createProject({ ...stored("made", 2), ...stored("begun", 0), "notes.csv": "my notes" });
});

describe("specwright eval export", () => {
  test("writes to stdout, tells what is left out, and shows no secret", async () => {
    const { code, stdout, stderr } = await run("export", "made", "--format", "csv");

    expect(code).toBe(0);
    expect(stdout.split("\r\n")).toHaveLength(4);
    expect(stdout).toContain("\r\n1,'=b,strings,");
    expect(stdout).toContain("T1: refused [secret]");
    expect(stdout).not.toContain(KEY);
    expect(stderr).toContain("Left out:\n  prompts, answers and code");
  });

  test("replaces an earlier export, and no other file", async () => {
    writeFileSync(join(root, "all.csv"), "index,task,category,old\n");
    const again = await run("export", "made", "--format", "csv", "-o", "all.csv", "--json");
    expect(again.code).toBe(0);
    expect(jsonLines(again.stdout)[0]).toMatchObject({
      file: "all.csv",
      samples: 2,
      missing: 0,
    });
    expect(written("all.csv").split("\r\n")).toHaveLength(4);
    expect(readdirSync(root).filter((name) => name.includes("tmp"))).toEqual([]);

    const other = await run("export", "made", "--format", "csv", "-o", "notes.csv");
    expect([other.code, written("notes.csv")]).toEqual([2, "my notes"]);
    expect(other.stderr).toContain("it exists, and is no earlier export");
  });

  test("refuses what is not there, and what is empty", async () => {
    const unknown = await run("export", "never", "--format", "csv");
    expect([unknown.code, unknown.stdout]).toEqual([7, ""]);
    const empty = await run("export", "begun", "--format", "junit", "-o", "empty.xml");
    expect([empty.code, existsSync(join(root, "empty.xml"))]).toEqual([2, false]);
    expect(empty.stderr).toContain("no sample has a result");
  });
});

describe("specwright eval import", () => {
  test("keeps what was exported, to be read and compared, and never gone on with", async () => {
    await run("export", "made", "--format", "promptfoo", "-o", "made.json");
    const kept = await run("import", "made.json", "--format", "promptfoo", "--id", "theirs");
    expect([kept.code, kept.stdout]).toEqual([
      0,
      "evaluation theirs: 2 samples of 2 tasks, by 1 solvers, from specwright 0.0.0\n",
    ]);

    const compared = await run("compare", "made", "theirs");
    expect(compared.stdout).toContain("0 wins, 0 losses, 1 both, 1 neither");
    const shown = await run("show", "theirs", "--sample", "1");
    expect(shown.stderr).toContain("Its journal is not here: the evaluation was imported");
    const resumed = await run("resume", "theirs");
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain('Cannot go on with evaluation "theirs": it was imported');
  });

  test("keeps nothing of a file that it cannot read", async () => {
    mkdirSync(join(root, "bad"));
    writeFileSync(join(root, "bad/cut.json"), '{"version":2,"status":"succ');
    const cut = await run("import", "bad/cut.json", "--format", "inspect", "--id", "cut");
    expect([cut.code, cut.stderr]).toEqual([3, expect.stringContaining("it is no whole JSON")]);
    expect(existsSync(join(root, ".specwright/evaluations/cut"))).toBe(false);
    const taken = await run("import", "bad/cut.json", "--format", "inspect", "--id", "made");
    expect([taken.code, taken.stderr]).toEqual([
      2,
      expect.stringContaining("there is one already"),
    ]);
  });
});
