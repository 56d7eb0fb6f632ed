import { describe, expect, test } from "vitest";
import type { EvaluationTask } from "../../domain/evaluation.ts";
import type { Outcome } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { CheckOptions } from "../../ports/language-pack.ts";
import { createScriptedModel } from "../../providers/scripted/create-scripted-model.ts";
import { acceptedRun } from "../../testing/accepted-run.ts";
import {
  accepted,
  attempt,
  diagnostic,
  inconclusive,
  rejected,
  specification,
} from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import { conformanceScorer } from "./conformance-scorer.ts";
import { hiddenExamplesScorer } from "./hidden-examples-scorer.ts";
import { SCORERS } from "./scorers.ts";
import { verdictScorer } from "./verdict-scorer.ts";

const HIDDEN = [
  { call: "f(1)", expected: { kind: "returns", expression: "2" } },
  { call: "f(2)", expected: { kind: "throws", name: undefined } },
] as const;
const task = (hiddenExamples: EvaluationTask["hiddenExamples"] = []): EvaluationTask => ({
  id: "sums.f",
  category: "sums",
  complexity: "simple",
  split: "development",
  specification: specification({ examples: [HIDDEN[0]] }),
  hiddenExamples,
});

const good = (verdict = accepted()): Outcome => {
  const { artifact } = acceptedRun();
  const evidence = { ...artifact.evidence, language: "toy" };
  return {
    status: "accepted",
    artifact: { ...artifact, text: "1 + 1 = 2", evidence },
    attempts: [attempt({ verdict: rejected() }), attempt({ verdict })],
  };
};
const bad = (verdict: Verdict = rejected()): Outcome => {
  const best = attempt({ verdict });
  return { status: "exhausted", best, attempts: [best], fallback: undefined };
};

function environmentWith(verdict: Verdict = accepted()) {
  const asked: CheckOptions[] = [];
  const pack = fakeLanguagePack(() => verdict);
  const environment = createMemoryEnvironment(createScriptedModel([]), {
    files: {},
    language: {
      ...pack,
      async openChecker(machine) {
        const checker = await pack.openChecker(machine);
        return {
          ...checker,
          check(candidate, options) {
            asked.push(options);
            return checker.check(candidate, options);
          },
        };
      },
    },
  });
  return { environment, asked };
}
const scoreBy = (scorer: (typeof SCORERS)[number], outcome: Outcome, wishes = task()) =>
  scorer.score(wishes, outcome, environmentWith().environment, undefined);

describe("verdictScorer", () => {
  test("passes what was accepted, and nothing else", async () => {
    const stopped = { ...bad(), status: "stopped", limit: "money" } as Outcome;
    const unclear = { ...bad(inconclusive()), status: "inconclusive" } as Outcome;

    expect(await scoreBy(verdictScorer, good())).toEqual({
      scorer: "verdict",
      value: "pass",
      reason: "",
    });
    expect(
      await scoreBy(
        verdictScorer,
        bad(rejected({ diagnostics: [diagnostic({ message: "a\n  b" })] })),
      ),
    ).toMatchObject({ value: "fail", reason: "a b" });
    expect(await scoreBy(verdictScorer, unclear)).toMatchObject({ value: "inconclusive" });
    expect(await scoreBy(verdictScorer, stopped)).toMatchObject({
      value: "fail",
      reason: "The limit on money ended the run",
    });
  });
});

describe("hiddenExamplesScorer", () => {
  const score = async (verdict: Verdict, outcome = good(), wishes = task(HIDDEN)) => {
    const { environment, asked } = environmentWith(verdict);
    return {
      score: await hiddenExamplesScorer.score(wishes, outcome, environment, undefined),
      asked,
    };
  };

  test("checks what was accepted by the hidden examples instead of those that were shown", async () => {
    const { score: said, asked } = await score(accepted());

    expect(said).toEqual({ scorer: "hidden-examples", value: "pass", reason: "" });
    expect(asked).toMatchObject([{ specification: { examples: HIDDEN }, profile: "plain" }]);
  });

  test("counts what fails, and quotes none of it", async () => {
    const failed = diagnostic({ phase: "example", message: "`f(1)` gives 3, expected 2" });

    const { score: said } = await score(rejected({ phase: "example", diagnostics: [failed] }));

    expect(said).toEqual({
      scorer: "hidden-examples",
      value: "fail",
      reason: "1 of 2 hidden examples fail",
    });
    expect((await score(rejected({ phase: "type" }))).score.reason).toContain("type phase");
  });

  test("is inconclusive where they were not run to the end", async () => {
    expect((await score(inconclusive())).score).toMatchObject({ value: "inconclusive" });
  });

  test("has nothing to say of what was not accepted, or has none", async () => {
    const refused = await score(accepted(), bad());
    const none = await score(accepted(), good(), task());

    expect([refused.score.value, none.score.value]).toEqual(["not-applicable", "not-applicable"]);
    expect([...refused.asked, ...none.asked]).toEqual([]);
  });
});

describe("conformanceScorer", () => {
  const record = {
    phase: "signature",
    tool: { name: "toy", version: "1" },
    count: 1,
    sandbox: undefined,
  } as const;

  test.each([
    ["held, and was accepted", good(accepted({ checks: [record] })), "pass"],
    [
      "held, whatever else was wrong",
      bad(rejected({ phase: "example", checks: [record] })),
      "pass",
    ],
    ["failed", bad(rejected({ diagnostics: [diagnostic({ phase: "signature" })] })), "fail"],
    ["was never looked at", bad(), "inconclusive"],
    ["was not asked for", good(), "not-applicable"],
  ])("tells a signature that %s", async (_, outcome, value) => {
    expect(await scoreBy(conformanceScorer, outcome)).toMatchObject({
      scorer: "conformance",
      value,
    });
  });
});

describe("SCORERS", () => {
  test("have names of their own, and score under them", async () => {
    for (const scorer of SCORERS) expect((await scoreBy(scorer, good())).scorer).toBe(scorer.id);
    expect(new Set(SCORERS.map(({ id }) => id)).size).toBe(SCORERS.length);
  });
});
