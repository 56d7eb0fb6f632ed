import { describe, expect, test } from "vitest";
import type { DecodingReport } from "../../src/domain/decoding.ts";
import type { RunEvent } from "../../src/domain/run.ts";
import { encodeEvent, encodeHeader } from "../../src/pipeline/record/journal.ts";
import { spreadOf } from "../../src/std/spread-of.ts";
import { accepted, attempt, plan, response, setup } from "../../src/testing/builders.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const REPORT: DecodingReport = {
  tokens: 100,
  sampled: 104,
  forced: 2,
  drafted: 0,
  draftsKept: 0,
  takenBack: 6,
  refusals: { syntax: 3, type: 2, semantic: 0, context: 0 },
  relaxations: [{ to: "lenient", atToken: 40, why: "nothing else could follow" }],
  ended: "complete",
  timeMs: 2000,
  modelMs: 1800,
  constraintMs: 200,
  perToken: spreadOf([0.02]),
  perMask: spreadOf([1.5]),
  perStatement: spreadOf([12]),
  cacheHits: 1,
  cacheLookups: 4,
};

const journal = (runId: string, isConstrained: boolean): string => {
  const check = {
    phase: "type",
    tool: { name: "t", version: "1" },
    count: 1,
    sandbox: undefined,
  } as const;
  const events: readonly RunEvent[] = [
    { type: "run-start", runId, ...setup({ isConstrained }) },
    ...(isConstrained
      ? [
          {
            type: "enforcement-planned",
            report: {
              constraint: "the body of sum",
              by: "toy 1",
              levels: [{ level: "syntax", how: "enforced", why: "toy" }],
            },
          } as const,
        ]
      : []),
    { type: "attempt-start", attempt: 1, plan: plan() },
    ...(isConstrained ? [{ type: "decoding-end", attempt: 1, report: REPORT } as const] : []),
    {
      type: "attempt-end",
      number: 1,
      attempt: attempt({
        response: response({ timeMs: 500 }),
        verdict: isConstrained ? accepted({ checks: [check] }) : attempt().verdict,
      }),
    },
    {
      type: "run-end",
      status: isConstrained ? "accepted" : "exhausted",
      limit: undefined,
      artifact: undefined,
    },
  ];
  const lines = events.map((event, at) => encodeEvent(event, at + 1, "2026-01-01T00:00:00Z"));
  return [encodeHeader({ specwright: "0" }), ...lines, ""].join("\n");
};

const at = (runId: string): string => `.specwright/runs/${runId}.jsonl`;

describe("specwright stats", () => {
  test("tells held and free answers of a model apart, and what constraints took", async () => {
    const root = createProject({
      [at("a")]: journal("a", false),
      [at("b")]: journal("b", true),
    });

    const { code, stdout } = await runCli(root, ["stats"]);

    expect(code).toBe(0);
    const [results, costs] = stdout.split("\n\n");
    expect(results).toMatch(/scripted\/test +no +1 +0 of 1 \(0 %\) +0 +1 .* 10\.0/);
    expect(results).toMatch(
      /scripted\/test +yes +1 +1 of 1 \(100 %\) +0 +1 .* 1 of 1 \(100 %\) +- +50\.0/,
    );
    expect(costs).toMatch(
      /20µs\/20µs\/20µs +1\.5ms.* 12ms.* 10 % +25 % +3 syntax, 2 type +6 of 106 +1 +1 complete/,
    );
  });

  test("says it as JSON, and of the latest runs alone", async () => {
    const root = createProject({ [at("a")]: journal("a", false), [at("b")]: journal("b", true) });

    const all = await runCli(root, ["stats", "--json"]);
    const latest = await runCli(root, ["stats", "--json", "--runs", "1"]);

    expect(jsonLines(all.stdout)).toMatchObject([
      { isConstrained: false, decoding: null },
      { isConstrained: true, decoding: { answers: 1, refusals: { type: 2 } }, acceptedRuns: 1 },
    ]);
    expect(jsonLines(latest.stdout)).toMatchObject([{ isConstrained: true }]);
  });

  test("leaves out journals that cannot be read, and says so", async () => {
    const torn = journal("c", true).slice(0, -30);
    const root = createProject({
      [at("a")]: journal("a", true),
      [at("b")]: "not a journal\n",
      [at("c")]: torn,
      [at("d")]: "",
    });

    const { code, stdout, stderr } = await runCli(root, ["stats", "--json"]);

    expect(code).toBe(0);
    expect(stderr).toContain("b: left out, its journal cannot be read");
    expect(jsonLines(stdout)).toMatchObject([{ runs: 2, ends: { accepted: 1, unfinished: 1 } }]);
  });

  test("says clearly that there is nothing", async () => {
    const empty = await runCli(createProject(), ["stats"]);
    const broken = await runCli(createProject({ [at("b")]: "{}\n" }), ["stats"]);
    const wrong = await runCli(createProject(), ["stats", "--runs", "0"]);

    expect(empty).toMatchObject({ code: 0, stdout: "" });
    expect(empty.stderr).toContain("No runs here yet");
    expect(broken.stderr).toContain("None of the runs here can be read");
    expect(wrong.code).toBe(2);
  });
});

describe("specwright runs show", () => {
  test("tells what a run's answers were held to, and what that took", async () => {
    const root = createProject({ [at("b")]: journal("b", true) });

    const { stdout } = await runCli(root, ["runs", "show", "b"]);

    expect(stdout).toContain("constrained: the body of sum, by toy 1: syntax enforced");
    expect(stdout).toContain("1 constrained answers: 100 tokens, 6 taken back, ended 1 complete");
    expect(stdout).toContain("refused by level: 3 syntax, 2 type; relaxed 1 times");
    expect(stdout).toContain("constraints took 10 % of the time: per token 20µs");
  });
});
