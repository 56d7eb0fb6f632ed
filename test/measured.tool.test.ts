/** The page of measurements: its estimate is what the product says today, and its commands belong together. */

import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readEvaluation } from "../src/evaluation/run/evaluation-record.ts";
import { createFiles } from "../src/platform/files.ts";
import { createProject, jsonLines, runCli } from "./cli/run-cli.ts";
import { type EvaluationEstimate, renderEstimate } from "./measured/render-estimate.ts";
import { renderEvaluation } from "./measured/render-evaluation.ts";

const PAGE = "docs/reference/measured.md";
const IS_UPDATING = process.env["UPDATE_TABLE"] === "1";
/** A project in which the local model's evaluation was made: then its figures are written anew. */
const MEASURED = process.env["SPECWRIGHT_MEASURED"];
const LOCAL = {
  id: "local-typescript",
  command:
    "eval run typescript --sample 24 --seed 1 --samples 1 --repairs 0 --model local/smollm2-135m-instruct --no-cache --id local-typescript",
};

const readPage = (): string => readFileSync(PAGE, "utf8");

/** What stands between the marks of that name. */
function partOf(name: string): { before: string; shown: string; after: string } {
  const [from, to] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [before = "", rest = ""] = readPage().split(from);
  const [shown = "", after = ""] = rest.split(to);
  return { before: before + from, shown: shown.trimEnd(), after: to + after };
}

function writePart(name: string, text: string): void {
  const { before, after } = partOf(name);
  writeFileSync(PAGE, `${before}${text}\n${after}`);
}

const runs = (): readonly string[] =>
  [...readPage().matchAll(/^specwright (eval run .+)$/gm)].map(([, line = ""]) => line);

describe("docs/reference/measured.md", () => {
  test("has the estimate that its command prints", async () => {
    const dry = runs().find((line) => line.endsWith(" --dry-run")) ?? "";

    const { code, stdout } = await runCli(createProject(), [...dry.split(" "), "--json"]);

    expect(code).toBe(0);
    const rendered = renderEstimate(jsonLines(stdout)[0] as unknown as EvaluationEstimate);
    if (IS_UPDATING) writePart("estimate", rendered);
    expect(partOf("estimate").shown, "UPDATE_TABLE=1 writes it").toBe(rendered);
  });

  test("estimates what it runs, under a limit on money", () => {
    const dry = runs().find((line) => line.endsWith(" --dry-run")) ?? "";
    const paid = runs().filter((line) => line.includes(" --max-usd "));

    expect(paid).toHaveLength(1);
    expect(paid[0]?.startsWith(dry.replace(/ --dry-run$/, " "))).toBe(true);
  });

  if (IS_UPDATING && MEASURED !== undefined)
    test("takes the local model's figures", async () => {
      const evaluation = await readEvaluation(LOCAL.id, createFiles(MEASURED));

      expect(evaluation.setup).toMatchObject({
        dataset: "typescript",
        seed: 1,
        epochs: 1,
        solvers: [{ model: "local/smollm2-135m-instruct" }],
      });
      expect(evaluation.setup.taskIds).toHaveLength(24);
      writePart("local", renderEvaluation(evaluation, LOCAL.command));

      expect(partOf("local").shown).toContain(LOCAL.command);
    });
});
