import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const TASKS = [
  { id: "add", category: "sums", complexity: "simple", text: "Add one to n." },
  {
    id: "double",
    category: "sums",
    complexity: "moderate",
    text: "Double n.",
    hidden_examples: ["f(424242) => 848484", "f(0) => 1"],
  },
  { id: "lost", category: "others", complexity: "complex", text: "Nobody knows." },
]
  .map(({ text, ...task }) =>
    JSON.stringify({
      ...task,
      specification: {
        language: "typescript",
        text,
        signature: "export function f(n: number): number",
      },
    }),
  )
  .join("\n");
const fenced = (body: string): string =>
  `\`\`\`ts\nexport function f(n: number): number {\n  return ${body};\n}\n\`\`\`\n`;
const ANSWERS = JSON.stringify({
  named: {
    add: { first: fenced("n + 1") },
    double: { first: fenced('"2"'), repair: fenced("n * 2") },
    lost: { first: { text: "", fault: "model/refused" } },
  },
});
const RUN = ["eval", "run", "tasks.jsonl", "--model", "scripted/answers.json", "--seed", "1"];
const open = () => createProject({ "tasks.jsonl": TASKS, "answers.json": ANSWERS });

describe("specwright eval", () => {
  test("runs, lists, shows, and goes on with nothing where all is done", async () => {
    const root = open();

    const run = await runCli(root, [...RUN, "--id", "first", "--epochs", "2", "--json"]);

    expect(run).toMatchObject({ code: 0 });
    const events = jsonLines(run.stdout);
    expect(events.map(({ type }) => type)).toEqual([
      "evaluation-start",
      ...Array<string>(6).fill("sample-end"),
      "evaluation-end",
    ]);
    expect(events.at(-1)).toMatchObject({
      id: "first",
      solvers: [
        {
          samples: 6,
          firstPass: 2,
          failedHidden: 2,
          byStatus: { accepted: 4, error: 2, unsolved: 0 },
          costUsd: 0,
        },
      ],
    });

    const list = await runCli(root, ["eval", "list", "--json"]);
    expect(jsonLines(list.stdout)).toMatchObject([
      {
        id: "first",
        dataset: "tasks.jsonl",
        tasks: 3,
        epochs: 2,
        samples: 6,
        done: 6,
        accepted: 4,
      },
    ]);
    const table = await runCli(root, ["eval", "show", "first"]);
    expect(table.stdout).toMatch(/^4 +lost +scripted\/answers\.json +1 +error +0 +model\/refused/m);
    expect(table.stdout).toMatch(/^2 +double .* accepted +2 +hidden-examples /m);
    // What is hidden is in no prompt, so in no journal, and no score quotes it.
    const kept = globSync(".specwright/**/*.jsonl", { cwd: root });
    expect(kept).toHaveLength(6 + 2);
    for (const file of kept) expect(readFileSync(join(root, file), "utf8")).not.toContain("424242");
    const sample = await runCli(root, ["eval", "show", "first", "--sample", "2"]);
    expect(sample.stdout).toContain("sample 2: double (sums, moderate, ");
    expect(sample.stdout).toContain("verdict: pass");
    expect(sample.stdout).toContain("attempt 2 (repair");
    const none = await runCli(root, ["eval", "show", "first", "--sample", "6"]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("from number 0 on") });

    const before = readFileSync(join(root, ".specwright/evaluations/first/results.jsonl"), "utf8");
    const again = await runCli(root, ["eval", "resume", "first"]);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining("has ended already") });
    expect(readFileSync(join(root, ".specwright/evaluations/first/results.jsonl"), "utf8")).toBe(
      before,
    );
    const taken = await runCli(root, [...RUN, "--id", "first"]);
    expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining("eval resume first") });
  });

  test("evaluates several models, texts and ways to write side by side, on what was chosen", async () => {
    const root = open();

    const run = await runCli(root, [
      ...RUN,
      ...["--model", "scripted/./answers.json", "--free", "--category", "sums", "--limit", "1"],
      ...["--variant", "operation=1", "--json"],
    ]);

    expect(run).toMatchObject({ code: 0 });
    const [start, ...events] = jsonLines(run.stdout);
    expect(start).toMatchObject({ setup: { taskIds: ["add"], seed: 1 } });
    const { solvers } = events.at(-1) as { solvers: { solver: string; samples: number }[] };
    expect(solvers.map(({ solver, samples }) => [solver, samples])).toEqual([
      ["scripted/answers.json, operation@1", 1],
      ["scripted/answers.json, operation@1, free", 1],
      ["scripted/./answers.json, operation@1", 1],
      ["scripted/./answers.json, operation@1, free", 1],
    ]);
    expect(events[0]).toMatchObject({ result: { templates: { operation: "operation@1" } } });
  });

  test.each([
    ["no dataset", ["eval", "run"], 2, "covenant: functions by"],
    ["an unknown dataset", ["eval", "run", "covenent"], 2, 'Did you mean "covenant"?'],
    ["an unknown category", [...RUN, "--category", "products"], 2, "Categories: others, sums"],
    ["an unknown split", [...RUN, "--split", "test"], 2, "development, held-out"],
    ["an unknown model", ["eval", "run", "tasks.jsonl", "--model", "nobody/x"], 6, "nobody"],
    ["an unknown provider", [...RUN, "--provider", "nobody"], 6, "Providers: "],
    [
      "a provider without a model",
      ["eval", "run", "tasks.jsonl", "--provider", "scripted"],
      6,
      "--model scripted/NAME",
    ],
    ["an unknown text", [...RUN, "--variant", "operation=99"], 2, "operation@99"],
    ["an unknown section", [...RUN, "--variant", "poem=1"], 2, "Sections: "],
    ["a bad name", [...RUN, "--id", "../a"], 2, "Letters, digits"],
    [
      "a key that is missing",
      ["eval", "run", "tasks.jsonl", "--model", "anthropic/claude-haiku-4-5"],
      6,
      "ANTHROPIC_API_KEY",
    ],
    ["an evaluation that is not there", ["eval", "show", "nope"], 7, "eval list"],
    ["one to go on with that is not there", ["eval", "resume", "nope"], 7, "eval list"],
    ["a file with mistakes", ["eval", "run", "bad.jsonl"], 3, "line 2: it is no JSON"],
  ])("refuses %s", async (_, args, code, said) => {
    const root = createProject({
      "tasks.jsonl": TASKS,
      "answers.json": ANSWERS,
      "bad.jsonl": `\n{\n`,
    });

    const result = await runCli(root, args);

    expect(result.stderr).toContain(said);
    expect(result.code).toBe(code);
    expect(result.stderr).not.toContain("    at ");
  });

  test("says so where there is none", async () => {
    expect(await runCli(createProject(), ["eval", "list"])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("No evaluations here yet"),
    });
  });
});
