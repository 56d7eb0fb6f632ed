import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { believableEvaluation, evaluationFiles } from "../../src/testing/believable-evaluation.ts";
import { evaluationSetup } from "../../src/testing/evaluations.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const FOLDER = ".specwright/evaluations";
const evaluation = believableEvaluation({ id: "whole", tasks: 9, solvers: ["a/one", "b/two"] });
const project = createProject({
  ...evaluationFiles(evaluation),
  [`${FOLDER}/empty/setup.json`]: JSON.stringify(evaluationSetup()),
  [`${FOLDER}/broken/setup.json`]: JSON.stringify(evaluationSetup()),
  [`${FOLDER}/broken/results.jsonl`]: '{"index": 0}\n',
  "mine.html": "<!doctype html>\n<html lang=en>",
});
const read = (path: string): string => readFileSync(join(project, path), "utf8");
const embedded = (page: string, id: string): unknown =>
  JSON.parse(
    new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`).exec(page)?.[1] ?? "",
  );

describe("specwright eval report", () => {
  test("writes one file with exactly the numbers of `eval analyse --json`", async () => {
    const { code, stdout, stderr } = await runCli(project, ["eval", "report", "whole"]);
    expect([code, stdout.trim()]).toEqual([0, "evaluation-whole.html"]);
    expect(stderr).toContain("asks for nothing from the network");

    const page = read("evaluation-whole.html");
    const analysed = await runCli(project, ["eval", "analyse", "whole", "--json"]);
    expect(embedded(page, "data-analysis")).toEqual(jsonLines(analysed.stdout)[0]);
    const { overall } = jsonLines(analysed.stdout)[0] as unknown as {
      readonly overall: { readonly solved: { readonly count: number; readonly share: number } };
    };
    expect(page).toContain(
      `<p class="figure">${Math.round(overall.solved.share * 100)}\u00a0%</p>`,
    );
    expect(page).toContain(`${overall.solved.count} of 18: accepted, and no hidden check fails it`);
    expect(page.match(/(?:src|href|action)="(?!#)[^"]*"|url\(|@import/g)).toBeNull();
  });

  test("replaces an earlier report, and goes on where journals are gone or broken", async () => {
    rmSync(join(project, `.specwright/runs/${evaluation.results[0]?.runId}.jsonl`));
    writeFileSync(
      join(project, `.specwright/runs/${evaluation.results[1]?.runId}.jsonl`),
      "no journal\n",
    );
    const { code, stdout } = await runCli(project, ["eval", "report", "whole", "--json"]);

    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]).toMatchObject({
      ...{ id: "whole", file: "evaluation-whole.html", samples: 18, missing: 0 },
      journals: { read: 16, gone: 1, unreadable: 1 },
    });
    expect(read("evaluation-whole.html")).toContain("The journals of 1 run are gone");
  });

  test("says that there is nothing yet, and writes that too", async () => {
    const { code, stderr } = await runCli(project, ["eval", "report", "empty", "-o", "a/b.html"]);
    expect(code).toBe(0);
    expect(stderr).toContain("1 samples have no result yet");
    expect(read("a/b.html")).toContain("No sample has a result yet");
    expect(read("a/b.html")).not.toContain("0\u00a0%");
  });

  test.each([
    ["never", "never.html", 7, 'Cannot find an evaluation called "never"'],
    ["broken", "broken.html", 7, "results.jsonl: line 1 is broken"],
    ["whole", "mine.html", 2, "it exists, and is no earlier report"],
  ])("refuses %s to %s with one message", async (id, file, exit, message) => {
    const { code, stderr } = await runCli(project, ["eval", "report", id, "-o", file]);
    expect(code).toBe(exit);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(project, file)) && file !== "mine.html").toBe(false);
  });
});
