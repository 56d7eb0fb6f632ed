import { describe, expect, test } from "vitest";
import { taskFiles } from "../batches/batch-tasks.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const MODEL = ["--model", "scripted/answers.json"];
const SCRIPT = { "answers.json": "[]" };

describe("specwright batch --plan", () => {
  test("shows calls, tokens and what is saved, and asks nobody", async () => {
    const root = createProject({ ...SCRIPT, ...taskFiles(12), "tasks/lib.dfy": "module Lib {}\n" });

    const { code, stdout, stderr } = await runCli(root, ["batch", "tasks", "--plan", ...MODEL]);

    expect(code).toBe(0);
    expect(stdout).toContain("Saved:");
    expect(stderr).toContain("1 files hold nothing open");
  });

  test("obeys the size of calls, as JSON", async () => {
    const root = createProject({ ...SCRIPT, ...taskFiles(12) });
    const args = ["batch", "tasks", "--plan", "--batch-size", "5", "--json", ...MODEL];

    const { code, stdout } = await runCli(root, args);

    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]).toMatchObject({ items: 12, calls: 3, oneByOne: { calls: 12 } });
  });

  test("says what is wrong with a file that would be refused", async () => {
    const root = createProject({ ...SCRIPT, "tasks/empty.dfy": "" });

    const { stderr } = await runCli(root, ["batch", "tasks/empty.dfy", "--plan", ...MODEL]);

    expect(stderr).toMatch(
      /tasks\/empty\.dfy would be refused: .*: tasks\/empty\.dfy:1 It is empty/,
    );
  });

  test("takes rows, and tells those that it cannot read", async () => {
    const rows = [
      JSON.stringify({
        id: "A1",
        language: "dafny",
        spec_text: taskFiles(1)["tasks/t00/task.dfy"],
      }),
      "{torn",
      JSON.stringify({ id: "A2", language: "nobody", spec_text: "x" }),
    ].join("\n");
    const root = createProject({ ...SCRIPT, "tasks.jsonl": rows });

    const { code, stderr, stdout } = await runCli(root, [
      "batch",
      "tasks.jsonl",
      "--plan",
      "--json",
      ...MODEL,
    ]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(jsonLines(stdout)[0]).toMatchObject({
      items: 1,
      unreadable: [{ id: "line 2" }, { id: "A2" }],
    });
  });
});

describe("specwright batch, used wrongly", () => {
  const setup = ".specwright/batches/20261121-093012-k3f9qa/setup.json";
  test.each([
    ["nothing in it is open", ["batch", "."], 2, /nothing in \. is open/],
    ["no such file", ["batch", "nowhere.dfy", "--plan"], 3, /nowhere\.dfy/],
    ["nothing to go on with", ["batch", "--resume"], 7, /there is none in this project/],
    ["no such batch", ["batch", "--resume", "20261121-000000-aaaaaa"], 7, /Cannot find a batch/],
    ["no id at all", ["batch", "--resume", "../../etc"], 7, /Cannot find a batch/],
    ["files besides --resume", ["batch", "x.dfy", "--resume", "x"], 2, /Cannot add files/],
    ["a plan of what began", ["batch", "--plan", "--resume"], 2, /its plan is made/],
    ["nothing at all", ["batch"], 2, /Name files or folders/],
    ["a broken setup", ["batch", "--resume", "20261121-093012-k3f9qa"], 7, /is broken/],
    ["a size of none", ["batch", ".", "--batch-size", "0"], 2, /more than 0/],
    ["a worker without a queue", ["worker"], 2, /--queue/],
    ["a queue that is none", ["worker", "--queue", "http://secret@host"], 2, /Cannot/],
  ])("%s: one clear message", async (_what, args, exit, message) => {
    const root = createProject({ [setup]: '{"schemaVersion":1}' });
    const isWithoutBatch = /none in this project/.test(message.source);

    const { code, stderr } = await runCli(isWithoutBatch ? createProject() : root, args);

    expect(stderr).toMatch(message);
    expect(code).toBe(exit);
    expect(stderr).not.toMatch(/\n\s+at |secret/);
  });
});
