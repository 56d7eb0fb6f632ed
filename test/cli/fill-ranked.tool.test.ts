import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const HOLED = "export function toTexts(xs: readonly number[]): string[] {\n  return /*?*/;\n}\n";
const project = (...answers: readonly string[]): string =>
  createProject({ "a.ts": HOLED, "answers.json": JSON.stringify({ answers }) });
const fill = (root: string, ...rest: readonly string[]) =>
  runCli(root, ["fill", "a.ts", "--top", "4", "--depth", "3", "--time", "30000", ...rest]);
const SCRIPTED = ["--model", "scripted/answers.json"];

const answersOf = (stdout: string): readonly string[] =>
  stdout.split("\n").filter((line) => line !== "");

describe("specwright fill, ranked by a model", () => {
  test("has the same answers in the model's order, and writes the first", async () => {
    const plain = answersOf((await fill(project())).stdout);
    const root = project('{"order": [3, 1]}');
    const { code, stdout, stderr } = await fill(root, ...SCRIPTED, "--write");

    expect(code).toBe(0);
    const [first, second, third, fourth] = plain;
    expect(answersOf(stdout)).toEqual([third, first, second, fourth]);
    expect(stderr).toContain("scripted/answers.json: ");
    expect(readFileSync(join(root, "a.ts"), "utf8")).toContain(`return ${third};`);
  });

  test("asks no model without being told to", async () => {
    const { stderr } = await fill(project('{"order": [3, 1]}'));

    expect(stderr).not.toContain("scripted");
  });

  test("tells in JSON who ranked, and what it cost", async () => {
    const { stdout } = await fill(project('{"order": [2]}'), ...SCRIPTED, "--rank", "--json");

    expect(jsonLines(stdout)).toMatchObject([{ rankedBy: "scripted/answers.json", costUsd: 0 }]);
  });

  test("asks once more for a number that there is not, then ends as the model's fault", async () => {
    const root = project('{"order": [99]}', '{"order": [99]}');
    const { code, stdout, stderr } = await fill(root, ...SCRIPTED, "--write");

    expect([code, stdout]).toEqual([6, ""]);
    expect(stderr).toContain("should be a number from 1 to");
    expect(readFileSync(join(root, "a.ts"), "utf8")).toBe(HOLED);
  });

  test("reaches no hosted model offline", async () => {
    const { code, stderr } = await fill(project(), "--model", "openai/gpt-5.1", "--offline");

    expect(code).not.toBe(0);
    expect(stderr).toMatch(/offline/);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
