import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const FOLDER = ".specwright/batches";
const STARTED = Date.UTC(2026, 10, 21, 9, 30, 12);
const line = (event: object): string => `${JSON.stringify(event)}\n`;
const intended = line({
  type: "intended",
  v: 1,
  at: STARTED,
  model: "anthropic/claude-haiku-4-5",
  nonce: "0123456789abcdef",
  keys: ["aa", "bb", "cc"],
  known: [],
});
const submitted = line({ type: "submitted", at: STARTED + 1, batchId: "msgbatch_1" });
const result = line({
  type: "result",
  key: "aa",
  response: {
    text: "one",
    finishReason: "stop",
    usage: { input: 1, output: 1, cached: 0, cacheWritten: 0, reasoning: 0 },
    askedOf: "anthropic/claude-haiku-4-5",
    answeredBy: "claude-haiku-4-5",
    warnings: [],
  },
});
const fault = line({
  type: "fault",
  key: "bb",
  fault: { code: "model/timeout", message: "Cannot get an answer: the time was over" },
});
const ended = line({ type: "ended", at: STARTED + 2, why: "ended" });

const project = () =>
  createProject({
    [`${FOLDER}/20261121-093012-aa.jsonl`]: intended,
    [`${FOLDER}/20261121-093013-bb.jsonl`]: intended + submitted,
    [`${FOLDER}/20261121-093014-cc.jsonl`]: intended + submitted + result + fault + ended,
    [`${FOLDER}/20261121-093015-dd.jsonl`]: "nonsense\n",
    [`${FOLDER}/20261121-093016-ee.jsonl`]: intended.slice(0, 40),
  });

describe("specwright batches", () => {
  test("list shows every batch and its state, and hides none behind one that is unreadable", async () => {
    const { code, stdout } = await runCli(project(), ["batches", "list", "--json"]);

    expect(code).toBe(0);
    expect(
      jsonLines(stdout).map(({ state, answered, failed, atProvider }) => [
        state,
        answered,
        failed,
        atProvider,
      ]),
    ).toEqual([
      ["intended", 0, 0, null],
      ["submitted", 0, 0, "msgbatch_1"],
      ["ended", 1, 1, "msgbatch_1"],
      ["unreadable", 0, 0, null],
      ["empty", 0, 0, null],
    ]);
  });

  test("list is a table for people, and says how to send the first", async () => {
    const some = await runCli(project(), ["batches", "list"]);
    const none = await runCli(createProject(), ["batches", "list"]);

    expect(some.stdout).toMatch(
      /20261121-093013-bb +anthropic\/claude-haiku-4-5 +3 +0 +0 +at the provider +msgbatch_1/,
    );
    expect(none).toMatchObject({ code: 0, stdout: "" });
    expect(none.stderr).toContain("--batch");
  });

  test("show tells how a batch ended, and which faults its requests met", async () => {
    const { code, stdout } = await runCli(project(), ["batches", "show", "20261121-093014-cc"]);

    expect(code).toBe(0);
    expect(stdout).toContain(
      "3 requests to anthropic/claude-haiku-4-5, sent 2026-11-21T09:30:12.000Z",
    );
    expect(stdout).toContain("answered 1, failed 1\n  model/timeout: 1");
  });

  test("show says why the provider could not be asked", async () => {
    const { code, stdout, stderr } = await runCli(project(), [
      "batches",
      "show",
      "20261121-093013-bb",
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain("the provider could not be asked");
    expect(stdout).toContain("ANTHROPIC_API_KEY is not set");
    expect(stderr).toContain("pays for none twice");
  });

  test.each([
    ["a batch that nobody knows", "20260101-000000-zz", 7, "Cannot find a batch"],
    ["a path", "../../package", 7, "Cannot find a batch"],
    ["one that has ended", "20261121-093014-cc", 2, "it has ended"],
    ["one whose id is not known", "20261121-093012-aa", 2, "its id is not known"],
    ["one that cannot be read", "20261121-093015-dd", 7, "line 1 is not one of ours"],
    ["one whose provider has no key here", "20261121-093013-bb", 6, "ANTHROPIC_API_KEY is not set"],
  ])("cancel of %s is refused with one clear message", async (_what, id, expected, message) => {
    const root = project();

    const { code, stderr } = await runCli(root, ["batches", "cancel", id]);

    expect(code).toBe(expected);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(readFileSync(join(root, FOLDER, "20261121-093013-bb.jsonl"), "utf8")).toBe(
      intended + submitted,
    );
  });

  test("--help shows examples", async () => {
    const { stdout } = await runCli(createProject(), ["batches", "--help"]);

    expect(stdout).toContain("Examples:");
  });

  test("generate --batch says when a model has no batch interface", async () => {
    const root = createProject({
      "spec.md": "# One\n\nReturn 1.\n",
      "answers.json": '{"answers":[]}',
    });
    const args = ["generate", "spec.md", "--language", "typescript", "--batch"];

    const { code, stderr } = await runCli(root, [...args, "--model", "scripted/answers.json"]);

    expect(code).not.toBe(0);
    expect(stderr).toContain("no batch interface");
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
