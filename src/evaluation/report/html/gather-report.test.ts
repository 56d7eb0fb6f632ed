import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../domain/fault.ts";
import type { RunEvent } from "../../../domain/run.ts";
import { Secret } from "../../../domain/secret.ts";
import { createHideSecrets } from "../../../std/hide-secrets.ts";
import {
  type BelievableEvaluation,
  type BelievableOptions,
  believableEvaluation,
} from "../../../testing/believable-evaluation.ts";
import { evaluationSetup, sampleResult } from "../../../testing/evaluations.ts";
import { analyse } from "../../analysis/analyse.ts";
import { distribute } from "./distribute.ts";
import { embedJson } from "./embed-json.ts";
import { gatherReport } from "./gather-report.ts";
import { hideIn } from "./hide-in.ts";
import { html } from "./html.ts";
import { joinScripts } from "./join-scripts.ts";

const hideSecrets = createHideSecrets([]);

const recordsOf = ({ journals }: Pick<BelievableEvaluation, "journals">) => ({
  async read(runId: string) {
    const events = journals.get(runId);
    if (events === undefined) throw new Fault("record/missing", "Cannot find it", {});
    if (events.length === 0) throw new Fault("record/unreadable", "Cannot read it", {});
    return events;
  },
});

const gather = (evaluation: BelievableEvaluation) =>
  gatherReport(evaluation, { records: recordsOf(evaluation), hideSecrets });

const some = (wishes: Partial<BelievableOptions> = {}): BelievableEvaluation =>
  believableEvaluation({ tasks: 24, solvers: ["a/one", "b/two"], epochs: 2, ...wishes });

/** The same event, but that what an attempt wrote is `text`. */
const writing =
  (text: string) =>
  (event: RunEvent): RunEvent =>
    event.type === "attempt-end" && event.attempt.candidate !== undefined
      ? {
          ...event,
          attempt: { ...event.attempt, candidate: { ...event.attempt.candidate, text } },
        }
      : event;

describe("gatherReport()", () => {
  test("has the analysis that the evaluation has, and one for each solver", async () => {
    const evaluation = some();
    const { analysis, bySolver, comparisons } = await gather(evaluation);

    expect(analysis).toEqual(analyse(evaluation));
    expect(bySolver.map(({ solver, analysis: { overall } }) => [solver, overall.samples])).toEqual([
      ["a/one", 48],
      ["b/two", 48],
    ]);
    expect(bySolver.map(({ analysis: { overall } }) => overall.solved.count)).toEqual(
      analysis.by.solver.map(({ solved }) => solved.count),
    );
    expect(comparisons).toMatchObject([{ baseline: "a/one", candidate: "b/two", pairs: 48 }]);
  });

  test("counts every known cost and time once, and says how many are not known", async () => {
    const evaluation = some();
    const results = evaluation.results.map((result, at) =>
      at < 5 ? { ...result, unpricedCalls: 1 } : result,
    );
    const timings = evaluation.timings.slice(3);
    const { costs, times } = await gather({ ...evaluation, results, timings });
    const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);

    expect(costs.unknown).toBe(5);
    expect(sum(costs.series.flatMap(({ counts }) => counts))).toBe(91);
    expect(times.unknown).toBe(3);
    expect(sum(times.series.flatMap(({ counts }) => counts))).toBe(93);
  });

  test("goes on where journals are gone or broken, and says how many", async () => {
    const evaluation = some({ tasks: 4, solvers: ["a/one"], epochs: 1 });
    const [gone, broken] = [...evaluation.journals.keys()];
    const journals = new Map(evaluation.journals);
    journals.delete(gone ?? "");
    journals.set(broken ?? "", []);
    const report = await gather({ ...evaluation, journals });

    expect(report.journals).toMatchObject({ read: 2, gone: 1, unreadable: 1 });
    expect(report.details.map(({ journal }) => journal)).toEqual([
      ...["gone", "unreadable", "read", "read"],
    ]);
    expect(report.details[0]?.diagnostics).toEqual(evaluation.results[0]?.diagnostics);
  });

  test("tells what an attempt changed as lines that make it from the one before", async () => {
    const { details } = await gather(some());
    const attempts = details.flatMap((detail) =>
      detail.attempts.flatMap(({ text }) =>
        text?.basis === undefined ? [] : [[detail.attempts[text.basis]?.text, text] as const],
      ),
    );

    expect(attempts.length).toBeGreaterThan(10);
    for (const [before, after] of attempts) {
      const [old, fresh] = [before?.text.split("\n") ?? [], after.text.split("\n")];
      const made: string[] = [];
      let at = 0;
      for (const [turn, length] of after.changes.entries()) {
        if (turn % 3 === 0) made.push(...old.slice(at, at + length));
        if (turn % 3 === 2) made.push(...fresh.slice(made.length, made.length + length));
        else at += length;
      }
      expect(made).toEqual(fresh);
      expect(at).toBe(old.length);
    }
  });

  test("cuts long texts and says so", async () => {
    const evaluation = some({ tasks: 1, solvers: ["a/one"], epochs: 1 });
    const journals = new Map(
      [...evaluation.journals].map(([id, events]) => [
        id,
        events.map(writing("line\n".repeat(5000))),
      ]),
    );
    const { details } = await gather({ ...evaluation, journals });
    const text = details[0]?.attempts[0]?.text;

    expect(text?.text.length).toBeLessThanOrEqual(8000);
    expect((text?.text.length ?? 0) + (text?.cut ?? 0)).toBe(25_000);
  });

  test("says of an evaluation without results that there are none", async () => {
    const setup = evaluationSetup();
    const empty = { id: "e", setup, results: [], timings: [], journals: new Map() };

    expect(await gather(empty)).toMatchObject({ missing: 1, bySolver: [], details: [] });
  });

  test("hides secrets wherever they stand, before anything is cut", async () => {
    const secret = "do-not-tell-anybody-0123456789";
    const evaluation = some({ tasks: 1, solvers: ["a/one"], epochs: 1 });
    const [runId = "", events = []] = [...evaluation.journals][0] ?? [];
    const journals = new Map([
      [runId, events.map(writing(`${"x".repeat(7990)}${secret}\nkey sk-live-abcdefghijkl`))],
    ]);
    const results = [
      sampleResult({
        runId,
        task: `t ${secret}`,
        diagnostics: [{ attempt: 1, phase: "type", code: undefined, message: secret }],
      }),
    ];
    const report = await gatherReport(
      { ...evaluation, results },
      { records: recordsOf({ journals }), hideSecrets: createHideSecrets([new Secret(secret)]) },
    );
    const told = JSON.stringify(report);

    expect(told).not.toContain("do-not");
    expect(told).not.toContain("sk-live");
    expect(told).toContain("[secret]");
  });
});

describe("distribute()", () => {
  test("puts every known value into the one bin that holds it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true }))),
        (values) => {
          const { bins, series, unknown } = distribute(
            values.map((value) => ({ solver: "s", value })),
            ["s"],
          );
          const counts = bins.map(
            ({ from, to }) =>
              values.filter((value) => (from === to ? value === from : value >= from && value < to))
                .length,
          );

          expect(unknown).toBe(0);
          expect(series[0]?.counts).toEqual(counts);
          expect(counts.reduce((sum, each) => sum + each, 0)).toBe(values.length);
          expect(bins.length).toBeLessThanOrEqual(22);
        },
      ),
    );
  });
});

describe("what stands in the page", () => {
  test("embedJson() cannot leave its script, and is still the same JSON", () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom("</script>", "<!--", "<script", "]]>", "\u2028", "\u2029", "&lt;", "\0"),
          fc.string(),
        ),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(hostile, (text) => {
        const embedded = embedJson({ text });

        expect(embedded).not.toMatch(/[<>&\u2028\u2029\n]/);
        expect(JSON.parse(embedded)).toEqual({ text });
      }),
    );
  });

  test("html`` escapes everything that is not markup of our own", () => {
    expect(html`<p title="${'"'}">${"<b>&'"}${html`<i>${2}</i>`}${["a", "<"]}</p>`.markup).toBe(
      '<p title="&quot;">&lt;b&gt;&amp;&#39;<i>2</i>a&lt;</p>',
    );
  });

  test("hideIn() looks at keys too, and leaves numbers as they are", () => {
    expect(hideIn({ "sk-abcdefgh12": [1, null, "sk-abcdefgh12"] }, hideSecrets)).toEqual({
      "[secret]": [1, null, "[secret]"],
    });
  });

  test("joinScripts() puts modules behind those they stand on, each in its own scope", () => {
    const script = joinScripts([
      {
        path: "p/a.js",
        text: 'import { two } from "./b.js";\nconst own = 1;\nglobalThis.joined = own + two();\n',
      },
      {
        path: "p/b.js",
        text: "const own = 2;\n/** Two. */\nexport function two() {\n  return own;\n}\n",
      },
    ]);

    expect(new Function(`${script}\nreturn globalThis.joined;`)()).toBe(3);
    expect(script).not.toContain("Two.");
  });
});
