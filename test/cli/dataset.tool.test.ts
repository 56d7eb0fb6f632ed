import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Attempt } from "../../src/domain/attempt.ts";
import type { SampleResult } from "../../src/domain/evaluation.ts";
import { isFault } from "../../src/domain/fault.ts";
import type { RunEvent } from "../../src/domain/run.ts";
import { EXIT_CODES, exitOfError } from "../../src/faces/cli/exit-codes.ts";
import { createProgram } from "../../src/faces/cli/program.ts";
import { createTerminal } from "../../src/faces/cli/terminal.ts";
import { sha256 } from "../../src/platform/sha256.ts";
import { toJsonLine } from "../../src/std/json-line.ts";
import { accepted, attempt, rejected, specification } from "../../src/testing/builders.ts";
import { evaluationSetup, sampleResult } from "../../src/testing/evaluations.ts";
import { feedback } from "../../src/testing/feedback.ts";
import { endedRun, journalsOf } from "../../src/testing/judged-runs.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const wrote = (body: string, verdict: Attempt["verdict"] = accepted()): Attempt => {
  const text = `export function f(n: number): number {\n  return ${body};\n}\n`;
  return attempt({
    candidate: { language: "typescript", path: "f.ts", text, companions: [] },
    verdict,
  });
};
const ended = (runId: string, wish: string, ...attempts: readonly Attempt[]): readonly RunEvent[] =>
  endedRun(runId, attempts, {
    path: "f.ts",
    specification: specification({ language: "typescript", name: runId, text: `${wish}\n` }),
  });
const sampleOf = (index: number, wishes: Partial<SampleResult>): SampleResult =>
  sampleResult({ index, runId: `before-${index}`, task: `task-${index}`, ...wishes });

/** The command in this process: quicker than a start, and the same but for the end. */
async function call(root: string, args: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  const writeTo = (name: keyof typeof texts) => ({
    write: (text: string | Uint8Array): boolean => {
      texts[name] += String(text);
      return true;
    },
  });
  const stderr = { ...writeTo("stderr"), isTTY: false, columns: 80 };
  const face = {
    terminal: createTerminal({ stdout: writeTo("stdout"), stderr }),
    signal: new AbortController().signal,
    directory: root,
  };
  let code = -1;
  const program = createProgram(face, (reason) => {
    code = EXIT_CODES[reason].code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!isFault(error)) throw error;
    code = EXIT_CODES[exitOfError(error)].code;
    texts.stderr += `${error.message}\n${error.help}`;
  }
  return { code, ...texts };
}

const EDIT = "export function f(n: number): number {\n  return 3 * n + n - n;\n}\n";
const FILES = {
  ...journalsOf([
    ended("first", "Double the number that is given.", wrote('"2"', rejected()), wrote("n * 2")),
    ended("second", "Double the number that is given.", wrote("n * 2")),
    ended("third", "Give three times what comes in, and never less.", wrote("n * 4")),
    ended("fourth", "Give what nobody wants to be given, ever again.", wrote("n - n")),
    ended("fifth", "Tell whether this can be solved at all by anybody.", wrote("1", rejected())),
    ended("before-0", "Subtract seven from what stands there already.", wrote("n - 7")),
    ended("before-1", "Add eleven to whatever has been handed over.", wrote("n + 11")),
    ended("before-2", "Halve what came, and then halve it once more.", wrote("n / 4")),
  ]),
  ".specwright/runs/torn.jsonl": '{"journal":1,"specwright":"0"}\n{"seq":1,\n{}\n',
  ".specwright/evaluations/before/setup.json": JSON.stringify(
    evaluationSetup({ dataset: "tasks.jsonl", taskIds: ["task-0", "task-1", "task-2"] }),
  ),
  ".specwright/evaluations/before/results.jsonl": [
    toJsonLine(sampleOf(0, {})),
    toJsonLine(sampleOf(1, { split: "held-out" })),
    toJsonLine(
      sampleOf(2, { scores: [{ scorer: "hidden-examples", value: "fail", reason: "f(1)" }] }),
    ),
    "{torn",
  ].join("\n"),
  ".specwright/feedback.jsonl": [
    feedback({
      runId: "third",
      opinion: "edit",
      edit: { code: EDIT, verdict: "accepted" },
      note: "my own words",
      by: "Zoe",
    }),
    feedback({ runId: "fourth", opinion: "reject", reason: "wrong-behaviour" }),
  ]
    .map((each) => `${toJsonLine(each)}\n`)
    .join(""),
};
const consent = (...material: readonly string[]): string =>
  JSON.stringify({
    schemaVersion: 1,
    entries: [{ action: "given", material, by: "Ann", purpose: "tune", at: "2026-01-01" }],
  });
const CONSENT = ".specwright/data-consent.json";

describe("specwright dataset", () => {
  let root: string;
  beforeAll(() => {
    root = createProject(FILES);
  });

  test("exports with consent what was accepted, and says what was left out", async () => {
    const refused = await call(root, ["dataset", "export", "-o", "out/a.jsonl"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("specwright dataset consent --give runs");
    expect(existsSync(join(root, "out"))).toBe(false);

    const give = await call(root, [
      ...["dataset", "consent", "--give", "runs", "feedback"],
      ...["--by", "Ann", "--purpose", "tune our model"],
    ]);
    expect(give).toMatchObject({ code: 0, stdout: expect.stringContaining("tune our model") });

    const run = await runCli(root, ["dataset", "export", "-o", "out/a.jsonl", "--json"]);
    expect(run).toMatchObject({ code: 0 });
    const [manifest] = jsonLines(run.stdout);
    expect(manifest).toMatchObject({
      runs: 6,
      examples: 2,
      edited: 1,
      dropped: {
        unreadable: 1,
        duplicate: 1,
        "rejected-by-person": 1,
        "not-accepted": 1,
        "held-out": 0,
      },
      unreadable: [{ runId: "torn" }],
      consent: [{ by: "Ann", material: ["runs", "feedback"] }],
    });
    const text = readFileSync(join(root, "out/a.jsonl"), "utf8");
    expect(manifest).toMatchObject({ sha256: sha256(text), bytes: Buffer.byteLength(text) });
    expect(readdirSync(join(root, "out"))).toEqual(["a.jsonl", "a.jsonl.manifest.json"]);
    expect(JSON.parse(readFileSync(join(root, "out/a.jsonl.manifest.json"), "utf8"))).toEqual(
      manifest,
    );
    // Whoever gave feedback did not give their name and words away.
    expect(text).not.toMatch(/Zoe|my own words/);
    const lines = jsonLines(text) as { messages: { role: string; content: string }[] }[];
    expect(lines.map(({ messages }) => messages.map(({ role }) => role))).toEqual(
      Array.from({ length: 2 }, () => ["system", "user", "assistant"]),
    );
    expect(lines.map(({ messages }) => messages[2]?.content)).toEqual([
      expect.stringContaining("return n * 2;"),
      expect.stringContaining("return 3 * n + n - n;"),
    ]);

    const taken = await call(root, ["dataset", "export", "-o", "out/a.jsonl"]);
    expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining("--force") });
    const again = await call(root, ["dataset", "export", "-o", "out/a.jsonl", "--force"]);
    expect(again.stdout).toContain("2 examples of 6 runs in out/a.jsonl");
    expect(again.stderr).toContain("torn: left out");
    expect(readFileSync(join(root, "out/a.jsonl"), "utf8")).toBe(text);

    writeFileSync(join(root, "out/a.jsonl"), `${text}{}\n`);
    const table = await call(root, ["dataset", "stats", "out/a.jsonl"]);
    expect(table.stdout).toMatch(/^the same as another +0 +0\.0 %/m);
    expect(table.stderr).toContain("this one was changed");
    expect(table.stdout).toMatch(/^verdict accepted +2 +100\.0 %/m);
    expect(table.stderr).toContain("1 lines are no examples: 3");
  }, 300_000);

  test("exports pairs, and evaluations without held-out tasks and failed hidden checks", async () => {
    const project = createProject({ ...FILES, [CONSENT]: consent("runs", "evaluations") });

    const run = await call(project, [
      ...["dataset", "export", "-o", "b.jsonl", "--format", "preference", "--from", "runs"],
      "--json",
    ]);
    const good = await call(project, [
      ...["dataset", "export", "-o", "c.jsonl", "--from", "before", "--json"],
    ]);

    const [pair, ...others] = jsonLines(readFileSync(join(project, "b.jsonl"), "utf8"));
    expect(others).toEqual([]);
    expect(pair).toMatchObject({
      chosen: [{ role: "assistant", content: expect.stringContaining("n * 2") }],
      rejected: [{ role: "assistant", content: expect.stringContaining('"2"') }],
      labels: { rejected: { by: "checker", codes: ["T1"] } },
    });
    // The edit waits for a consent of its own, and its original is not taken for good either.
    expect(jsonLines(run.stdout)).toMatchObject([{ dropped: { "rejected-by-person": 2 } }]);
    expect(jsonLines(good.stdout)).toMatchObject([
      { examples: 1, dropped: { "held-out": 1, "failed-score": 1, unreadable: 1 } },
    ]);
    expect(readFileSync(join(project, "c.jsonl"), "utf8")).toContain('"task":"task-0"');
  });

  test("revokes consent, and shows who said what", async () => {
    const project = createProject({ ...FILES, [CONSENT]: consent("runs") });

    await call(project, ["dataset", "consent", "--revoke", "--by", "Bo"]);
    const shown = await call(project, ["dataset", "consent", "--json"]);
    const run = await call(project, ["dataset", "export", "-o", "a.jsonl"]);

    expect(jsonLines(shown.stdout)).toMatchObject([
      { action: "given", by: "Ann" },
      { action: "revoked", by: "Bo" },
    ]);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining("no consent") });
  });

  const EXPORT = ["dataset", "export", "-o", "a.jsonl"];
  test.each([
    ["an output outside", ["dataset", "export", "-o", "../a.jsonl"], 2, "outside the project"],
    ["an output that is a folder", ["dataset", "export", "-o", "folder", "--force"], 7, "folder"],
    ["an unknown evaluation", [...EXPORT, "--from", "nope"], 2, "consent"],
    ["task files that are not there", [...EXPORT, "--held-out", "no.jsonl"], 3, "no.jsonl"],
    ["consent by nobody", ["dataset", "consent", "--give", "runs"], 2, "--by NAME"],
    ["consent both ways", ["dataset", "consent", "--give", "runs", "--revoke"], 2, "either"],
    ["stats of a file that is not there", ["dataset", "stats", "no.jsonl"], 3, "no.jsonl"],
    ["stats of what holds no example", ["dataset", "stats", "package.json"], 3, "no example"],
  ])("refuses %s", async (_, args, code, said) => {
    const project = createProject({ ...FILES, [CONSENT]: consent("runs") });
    mkdirSync(join(project, "folder"));

    const result = await call(project, args);

    expect(result.stderr).toContain(said);
    expect(result.code).toBe(code);
    expect(readdirSync(project).filter((name) => /\.(?:tmp|manifest\.json)$/.test(name))).toEqual(
      [],
    );
  });

  test("writes nothing where nothing is left, and says why", async () => {
    const project = createProject({
      ...journalsOf([ended("fifth", "Tell whether this can be solved.", wrote("1", rejected()))]),
      [CONSENT]: consent("runs", "evaluations"),
    });

    const result = await call(project, EXPORT);
    const unknown = await call(project, [...EXPORT, "--from", "nope"]);

    expect(result).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("1: nothing was accepted"),
    });
    expect(unknown).toMatchObject({ code: 7, stderr: expect.stringContaining("eval list") });
    expect(readdirSync(project).sort()).toEqual([".specwright", "package.json"]);
  });
});
