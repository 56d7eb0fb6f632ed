import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { RunEvent } from "../domain/run.ts";
import { accepted, attempt, diagnostic, rejected, setup } from "../testing/builders.ts";
import { collectFeedback } from "./collect-feedback.ts";

/** A run whose answers broke these, one list an answer. */
const run = (
  answers: readonly (readonly Partial<Diagnostic>[])[],
  status: "exhausted" | "accepted" | "stopped" | "unfinished" = "exhausted",
): readonly RunEvent[] => [
  { type: "run-start", runId: "r", ...setup({ templates: { toy: "toy@1" } }) },
  ...answers.map((said, at): RunEvent => {
    const verdict =
      said.length === 0
        ? accepted()
        : rejected({ diagnostics: said.map((each) => diagnostic(each)) });
    return { type: "attempt-end", number: at + 1, attempt: attempt({ verdict }) };
  }),
  ...(status === "unfinished"
    ? []
    : [{ type: "run-end", status, limit: undefined, artifact: undefined } as const]),
];
const TOY = new Set(["toy"]);

describe("collectFeedback()", () => {
  test("counts a rule once an answer, most often broken first, in its most frequent words", () => {
    const { broken, runs } = collectFeedback(
      [
        run([
          [
            { code: "A", message: "a one" },
            { code: "A", message: "a two" },
          ],
          [{ code: "B" }],
        ]),
        run([[{ code: "B", message: "b\n  two", help: "do b" }], []], "accepted"),
        run([[{ code: "B", message: "b\n  two" }]]),
        run([[]], "accepted"),
      ],
      TOY,
    );

    expect(broken).toEqual([
      { code: "B", answers: 3, message: "b two", help: "do b" },
      { code: "A", answers: 1, message: "a one", help: undefined },
    ]);
    expect(runs.map(({ isAcceptedFirst }) => isAcceptedFirst)).toEqual([false, false, false, true]);
    expect(runs[0]?.templates).toEqual({ toy: "toy@1" });
  });

  test("leaves out warnings, what only one specification wants, other languages, and runs without an end", () => {
    const some = [
      run([[{ severity: "warning" }, { category: "test" }, { code: undefined }]]),
      run([[{ code: "A" }]], "stopped"),
      run([[{ code: "A" }]], "unfinished"),
    ];

    expect(collectFeedback(some, TOY).broken).toEqual([]);
    expect(collectFeedback([run([[{ code: "A" }]])], new Set(["other"]))).toEqual({
      broken: [],
      runs: [],
    });
  });

  test("quotes no more than a line of bounded length", () => {
    const [rule] = collectFeedback(
      [run([[{ message: `a\u001b[2J\n${"x ".repeat(999)}` }]])],
      TOY,
    ).broken;

    expect(rule?.message).toMatch(/^a \[2J x x .*…$/);
    expect(rule?.message.length).toBeLessThan(250);
  });
});
