import type { SampleResult, SampleTiming } from "../../../domain/evaluation.ts";
import { isFault } from "../../../domain/fault.ts";
import { analyse } from "../../analysis/analyse.ts";
import { compareEvaluations } from "../../compare/compare-evaluations.ts";
import { countSamples, type StoredEvaluation } from "../../run/evaluation-record.ts";
import { distribute } from "./distribute.ts";
import { hideIn } from "./hide-in.ts";
import { listColumns } from "./list-columns.ts";
import { type JournalSource, type RunView, readJournals } from "./read-journals.ts";
import type { Report, SampleDetail, SolverAnalysis, SolverComparison } from "./report.ts";

/** All that a report shows of an evaluation, whole or not, with secrets hidden. */
export async function gatherReport(
  evaluation: StoredEvaluation,
  source: JournalSource,
): Promise<Report> {
  const { id, setup, results, timings } = evaluation;
  const timing = new Map(timings.map((each) => [each.index, each]));
  const timingOf = ({ index }: SampleResult): SampleTiming | undefined => timing.get(index);
  const { findings, runs } = await readJournals(results, source);
  const analysis = analyse(evaluation);
  const bySolver = analyseSolvers(evaluation);
  const solvers = bySolver.map(({ solver }) => solver);
  const [first = "", ...others] = solvers;
  const report: Report = {
    id,
    setup,
    missing: Math.max(0, countSamples(setup) - results.length),
    startedAt: startOf(timings),
    analysis,
    bySolver,
    comparisons: others.flatMap((solver) => compareSolvers(evaluation, first, solver)),
    costs: distribute(
      results.map(({ solver, costUsd, unpricedCalls, calls }) => ({
        solver,
        value: unpricedCalls > 0 || calls === 0 ? undefined : costUsd,
      })),
      solvers,
    ),
    times: distribute(
      results.map((result) => ({ solver: result.solver, value: timingOf(result)?.totalMs })),
      solvers,
    ),
    journals: findings,
    columns: listColumns(results, timingOf),
    details: results.map((result, at) => toDetail(result, timingOf(result), runs[at])),
  };
  return hideIn(report, source.hideSecrets);
}

const startOf = (timings: readonly SampleTiming[]): string | undefined =>
  timings.reduce<string | undefined>(
    (first, { startedAt }) => (first === undefined || startedAt < first ? startedAt : first),
    undefined,
  );

/** In the order in which solvers come in the results. */
function analyseSolvers({ results, timings }: StoredEvaluation): readonly SolverAnalysis[] {
  const timing = new Map(timings.map((each) => [each.index, each]));
  return [...Map.groupBy(results, ({ solver }) => solver)].map(([solver, some]) => ({
    solver,
    analysis: analyse({
      results: some,
      timings: some.flatMap(({ index }) => timing.get(index) ?? []),
    }),
  }));
}

/** Against the first; nothing where the two have no sample in common yet. */
function compareSolvers(
  evaluation: StoredEvaluation,
  baseline: string,
  candidate: string,
): readonly SolverComparison[] {
  try {
    const { pairs, wins, losses, difference, p, detectableChange } = compareEvaluations(
      evaluation,
      evaluation,
      { baselineSolver: baseline, candidateSolver: candidate },
    );
    return [{ baseline, candidate, pairs, wins, losses, difference, p, detectableChange }];
  } catch (error) {
    if (isFault(error, "usage/invalid")) return [];
    throw error;
  }
}

function toDetail(
  result: SampleResult,
  timing: SampleTiming | undefined,
  run: RunView | undefined,
): SampleDetail {
  const { seed, runId, language, split, model, limit, fault, fixes, fallback, scores } = result;
  const { calls, usage, savedUsd, wastedUsd, templates, diagnostics } = result;
  return {
    ...{ seed, runId, language, split, model, limit, fault, fixes, fallback, scores },
    ...{ calls, usage, savedUsd, wastedUsd, templates },
    // Attempts tell more of them, where they are known.
    diagnostics: run?.journal === "read" ? [] : diagnostics,
    timing: timing && {
      modelMs: timing.modelMs,
      checkMs: timing.checkMs,
      scoreMs: timing.scoreMs,
      attempts: timing.attempts,
    },
    journal: run?.journal ?? "gone",
    attempts: run?.attempts ?? [],
  };
}
