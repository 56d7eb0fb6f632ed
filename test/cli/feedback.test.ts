import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { accepted, attempt, specification } from "../../src/testing/builders.ts";
import { endedRun, journalsOf } from "../../src/testing/judged-runs.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const candidate = {
  language: "typescript",
  path: "add.ts",
  text: "export const add = (a: number, b: number): number => a + b;\n",
  companions: [],
};
const run = endedRun("run-1", [attempt({ candidate, verdict: accepted() })], {
  specification: specification({ name: "Add", language: "typescript" }),
  path: "add.ts",
  profile: "strict",
});
const FILES = {
  ...journalsOf([run, endedRun("run-2", [attempt({ candidate, verdict: accepted() })])]),
  "empty.ts": "",
  "worse.ts": "export const add = (a: number, b: number): string => a + b;\n",
};
const linesOf = (root: string) =>
  jsonLines(readFileSync(join(root, ".specwright/feedback.jsonl"), "utf8"));

describe("specwright feedback", () => {
  test("keeps what several people say at once, an edit with its verdict, and tells how far they agree", async () => {
    const root = createProject(FILES);
    const say = (id: string, ...args: readonly string[]) => runCli(root, ["feedback", id, ...args]);

    const said = await Promise.all([
      say("run-1", "--accept", "--by", "ann", "--json"),
      say("run-1", "--edit", "worse.ts", "--by", "bob", "--reason", "wrong-behaviour"),
      say("run-2", "--reject", "--by", "bob"),
    ]);
    const changed = await say("run-2", "--accept", "--by", "bob", "--note", "read it again");

    expect([...said, changed].map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(jsonLines(said[0].stdout)).toMatchObject([
      { runId: "run-1", attempt: 1, opinion: "accept", by: "ann", note: null },
    ]);
    expect(said[1].stderr).toContain("the edit: rejected in phase type");
    expect(linesOf(root)).toHaveLength(4);
    expect(linesOf(root)).toContainEqual(
      expect.objectContaining({ edit: { code: FILES["worse.ts"], verdict: "rejected" } }),
    );

    const [list, stats] = await Promise.all([
      runCli(root, ["feedback", "list", "run-2"]),
      runCli(root, ["label", "stats", "--json"]),
    ]);
    expect(list.stdout).toMatch(
      /run-2 +1 +reject +bob .*superseded\nrun-2 +1 +accept +bob .*again/,
    );
    expect(jsonLines(stats.stdout)).toMatchObject([
      {
        candidates: 2,
        byOpinion: { accept: 2, reject: 0, edit: 1 },
        disputed: [{ runId: "run-1", attempt: 1 }],
        agreements: [{ people: ["ann", "bob"], count: 1, agreed: 0, kappa: 0 }],
      },
    ]);
  });

  test("refuses what is unclear with one message, and keeps nothing", async () => {
    const root = createProject(FILES);
    const commands = [
      ["feedback", "run-1", "--accept", "--reject"],
      ["feedback", "run-9", "--accept"],
      ["feedback", "run-1", "--edit", "empty.ts"],
      ["label"],
    ];

    const ends = await Promise.all(commands.map((args) => runCli(root, args)));

    expect(ends.map(({ code, stderr }) => [code, stderr.split("\n")[0]])).toEqual([
      [2, "error Cannot keep feedback that says two things at once"],
      [7, 'error Cannot find a run called "run-9"'],
      [2, "error Cannot take the edit: it is empty"],
      [2, "error Cannot label here: keys are read from a terminal, and this is none"],
    ]);
    expect(() => linesOf(root)).toThrow("ENOENT");
  });
});
