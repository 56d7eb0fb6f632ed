import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SampleResult, SampleTiming, Score } from "../../domain/evaluation.ts";
import { COMPLEXITIES } from "../../domain/evaluation.ts";
import { sha256 } from "../../platform/sha256.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "../../testing/evaluations.ts";
import { exportText, type MadeEvaluation } from "../../testing/exchange.ts";
import { createMemoryFiles, type MemoryFiles } from "../../testing/memory-files.ts";
import { openEvaluationRecord, readEvaluation } from "../run/evaluation-record.ts";
import { type ImportOptions, importEvaluation } from "./import-evaluation.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const PROMPTFOO = fixture("promptfoo-results.json");
const INSPECT = fixture("inspect-log.json");

const keep = (text: string, format: ImportOptions["format"], files: MemoryFiles) =>
  importEvaluation(text, { format, id: "new", file: "log.json", version: "1", files, sha256 });

async function imported(text: string, format: ImportOptions["format"]) {
  const files = createMemoryFiles();
  const report = await keep(text, format, files);
  return { ...(await readEvaluation("new", files)), report };
}

const count = fc.integer({ min: 0, max: 1_000_000 });
const usd = fc.integer({ min: 0, max: 5_000_000_000 }).map((nano) => nano / 1e9);
const words = fc.string({ unit: "binary", maxLength: 12 });
const scores = fc
  .uniqueArray(fc.constantFrom("verdict", "hidden-examples", "conformance", "a b"))
  .chain((names) =>
    fc.tuple(
      ...names.map((scorer) =>
        fc.oneof(
          fc.constant<Score>({ scorer, value: "pass", reason: "" }),
          fc.record<Score>({
            scorer: fc.constant(scorer),
            value: fc.constantFrom("fail", "inconclusive", "not-applicable"),
            reason: words,
          }),
        ),
      ),
    ),
  );
const usage = fc
  .record({ fresh: count, output: count, cached: count, cacheWritten: count, reasoning: count })
  .map(({ fresh, ...rest }) => ({ ...rest, input: fresh + rest.cached + rest.cacheWritten }));

/** What may differ from sample to sample, whatever its place. */
const differences = fc.record<Partial<SampleResult>>({
  complexity: fc.constantFrom(...COMPLEXITIES),
  split: fc.constantFrom("development", "held-out"),
  seed: count,
  status: fc.constantFrom("accepted", "unsolved", "inconclusive", "stopped", "error"),
  limit: fc.constantFrom(undefined, "tokens", "time", "money"),
  fault: fc.option(fc.record({ code: fc.constant("model/quota" as const), message: words }), {
    nil: undefined,
  }),
  isFirstPass: fc.boolean(),
  attempts: count,
  diagnostics: fc.array(
    fc.record({
      attempt: fc.integer({ min: 1, max: 9 }),
      phase: fc.constantFrom("syntax" as const, "type" as const),
      code: fc.option(words, { nil: undefined }),
      message: words,
    }),
    { maxLength: 2 },
  ),
  scores,
  calls: count,
  usage,
  costUsd: usd,
  unpricedCalls: fc.constantFrom(0, 3),
  savedUsd: usd,
  wastedUsd: usd,
  confidence: fc.option(
    fc.integer({ min: 0, max: 100 }).map((share) => share / 100),
    {
      nil: undefined,
    },
  ),
});

/** Evaluations of so many solvers, cut off anywhere after the first sample. */
const evaluations = (most: number): fc.Arbitrary<MadeEvaluation> =>
  fc
    .record({
      solvers: fc.integer({ min: 1, max: most }),
      tasks: fc.uniqueArray(
        words.filter((id) => id !== "").map((id) => id.toWellFormed()),
        { minLength: 1, maxLength: 3 },
      ),
      epochs: fc.integer({ min: 1, max: 2 }),
      cut: fc.nat(11),
    })
    .chain(({ solvers, tasks, epochs, cut }) => {
      const ids = Array.from({ length: solvers }, (_, at) => `made/model-${at}`);
      const places = ids.flatMap((solver) =>
        tasks.flatMap((task) =>
          Array.from({ length: epochs }, (_, epoch) => ({ solver, task, epoch })),
        ),
      );
      const there = places.slice(0, 1 + (cut % places.length));
      return fc.tuple(...there.map(() => differences)).map((all): MadeEvaluation => {
        const results = there.map((place, index) =>
          sampleResult({
            index,
            ...place,
            model: place.solver,
            runId: `e-${index}`,
            ...all[index],
          }),
        );
        const [solver] = evaluationSetup().solvers;
        if (solver === undefined) throw new TypeError("no solver");
        const setup = evaluationSetup({
          taskIds: tasks,
          epochs,
          solvers: ids.map((id) => ({ ...solver, id, model: id, limits: { totalTokens: 7 } })),
        });
        const timings = results
          .filter(({ index }) => index % 3 !== 2)
          .map(({ index }): SampleTiming => sampleTiming({ index, totalMs: index + 0.5 }));
        return { setup, results, timings };
      });
    });

describe.each([
  { format: "promptfoo", solvers: 3 },
  { format: "inspect", solvers: 1 },
] as const)("importEvaluation() of what was exported as $format", ({ format, solvers }) => {
  test("gives the same evaluation: setup, tasks, statuses, scores, tokens, money and times", async () => {
    await fc.assert(
      fc.asyncProperty(evaluations(solvers), async (made) => {
        const { setup, results, timings, report } = await imported(
          await exportText(format, made),
          format,
        );

        expect({ setup: { ...setup, imported: undefined }, results, timings }).toEqual({
          ...made,
          setup: { ...made.setup, imported: undefined },
        });
        expect(report).toMatchObject({ isOurs: true, notes: [] });
      }),
      { numRuns: 40 },
    );
  });
});

describe("importEvaluation() of promptfoo's own results", () => {
  test("takes over columns, repeats, errors, thresholds, tokens and money", async () => {
    const { setup, results, timings, report } = await imported(PROMPTFOO, "promptfoo");

    expect(setup).toMatchObject({
      dataset: "sums",
      taskIds: ["two", "3+4", "broken", "open"],
      epochs: 2,
      imported: { format: "promptfoo", tool: "promptfoo 0.123.1", file: "log.json" },
    });
    expect(setup.solvers.map(({ id, model }) => `${id} = ${model}`)).toEqual([
      "made = made/model",
      "echo = echo",
    ]);
    expect(results.map(({ status }) => status.slice(0, 1)).join("")).toBe("aauueeaauuuuuuuu");
    expect(results[0]).toMatchObject({
      category: "arithmetic",
      usage: { input: 10, output: 2 },
      calls: 1,
      costUsd: 0.0005,
      unpricedCalls: 0,
    });
    expect(results[4]?.fault).toEqual({
      code: "record/foreign",
      message: "the service did not answer",
    });
    expect(results[6]?.scores.map(({ scorer, value }) => `${scorer} ${value}`)).toEqual([
      "contains pass",
      "has-z inconclusive",
    ]);
    expect(timings).toHaveLength(16);
    expect(report.notes).toContain(
      "assertions that failed in a row that passed by its threshold: inconclusive (2)",
    );
  });
});

describe("importEvaluation() of Inspect's own log", () => {
  test("takes over epochs, errors, scores and tokens, cached ones among the input", async () => {
    const { setup, results, report } = await imported(INSPECT, "inspect");

    expect(setup).toMatchObject({ dataset: "sums", epochs: 2, scorers: ["match", "graded"] });
    expect(setup.imported?.tool).toBe("inspect_ai 0.3.285");
    expect(results.map(({ task, epoch, status }) => `${task} ${epoch} ${status}`)).toEqual([
      "7 0 accepted",
      "7 1 unsolved",
      "broken 0 error",
      "broken 1 error",
      "half 0 unsolved",
      "half 1 accepted",
      "two 0 accepted",
      "two 1 unsolved",
    ]);
    expect(results[6]).toMatchObject({
      category: "arithmetic",
      complexity: "simple",
      usage: { input: 14, output: 1, cached: 4 },
      unpricedCalls: 1,
    });
    expect(results[5]?.scores[1]).toEqual({ scorer: "graded", value: "fail", reason: "graded" });
    expect(report.notes).toContain("scores between 0 and 1: they fail (2)");
  });

  test("reads NaN and Infinity, as Python writes them, and says what it makes of them", async () => {
    const text = INSPECT.replaceAll(
      '"value": 0.5',
      '"value": NaN, "answer": "\\"NaN, -Infinity\\""',
    );
    const { results, report } = await imported(text, "inspect");

    expect(results[5]?.scores[1]).toMatchObject({ value: "inconclusive" });
    expect(report.notes).toContain("scores that neither pass nor fail: inconclusive (2)");
  });
});

describe("importEvaluation()", () => {
  test("keeps what is read, and never gone on with", async () => {
    const files = createMemoryFiles();
    await keep(INSPECT, "inspect", files);

    await expect(openEvaluationRecord("new", files)).rejects.toMatchObject({
      code: "usage/invalid",
      message: 'Cannot go on with evaluation "new": it was imported',
    });
  });

  const changed = (text: string, change: (json: ReturnType<typeof JSON.parse>) => void): string => {
    const json = JSON.parse(text);
    change(json);
    return JSON.stringify(json);
  };
  test.each([
    ["a file that was cut off", "promptfoo", PROMPTFOO.slice(0, 900), /it is no whole JSON$/],
    ["an empty file", "inspect", "", /it is no whole JSON$/],
    ["another tool's file", "promptfoo", INSPECT, /it is no results file of promptfoo$/],
    ["a file of nobody", "inspect", "[1]", /it is no log of Inspect$/],
    ["null", "promptfoo", "null", /it is no results file of promptfoo$/],
    [
      "another version",
      "promptfoo",
      changed(PROMPTFOO, (json) => {
        json.results.version = 2;
      }),
      /of version 2, only 3 is read$/,
    ],
    [
      "a header alone",
      "inspect",
      changed(INSPECT, (json) => {
        json.samples = undefined;
      }),
      /it has no samples$/,
    ],
    [
      "tokens that are no number of anything",
      "inspect",
      changed(INSPECT, (json) => {
        json.samples[1].model_usage = { "mockllm/model": { input_tokens: 1e300 } };
      }),
      /sample 2, model_usage\.mockllm\/model\.input_tokens: /,
    ],
    [
      "more money than there is",
      "promptfoo",
      changed(PROMPTFOO, (json) => {
        json.results.results[2].cost = 1e12;
      }),
      /row 3, cost: /,
    ],
    [
      "variables that are nested without end",
      "promptfoo",
      PROMPTFOO.replaceAll('"sum": "3+4"', `"sum": ${"[".repeat(60_000)}${"]".repeat(60_000)}`),
      /it is nested too deeply$/,
    ],
    [
      "an epoch beyond all numbers",
      "inspect",
      INSPECT.replace('"epoch": 2', '"epoch": 9007199254740991'),
      /sample 5, epoch: /,
    ],
    [
      "a broken row",
      "promptfoo",
      changed(PROMPTFOO, (json) => {
        json.results.results[0] = null;
      }),
      /row 1: /,
    ],
    [
      "what we added, changed",
      "inspect",
      changed(INSPECT, (json) => {
        json.samples[0].metadata = { specwright: { schemaVersion: 9 } };
      }),
      /sample 1, metadata/,
    ],
  ] as const)("refuses %s, and keeps nothing", async (_, format, text, message) => {
    const files = createMemoryFiles();

    await expect(keep(text, format, files)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:source\/unreadable|usage\/invalid)$/),
      message: expect.stringMatching(message),
    });
    expect(files.texts.size).toBe(0);
  });

  test("leaves nothing behind when the disk is full on the way", async () => {
    const files = createMemoryFiles();
    const full: MemoryFiles = {
      ...files,
      async writeText(path, text) {
        if (path.endsWith("setup.json")) throw new Error("the disk is full");
        await files.writeText(path, text);
      },
    };

    await expect(keep(INSPECT, "inspect", full)).rejects.toThrow("the disk is full");
    expect(files.texts.size).toBe(0);
  });
});
