import type { SampleResult, SampleTiming } from "../../domain/evaluation.ts";
import { type Analysis, DIMENSIONS, type Dimension, type GroupRates } from "./analysis.ts";
import { chooseFailures } from "./choose-failures.ts";
import { countDiagnostics } from "./count-diagnostics.ts";
import { countRates, toGroupRates, toPassAtK } from "./count-rates.ts";
import { countSpending, type SpendingCounts } from "./count-spending.ts";
import { countTimes } from "./count-times.ts";
import { measureCalibration } from "./measure-calibration.ts";
import { recommend } from "./recommend.ts";

/** Takes samples one by one and keeps none: memory grows with tasks and kinds of diagnostics, not with samples. */
export interface AnalysisInProgress {
  add(result: SampleResult): void;
  addTiming(timing: SampleTiming): void;
  /** Of what was added so far. */
  analysis(): Analysis;
}

/** @example analyse(await readEvaluation(id, files)) */
export function analyse({
  results,
  timings,
}: {
  readonly results: Iterable<SampleResult>;
  readonly timings: Iterable<SampleTiming>;
}): Analysis {
  const progress = startAnalysis();
  for (const result of results) progress.add(result);
  for (const timing of timings) progress.addTiming(timing);
  return progress.analysis();
}

/** Begins an analysis of samples that come one by one. */
export function startAnalysis(): AnalysisInProgress {
  const rates = countRates();
  const spending = countSpending();
  const bySolver = new Map<string, SpendingCounts>();
  const times = countTimes();
  const diagnostics = countDiagnostics();
  const calibration = measureCalibration();
  const failures = chooseFailures();
  const corrections: number[] = [];
  const correctionsOfAccepted: number[] = [];
  const fallbacks: Record<string, number> = {};
  const faults: Record<string, number> = {};
  return {
    add(result) {
      const ofSolver = bySolver.get(result.solver) ?? countSpending();
      bySolver.set(result.solver, ofSolver);
      for (const part of [rates, spending, ofSolver, diagnostics, calibration, failures])
        part.add(result);
      if (result.attempts > 0) increase(corrections, result.attempts - 1);
      if (result.status === "accepted") increase(correctionsOfAccepted, result.attempts - 1);
      if (result.fallback !== undefined) countIn(fallbacks, result.fallback);
      if (result.fault !== undefined) countIn(faults, result.fault.code);
    },
    addTiming: times.add,
    analysis() {
      const samplesByTask = new Map(
        [...rates.overall.tasks].map(([task, { samples }]) => [task, samples]),
      );
      const analysis: Omit<Analysis, "recommendations"> = {
        overall: toGroupRates("all", rates.overall),
        by: Object.fromEntries(
          DIMENSIONS.map((dimension) => [
            dimension,
            [...rates.by[dimension]].map(([name, group]) => toGroupRates(name, group)),
          ]),
        ) as unknown as Record<Dimension, readonly GroupRates[]>,
        passAtK: [...rates.by.solver].flatMap(([solver, group]) => toPassAtK(solver, group)),
        spending: spending.total(),
        spendingBySolver: [...bySolver].map(([solver, each]) => ({ solver, ...each.total() })),
        times: times.total(),
        corrections: [...corrections],
        correctionsOfAccepted: [...correctionsOfAccepted],
        diagnostics: diagnostics.total(samplesByTask),
        fallbacks: { ...fallbacks },
        faults: { ...faults },
        calibration: calibration.total(),
        failures: [...failures.chosen],
      };
      return { ...analysis, recommendations: recommend({ analysis, rates, diagnostics }) };
    },
  };
}

function increase(histogram: number[], place: number): void {
  if (place < 0) return;
  while (histogram.length <= place) histogram.push(0);
  histogram[place] = (histogram[place] ?? 0) + 1;
}

function countIn(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
