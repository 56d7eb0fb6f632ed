import { describe, expect, test } from "vitest";
import type { Artifact } from "../../domain/artifact.ts";
import type { Attempt } from "../../domain/attempt.ts";
import type { BatchItem, ItemResult } from "../../domain/batch.ts";
import {
  accepted,
  attempt,
  batchItem,
  diagnostic,
  inconclusive,
  rejected,
} from "../../testing/builders.ts";
import { fakeMarkedPack } from "../../testing/fake-marked-pack.ts";
import { consistencyReport } from "./consistency-report.ts";
import { renderJunit } from "./render-junit.ts";
import { renderSummary } from "./render-summary.ts";
import { summarizeBatch } from "./summarize-batch.ts";
import { toJson } from "./to-json.ts";
import { renderRows, toRows } from "./to-rows.ts";

const packs = [fakeMarkedPack()];
const SOURCE = "predicate Big(n: int)\n{ n > 9 }\n// <vc-helpers>\n// </vc-helpers>\n";
const filled = (helpers: string): string =>
  SOURCE.replace("<vc-helpers>\n", `<vc-helpers>\n${helpers}`);

function artifact(path: string, text: string): Artifact {
  return {
    path,
    text,
    companions: [],
    evidence: {
      schemaVersion: 1,
      specwrightVersion: "1",
      runId: `run-${path}`,
      attempt: 1,
      specification: { name: path, sha256: "s" },
      model: { askedOf: "toy/model", answeredBy: "model" },
      language: "toyproof",
      profile: "plain",
      path,
      sha256: `hash of ${path}`,
      companions: [],
      fixes: [],
      checks: [
        { phase: "proof", tool: { name: "prover", version: "2" }, count: 3, sandbox: undefined },
      ],
      notRun: [],
      confidence: undefined,
      acceptedAt: "2026-01-01T00:00:00Z",
    },
  };
}
const one: readonly Attempt[] = [attempt({ verdict: accepted() })];
const base = { runId: "r", outcome: undefined, diagnostics: [] };
const acceptedResult = (id: string, helpers = ""): ItemResult => ({
  ...base,
  id,
  status: "accepted",
  outcome: { status: "accepted", artifact: artifact(id, filled(helpers)), attempts: one },
});
const ended = (id: string, verdict: Attempt["verdict"]): ItemResult => {
  const best = attempt({ verdict });
  const status = verdict.status === "inconclusive" ? "inconclusive" : "exhausted";
  return {
    ...base,
    id,
    status,
    outcome: { status, best, attempts: [best, best], fallback: undefined },
  };
};
const item = (id: string): BatchItem => batchItem(id, { source: SOURCE });

const results: readonly ItemResult[] = [
  acceptedResult("good", "lemma L()\n"),
  ended("bad", rejected({ diagnostics: [diagnostic({ message: "a <postcondition>\nfails" })] })),
  ended("slow", inconclusive()),
  { ...base, id: "refused", status: "refused", runId: undefined, diagnostics: [diagnostic()] },
  { ...base, id: "blocked", status: "blocked", runId: undefined },
  {
    ...base,
    id: "stopped",
    status: "stopped",
    outcome: {
      status: "stopped",
      limit: "money",
      best: undefined,
      attempts: [],
      fallback: undefined,
    },
  },
];
const items = [...results.map(({ id }) => item(id)), item("lost")];
const summary = summarizeBatch(items, results, {
  batchId: "b1",
  totals: {
    calls: 2,
    usage: { input: 100, output: 50, cached: 0, cacheWritten: 0, reasoning: 0 },
    costUsd: 0.1 + 0.2,
  },
  costs: new Map([["good", 0.1 + 0.2]]),
  timeMs: 1500,
});

describe("summarizeBatch()", () => {
  test("counts every item once, sorted by id", () => {
    expect(summary.items.map(({ id }) => id)).toEqual([
      "bad",
      "blocked",
      "good",
      "lost",
      "refused",
      "slow",
      "stopped",
    ]);
    expect(summary.statuses).toEqual({
      accepted: 1,
      exhausted: 1,
      inconclusive: 1,
      stopped: 1,
      failed: 1,
      blocked: 1,
      refused: 1,
    });
  });

  test("tells why an item was not accepted, and what accepted one", () => {
    const reasons = Object.fromEntries(summary.items.map(({ id, reason }) => [id, reason]));

    expect(reasons).toEqual({
      bad: "a <postcondition> fails",
      blocked: "nothing was told",
      good: undefined,
      lost: "it has no result",
      refused: "that is wrong",
      slow: "timeout",
      stopped: "the limit on money ended it",
    });
    expect(summary.items[2]).toMatchObject({ checker: "prover 2", sha256: "hash of good" });
  });

  test("accepts nothing without an artifact", () => {
    const claimed: ItemResult = { ...base, id: "good", status: "accepted" };

    expect(summarizeBatch([item("good")], [claimed]).statuses).toMatchObject({
      accepted: 0,
      failed: 1,
    });
    expect(toRows([item("good")], [claimed])).toMatchObject([{ verified: false, solution: null }]);
  });
});

describe("toJson()", () => {
  test("differs between equal runs under `timing` alone", () => {
    const slower = summarizeBatch(items.toReversed(), results.toReversed(), {
      batchId: "b1",
      totals: { calls: 2, usage: summary.usage, costUsd: 0.3 },
      costs: new Map([["good", 0.3]]),
      timeMs: 9999,
    });

    const [{ timing, ...first }, { timing: other, ...second }] = [toJson(summary), toJson(slower)];

    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(timing).not.toEqual(other);
    expect(JSON.stringify(first)).not.toContain("timeMs");
  });
});

describe("renderSummary()", () => {
  test("shows the counts, and a line for each that was not accepted", () => {
    expect(
      renderSummary(summary),
    ).toBe(`7 files: 1 accepted, 1 exhausted, 1 inconclusive, 1 stopped, 1 failed, 1 blocked, 1 refused
2 calls, 100 tokens in, 50 out, $0.30, 1.5 s

exhausted     bad      a <postcondition> fails
blocked       blocked  nothing was told
failed        lost     it has no result
refused       refused  that is wrong
inconclusive  slow     timeout
stopped       stopped  the limit on money ended it
`);
  });

  test("moves no cursor", () => {
    const evil = summarizeBatch([item("a\u001B[2J")], []);

    expect(renderSummary(evil)).not.toContain("\u001B");
  });
});

describe("renderJunit()", () => {
  test("maps what was not decided to errors, and what was not asked for to skipped", () => {
    const xml = renderJunit(summary);

    expect(xml).toContain(
      '<testsuite name="toyproof" tests="7" failures="1" errors="4" skipped="1">',
    );
    expect(xml).toContain('<failure message="a &lt;postcondition&gt; fails" type="exhausted"/>');
    expect(xml).toContain('<error message="timeout" type="inconclusive"/>');
    expect(xml).toContain('<skipped message="nothing was told"/>');
    expect(xml).toMatch(/<testcase classname="toyproof" name="good" time="[\d.]+"\/>/);
  });

  test("is well-formed whatever the names and messages hold", () => {
    const id = 'a"<&>\u0000\u001B\uD800\n\uFFFE]]>';
    const xml = renderJunit(summarizeBatch([item(id)], []));

    expect(xml).toContain('name="a&quot;&lt;&amp;&gt;\uFFFD\uFFFD\uFFFD&#10;\uFFFD]]&gt;"');
  });
});

describe("toRows()", () => {
  test("gives a solution and its slots where it was accepted, and nowhere else", () => {
    const rows = toRows(items, results);

    expect(rows.find(({ id }) => id === "good")).toMatchObject({
      language: "toyproof",
      spec_text: SOURCE,
      verified: true,
      solution: filled("lemma L()\n"),
      solution_slots: { "vc-helpers": "lemma L()\n" },
      unverified: null,
    });
    expect(rows.filter(({ solution }) => solution !== null)).toHaveLength(1);
    expect(rows.find(({ id }) => id === "bad")).toMatchObject({ unverified: "1 + 1 = 2\n" });
    expect(
      renderRows(rows)
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
  });
});

describe("consistencyReport()", () => {
  const report = (helpers: Readonly<Record<string, string>>) =>
    consistencyReport(
      Object.keys(helpers).map(item),
      Object.entries(helpers).map(([id, text]) => acceptedResult(id, text)),
      packs,
    );
  const MAX = "lemma Max(a: int, b: int)\n  ensures a > b || b >= a\n";

  test("finds the same helper twice, and one promise that is kept in two ways", () => {
    expect(
      report({ a: `${MAX}{ one }\n`, b: `${MAX}{  one  }\n`, c: `${MAX}{ two }\n` }),
    ).toMatchObject({
      helpers: 3,
      doubled: [{ name: "Max", items: ["a", "b"] }],
      rewritten: [{ name: "Max", items: ["a", "b", "c"] }],
      ambiguous: [],
    });
  });

  test("finds one name for two promises, and one promise under two names", () => {
    const found = report({
      a: MAX,
      b: MAX.replace(">=", ">"),
      c: MAX.replaceAll("Max", "Largest").replaceAll("a", "p"),
    });

    expect(found.ambiguous).toEqual([{ name: "Max", items: ["a", "b"] }]);
    expect(found.doubled).toEqual([]);
  });

  test("finds helpers that differ in names alone, and names that are given elsewhere", () => {
    const other = { ...item("given"), id: "given" };
    const given: BatchItem = {
      ...other,
      specification: { ...other.specification, source: `${MAX}${SOURCE}` },
    };
    const found = consistencyReport(
      [item("a"), item("b"), given],
      [
        acceptedResult("a", MAX),
        acceptedResult("b", MAX.replace("Max", "Most")),
        { ...acceptedResult("given") },
      ],
      packs,
    );

    expect(found.renamed).toEqual([
      [
        { item: "a", name: "Max" },
        { item: "b", name: "Most" },
      ],
    ]);
    expect(found.shadowing).toEqual([{ item: "a", name: "Max", givenIn: ["given"] }]);
  });

  test("counts accepted answers alone", () => {
    expect(consistencyReport(items, results, packs).helpers).toBe(1);
  });
});
