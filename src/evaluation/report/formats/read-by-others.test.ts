/**
 * What the tools themselves have read. `exported.*` is our export of the evaluation below; `read-back.*` is what they
 * wrote of it anew: inspect_ai 0.3.285 by `read_eval_log` and `write_eval_log`, promptfoo 0.123.1 by `promptfoo import`
 * and `promptfoo export eval`. The SARIF log was valid by the schema of OASIS, 2.1.0 errata 01. Where an export changes,
 * all of that is to be done again before the fixtures are replaced.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../../platform/sha256.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "../../../testing/evaluations.ts";
import { exportText, type MadeEvaluation } from "../../../testing/exchange.ts";
import { createMemoryFiles } from "../../../testing/memory-files.ts";
import { importEvaluation } from "../../import/import-evaluation.ts";
import { readEvaluation } from "../../run/evaluation-record.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

const usage = { input: 1000, output: 200, cached: 300, cacheWritten: 100, reasoning: 20 };
const refused = {
  attempt: 1,
  phase: "type",
  code: "T1",
  message: "1 is no text: <ä> | 😀",
} as const;
const results = [
  sampleResult({ usage, scores: [{ scorer: "verdict", value: "pass", reason: "" }] }),
  sampleResult({
    scores: [
      { scorer: "verdict", value: "pass", reason: "" },
      { scorer: "hidden-examples", value: "fail", reason: "f(1) gives 2" },
      { scorer: "conformance", value: "not-applicable", reason: "No signature" },
    ],
  }),
  sampleResult({
    status: "unsolved",
    isFirstPass: false,
    diagnostics: [refused],
    scores: [{ scorer: "verdict", value: "fail", reason: "refused" }],
    costUsd: 0,
    unpricedCalls: 1,
  }),
  sampleResult({
    status: "inconclusive",
    scores: [{ scorer: "verdict", value: "inconclusive", reason: "The type phase did not end" }],
  }),
  sampleResult({ status: "stopped", limit: "tokens", scores: [] }),
  sampleResult({
    status: "error",
    fault: { code: "model/unavailable", message: "no route" },
    scores: [],
  }),
].map((result, index) => ({ ...result, index, task: `task.${index}`, runId: `e-${index}` }));

const [solver] = evaluationSetup().solvers;
const made: MadeEvaluation = {
  setup: evaluationSetup({
    taskIds: results.map(({ task }) => task),
    solvers: solver === undefined ? [] : [{ ...solver, limits: { totalTokens: 9000 } }],
  }),
  results,
  timings: results.map(({ index }) => sampleTiming({ index })),
};

test.each(["sarif", "inspect", "promptfoo"])("%s is what was read", async (name) => {
  expect(await exportText(name, made)).toBe(fixture(`exported.${name}.json`));
});

describe.each(["inspect", "promptfoo"] as const)("%s", (format) => {
  test("wrote anew what comes back as it was", async () => {
    const files = createMemoryFiles();
    const text = fixture(`read-back.${format}.json`);
    const from = { format, id: "back", file: "back.json", version: "1", files, sha256 };
    const { isOurs } = await importEvaluation(text, from);
    const back = await readEvaluation("back", files);

    expect(isOurs).toBe(true);
    expect(back.results).toEqual(results);
    expect(back.timings).toEqual(made.timings);
    expect({ ...back.setup, imported: undefined }).toEqual({ ...made.setup, imported: undefined });
  });
});
