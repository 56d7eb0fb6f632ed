import { describe, expect, test } from "vitest";
import type { Attempt } from "../../domain/attempt.ts";
import type { Feedback } from "../../domain/feedback.ts";
import { sha256 } from "../../platform/sha256.ts";
import { accepted, attempt, diagnostic, inconclusive, rejected } from "../../testing/builders.ts";
import { feedback } from "../../testing/feedback.ts";
import { endedRun } from "../../testing/judged-runs.ts";
import { type DrawExamplesOptions, drawExamples } from "./draw-examples.ts";
import type { RenderExchange } from "./render-exchange.ts";
import type { RecordedRun } from "./training-example.ts";

const render: RenderExchange = ({ specification }, { text }) => ({
  prompt: [{ role: "user", content: specification.text }],
  answer: text,
});
const chat: DrawExamplesOptions = { format: "chat", render, sha256, withEdits: true };
const preference = { ...chat, format: "preference" } as const;

const wrote = (text: string, verdict: Attempt["verdict"] = rejected()): Attempt =>
  attempt({ candidate: { language: "toy", path: "sum.toy", text, companions: [] }, verdict });

const repaired = [
  wrote("1 + 1 = 3", rejected({ diagnostics: [diagnostic({ code: "T7" })] })),
  wrote("1 + 1 = 4", inconclusive()),
  wrote("1 + 1 = 3"),
  wrote("1 + 1 = 2", accepted()),
];
const recorded = (
  attempts: readonly Attempt[],
  wishes: Partial<RecordedRun> = {},
): RecordedRun => ({
  runId: "run-1",
  events: endedRun("run-1", attempts),
  sample: undefined,
  feedback: [],
  ...wishes,
});
const edited = (code: string, wishes: Partial<Feedback> = {}): Feedback =>
  feedback({ attempt: 4, opinion: "edit", edit: { code, verdict: "accepted" }, ...wishes });
const sample = {
  evaluation: "before",
  task: "sums.add",
  split: "development",
  scores: [{ scorer: "hidden-examples", value: "pass", reason: "" }],
} as const;

describe("drawExamples()", () => {
  test("makes an example of what was accepted, with its grounds", () => {
    const { examples } = drawExamples(recorded(repaired, { sample }), chat);

    expect(examples).toMatchObject([
      {
        prompt: [{ role: "user", content: "# Sum\n\nWrite a sum that is right.\n" }],
        answer: "1 + 1 = 2",
        labels: {
          verdict: "accepted",
          checks: [{ phase: "syntax", tool: { name: "toy" }, count: 1 }],
          scores: [{ scorer: "hidden-examples", value: "pass" }],
        },
        quality: { checks: 1, attempts: 4, confidence: 1, answerLines: 1 },
        provenance: {
          runId: "run-1",
          attempt: 4,
          evaluation: "before",
          task: "sums.add",
          isEdited: false,
          sha256: sha256("1 + 1 = 2"),
        },
      },
    ]);
  });

  test("pairs each different attempt that the checker refused with what it accepted", () => {
    const { examples } = drawExamples(recorded(repaired), preference);

    expect(examples).toMatchObject([
      {
        answer: "1 + 1 = 2",
        rejected: "1 + 1 = 3",
        labels: { rejected: { by: "checker", codes: ["T7"] } },
        provenance: { attempt: 4, rejectedAttempt: 1 },
      },
    ]);
  });

  test("takes an edit that the checker accepted for the code, and claims no checks for it", () => {
    const run = recorded(repaired, { sample, feedback: [edited("1 + 1 = 2 = 2")] });

    expect(drawExamples(run, chat).examples).toMatchObject([
      {
        answer: "1 + 1 = 2 = 2",
        labels: { verdict: "accepted", checks: [], scores: [], feedback: [{ opinion: "edit" }] },
        provenance: { isEdited: true, attempt: 4 },
      },
    ]);
    expect(drawExamples(run, preference).examples).toMatchObject([
      { rejected: "1 + 1 = 3", labels: { rejected: { by: "checker" } } },
      { rejected: "1 + 1 = 2", labels: { rejected: { by: "person", codes: [] } } },
    ]);
  });

  test("takes an edit of what was never accepted too", () => {
    const run = recorded([wrote("1 + 1 = 3")], {
      feedback: [edited("1 + 1 = 2", { attempt: 1 })],
    });

    expect(drawExamples(run, chat).examples).toMatchObject([
      { answer: "1 + 1 = 2", provenance: { isEdited: true, attempt: 1 } },
    ]);
  });

  test.each([
    ["nothing was accepted", recorded([wrote("1 + 1 = 3")]), "not-accepted"],
    [
      "the run was cut off",
      { ...recorded(repaired), events: endedRun("run-1", repaired).slice(0, -1) },
      "unfinished",
    ],
    ["the journal is empty", { ...recorded(repaired), events: [] }, "unfinished"],
    [
      "a person rejected it",
      recorded(repaired, {
        feedback: [
          feedback({ attempt: 4, by: "a" }),
          feedback({ attempt: 4, by: "b", opinion: "reject" }),
        ],
      }),
      "rejected-by-person",
    ],
    [
      "an edit was not accepted",
      recorded(repaired, {
        feedback: [edited("1 + 1 = 5", { edit: { code: "1 + 1 = 5", verdict: "rejected" } })],
      }),
      "rejected-by-person",
    ],
    [
      "a hidden check fails it",
      recorded(repaired, {
        sample: { ...sample, scores: [{ scorer: "hidden-examples", value: "fail", reason: "x" }] },
      }),
      "failed-score",
    ],
    [
      "its task is held out, even where a person edited it",
      recorded(repaired, {
        sample: { ...sample, split: "held-out" },
        feedback: [edited("1 + 1 = 2 = 2")],
      }),
      "held-out",
    ],
  ] as const)("makes nothing of a run where %s", (_, run, reason) => {
    expect(drawExamples(run, chat)).toEqual({ examples: [], reason });
    expect(drawExamples(run, preference)).toEqual({ examples: [], reason });
  });

  test("makes no pair where the first attempt was accepted", () => {
    const run = recorded([wrote("1 + 1 = 2", accepted())]);

    expect(drawExamples(run, preference).reason).toBe("no-failed-attempt");
  });

  test("lets what was said of another attempt be", () => {
    const run = recorded(repaired, { feedback: [feedback({ attempt: 1, opinion: "reject" })] });

    expect(drawExamples(run, chat).examples).toHaveLength(1);
  });

  test("uses no edit without consent, and does not take the code that it replaced", () => {
    const run = recorded(repaired, { feedback: [edited("1 + 1 = 2 = 2")] });

    expect(drawExamples(run, { ...chat, withEdits: false }).reason).toBe("rejected-by-person");
  });
});
