import { describe, expect, test } from "vitest";
import type { SampleResult } from "../../../domain/evaluation.ts";
import { Secret } from "../../../domain/secret.ts";
import { createHideKnownSecrets, createHideSecrets } from "../../../std/hide-secrets.ts";
import { toJsonLine } from "../../../std/json-line.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "../../../testing/evaluations.ts";
import { exportText, linesOf, type MadeEvaluation } from "../../../testing/exchange.ts";
import { exportEvaluation } from "./export-evaluation.ts";
import { FORMAT_NAMES } from "./format-names.ts";
import { findFormat } from "./formats.ts";
import { openSamples } from "./open-samples.ts";

const refused = { attempt: 2, phase: "type", code: "T1", message: '1 < 2 & "x" | y' } as const;
const wishes: readonly Partial<SampleResult>[] = [
  {},
  { scores: [{ scorer: "hidden-examples", value: "fail", reason: "=f(1)" }] },
  {
    status: "unsolved",
    isFirstPass: false,
    attempts: 2,
    diagnostics: [
      { ...refused, attempt: 1, message: "earlier" },
      refused,
      { ...refused, code: "T2" },
    ],
  },
  { status: "inconclusive", isFirstPass: false },
  { status: "stopped", limit: "tokens", isFirstPass: false },
  {
    status: "error",
    fault: { code: "model/unavailable", message: "no route" },
    isFirstPass: false,
    scores: [],
  },
];
const results = wishes.map((each, index) =>
  sampleResult({ index, task: `task.${index}`, runId: `e-${index}`, ...each }),
);
const made: MadeEvaluation = {
  setup: evaluationSetup({ taskIds: results.map(({ task }) => task) }),
  results,
  timings: results.map(({ index }) => sampleTiming({ index })),
};
/** So many samples, made as they are asked for. */
const many = (count: number, onLine: () => void = () => undefined) =>
  async function* (path: string): AsyncGenerator<string> {
    for (let index = 0; index < count; index += 1) {
      if (path.endsWith("results.jsonl")) onLine();
      const isResult = path.endsWith("results.jsonl");
      yield toJsonLine(isResult ? { ...results[index % 6], index } : sampleTiming({ index }));
    }
  };

describe("csv", () => {
  test("has a line a sample, a column for each scorer, and no formula", async () => {
    const [titles = "", ...lines] = (await exportText("csv", made)).split("\r\n");

    expect(titles).toContain(",score_verdict,score_hidden-examples,limit,");
    expect(lines.slice(0, -1)).toHaveLength(6);
    expect(lines[1]).toContain(",accepted,wrong,hidden-examples: =f(1),,fail,");
    expect(lines[2]).toContain(',unsolved,wrong,"T1: 1 < 2 & ""x"" | y (and 1 more)",');
    expect(lines[2]).toContain(",T1 T2,");
    const formula = { ...made, results: [sampleResult({ task: "=1+1" })] };
    expect(await exportText("csv", formula)).toContain("0,'=1+1,");
  });
});

describe("junit", () => {
  test("has failures for wrong answers, and errors for what was not decided", async () => {
    const xml = await exportText("junit", made);

    expect(xml).toContain('<testsuites name="specwright e" tests="6" failures="2" errors="3"');
    expect(xml).toContain('<testsuite name="scripted/test" tests="6" failures="2" errors="3"');
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml.match(/<error /g)).toHaveLength(3);
    expect(xml).toContain(
      'T1: 1 &lt; 2 &amp; &quot;x&quot; | y (and 1 more)" type="unsolved">T1: 1',
    );
    expect(xml).toContain('<error message="model/unavailable: no route" type="error"/>');
    expect(xml).toContain('<error message="The limit on tokens was reached" type="stopped"/>');
  });
});

describe("sarif", () => {
  test("has a result for each thing that was wrong, at the line of its sample", async () => {
    const { runs } = JSON.parse(await exportText("sarif", made));
    const [{ tool, results: found }] = runs;
    const rules = tool.driver.rules.map(({ id }: { id: string }) => id);

    expect(rules).toEqual([
      "hidden-examples",
      "T1",
      "T2",
      "inconclusive",
      "stopped",
      "model/unavailable",
    ]);
    expect(found).toHaveLength(6);
    for (const { ruleId, ruleIndex } of found) expect(rules[ruleIndex]).toBe(ruleId);
    expect(found.map(({ level, kind }: { level: string; kind?: string }) => kind ?? level)).toEqual(
      ["error", "error", "error", "open", "open", "open"],
    );
    expect(found[5].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: ".specwright/evaluations/e/results.jsonl" },
      region: { startLine: 6 },
    });
    const prints = found.map(({ partialFingerprints }: { partialFingerprints: object }) =>
      JSON.stringify(partialFingerprints),
    );
    expect(new Set(prints).size).toBe(6);
  });
});

describe("markdown", () => {
  test("tells rates with intervals, and why samples did not pass", async () => {
    const text = await exportText("markdown", made);

    expect(text).toContain("1 of 6 samples solved, $0.0060, 900 tokens");
    expect(text).toMatch(/^\| `scripted\/test` \| 6 \| 17 % \(3–56 %\) \| 33 % .* \| 3 \|$/m);
    expect(text).toContain("<summary>5 samples did not pass</summary>");
    expect(text).toContain('| unsolved | `T1: 1 < 2 & "x" \\| y (and 1 more)` |');
  });

  test("fits a comment of a pull request, however much there is", async () => {
    const long = "|`<@x>".repeat(200);
    const all = Array.from({ length: 500 }, (_, index) =>
      sampleResult({
        index,
        task: `${long}${index}`,
        category: `${index}${long}`,
        solver: `${index}${long}`,
        status: "unsolved",
        diagnostics: [{ attempt: 1, phase: "type", code: undefined, message: long }],
      }),
    );
    const setup = evaluationSetup({ dataset: long });
    const text = await exportText("markdown", { setup, results: all, timings: [] });

    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("and 460 more");
  });
});

describe("promptfoo", () => {
  test("counts as it does: errors apart from failures", async () => {
    const { results: summary } = JSON.parse(await exportText("promptfoo", made));

    expect(summary.version).toBe(3);
    expect(summary.stats).toMatchObject({ successes: 1, failures: 2, errors: 3 });
    expect(
      summary.results.map(({ failureReason }: { failureReason: number }) => failureReason),
    ).toEqual([0, 1, 1, 2, 2, 2]);
    expect(summary.results[1].namedScores).toEqual({ "hidden-examples": 0 });
  });
});

describe("inspect", () => {
  test("keeps the order of keys, and every sample in the denominator", async () => {
    const text = await exportText("inspect", made);
    const log = JSON.parse(text);

    expect(Object.keys(log)).toEqual([
      "version",
      "status",
      "eval",
      "plan",
      "results",
      "stats",
      "samples",
    ]);
    expect(log.results).toMatchObject({ total_samples: 6, completed_samples: 5 });
    expect(log.results.scores[0].metrics.accuracy.value).toBeCloseTo(4 / 6);
    expect(log.samples[5].error.message).toBe("model/unavailable: no route");
  });

  test("is asked for one solver where there are several", async () => {
    const [solver] = made.setup.solvers;
    if (solver === undefined) throw new TypeError("no solver");
    const setup = { ...made.setup, solvers: [solver, { ...solver, id: "other" }] };

    await expect(exportText("inspect", { ...made, setup })).rejects.toMatchObject({
      code: "usage/invalid",
      help: "Choose one with --solver: scripted/test, other",
    });
    const text = await exportText("inspect", { ...made, setup }, { solver: solver.id });
    expect(JSON.parse(text).samples).toHaveLength(6);
    await expect(exportText("csv", made, { solver: "none" })).rejects.toMatchObject({
      code: "usage/invalid",
    });
  });
});

describe.each(FORMAT_NAMES)("%s", (name) => {
  test("shows no secret, neither one that is known nor what looks like one", async () => {
    const key = "very-secret-value";
    const said = `the key is ${key} or sk-ant-abcdefghijkl`;
    const setup = evaluationSetup({ dataset: `at ${key}`, taskIds: [`task ${key}`] });
    const leaky = sampleResult({
      task: `task ${key}`,
      status: "unsolved",
      diagnostics: [{ attempt: 1, phase: "type", code: "T1", message: said }],
      scores: [{ scorer: "verdict", value: "fail", reason: said }],
    });
    const broken = sampleResult({
      index: 1,
      task: `task ${key}`,
      epoch: 1,
      status: "error",
      fault: { code: "model/unavailable", message: said },
    });
    const secrets = [new Secret(key)];
    const text = await exportText(
      name,
      { setup, results: [leaky, broken], timings: [] },
      { hideSecrets: createHideSecrets(secrets), hideKnown: createHideKnownSecrets(secrets) },
    );

    expect(text).not.toContain(key);
    expect(text).not.toContain("sk-ant");
    expect(text).toContain("[secret]");
  });

  test("reads no further ahead than it writes, and ends every piece with a line", async () => {
    const count = 200;
    const format = findFormat(name);
    if (format === undefined) throw new TypeError(name);
    let read = 0;
    const { pieces } = await exportEvaluation("e", made.setup, {
      format,
      lines: many(count, () => {
        read += 1;
      }),
      hideSecrets: (text) => text,
      hideKnown: (text) => text,
      version: "1",
      exportedAt: "2026-11-21T12:00:00.000Z",
      sha256: () => "0",
    });
    let [written, most] = [0, 0];
    for await (const piece of pieces) {
      expect(piece.endsWith("\n")).toBe(true);
      written += 1;
      most = Math.max(most, piece.length);
    }

    expect(most).toBeLessThan(4_000);
    // A first walk finds what is broken, a second counts what must stand before the samples, a third writes.
    expect(read).toBeLessThanOrEqual(count * 3);
    if (name !== "markdown") expect(written).toBeGreaterThanOrEqual(count);
  });

  test("refuses what has no result, and a line that is broken, before anything is written", async () => {
    await expect(exportText(name, { ...made, results: [] })).rejects.toMatchObject({
      code: "usage/invalid",
      message: 'Cannot export evaluation "e": no sample has a result',
    });
    const lines = async function* (path: string): AsyncGenerator<string> {
      yield* linesOf(made)(path);
      if (path.endsWith("results.jsonl")) yield '{"index":1e999}';
    };
    await expect(exportText(name, made, { lines })).rejects.toMatchObject({
      code: "record/unreadable",
      message: "Cannot read .specwright/evaluations/e/results.jsonl: line 7 is broken",
    });
  });

  test("knows a file of its own by its first lines, and no other's", async () => {
    const texts = await Promise.all(FORMAT_NAMES.map((each) => exportText(each, made)));
    const known = FORMAT_NAMES.filter((_, at) => findFormat(name)?.looks.test(texts[at] ?? ""));

    expect(known).toEqual([name]);
    for (const foreign of ["", "# Notes\n", "a,b\n", "{}\n", '{\n  "evalId": "x"}'])
      expect(findFormat(name)?.looks.test(foreign)).toBe(false);
  });
});

describe("openSamples()", () => {
  test("finds the last time of each sample, though a killed process wrote some twice", async () => {
    const times = [0, 1, 2, 3, 4, 2, 3, 4, 5].map((index, at) =>
      sampleTiming({ index, totalMs: at }),
    );
    const { walk } = openSamples("e", made.setup, {
      lines: linesOf({ ...made, timings: times }),
      hideSecrets: (text) => text,
      hideKnown: (text) => text,
    });
    const found = await Array.fromAsync(walk());

    expect(found.map(({ timing }) => timing?.totalMs)).toEqual([0, 1, 5, 6, 7, 8]);
    expect(await Array.fromAsync(walk(2))).toHaveLength(2);
  });
});
