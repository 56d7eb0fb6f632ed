import type { SampleResult, SampleTiming } from "../../../domain/evaluation.ts";
import { reasonOf } from "../../analysis/choose-failures.ts";
import { isSuccess } from "../../analysis/measures.ts";
import type { SampleColumns } from "./report.ts";

const MOST_REASON = 200;

/** Results as columns: names that come again and again are kept once. */
export function listColumns(
  results: readonly SampleResult[],
  timingOf: (result: SampleResult) => SampleTiming | undefined,
): SampleColumns {
  const places = new Map<string, number>();
  const place = (name: string): number => {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, places.size);
    return places.size - 1;
  };
  const columns = {
    index: results.map(({ index }) => index),
    task: results.map(({ task }) => place(task)),
    category: results.map(({ category }) => place(category)),
    complexity: results.map(({ complexity }) => place(complexity)),
    solver: results.map(({ solver }) => place(solver)),
    status: results.map(({ status }) => place(status)),
    codes: results.map((result) => place(codesOf(result))),
    reason: results.map((result) => place(shownReason(result))),
    epoch: results.map(({ epoch }) => epoch),
    attempts: results.map(({ attempts }) => attempts),
    isSolved: results.map((result) => (isSuccess(result, "solved") ? 1 : 0) as 0 | 1),
    costUsd: results.map(({ costUsd }) => costUsd),
    unpricedCalls: results.map(({ unpricedCalls }) => unpricedCalls),
    totalMs: results.map((result) => timingOf(result)?.totalMs),
    confidence: results.map(({ confidence }) => confidence),
  };
  return { names: [...places.keys()], ...columns };
}

const shownReason = (result: SampleResult): string =>
  isSuccess(result, "solved") ? "" : reasonOf(result).slice(0, MOST_REASON);

const codesOf = ({ diagnostics }: SampleResult): string =>
  [...new Set(diagnostics.map(({ code, phase }) => code ?? phase))].join(" ");
