/** Whole evaluations for tests, as they are kept, from a letter for each task. */

import type { EvaluationSetup, SampleResult, Solver } from "../domain/evaluation.ts";
import type { StoredEvaluation } from "../evaluation/run/evaluation-record.ts";
import { toJsonLine } from "../std/json-line.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "./evaluations.ts";

export const solverOf = (id: string): Solver => ({
  ...evaluationSetup().solvers[0]!,
  id,
  model: id,
});

/** One held-out task for each letter: `+` solved, `-` unsolved, `!` error, `h` accepted but failed by a hidden check. */
export function stored(
  id: string,
  outcomes: string,
  wishes: Partial<SampleResult> = {},
  setup: Partial<EvaluationSetup> = {},
): StoredEvaluation {
  const results = [...outcomes].map((outcome, index) =>
    sampleResult({
      index,
      task: `task.${String(index).padStart(4, "0")}`,
      category: index % 2 === 0 ? "even" : "odd",
      split: "held-out",
      solver: `lab/${id}`,
      model: `lab/${id}`,
      status: outcome === "-" ? "unsolved" : outcome === "!" ? "error" : "accepted",
      isFirstPass: outcome === "+",
      scores: [{ scorer: "hidden-examples", value: outcome === "h" ? "fail" : "pass", reason: "" }],
      ...wishes,
    }),
  );
  return {
    id,
    setup: evaluationSetup({
      taskIds: [...new Set(results.map(({ task }) => task))],
      solvers: [solverOf(`lab/${id}`)],
      ...setup,
    }),
    results,
    timings: results.map(({ index }) => sampleTiming({ index, totalMs: 100 * (index + 1) })),
  };
}

/** Its files in a project. */
export function storedFiles({
  id,
  setup,
  results,
  timings,
}: StoredEvaluation): Readonly<Record<string, string>> {
  const folder = `.specwright/evaluations/${id}`;
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `${toJsonLine(value)}\n`).join("");
  return {
    [`${folder}/setup.json`]: JSON.stringify(setup),
    [`${folder}/results.jsonl`]: lines(results),
    [`${folder}/timings.jsonl`]: lines(timings),
  };
}
