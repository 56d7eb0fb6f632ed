/** What formats must say before the first sample: counted in a first walk, which finds broken lines too. */

import type { Score } from "../../../domain/evaluation.ts";
import type { Spending } from "../../analysis/analysis.ts";
import { countSpending } from "../../analysis/count-spending.ts";
import type { Samples, StoredSample } from "./open-samples.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface SolverSurvey {
  readonly standings: Readonly<Record<Standing, number>>;
  readonly totalMs: number;
}

export interface Survey {
  readonly samples: number;
  /** Samples that ended in an error of the world. */
  readonly errors: number;
  readonly bySolver: ReadonlyMap<string, SolverSurvey>;
  readonly byScorer: ReadonlyMap<string, Readonly<Record<Score["value"], number>>>;
  readonly spending: Spending;
  /** Of the first sample and after the last, in ms since 1970; `undefined` where no times are known. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

/** @throws {Fault} `record/unreadable` with the line that is broken */
export async function surveySamples(samples: Samples): Promise<Survey> {
  const bySolver = new Map<string, SolverSurvey>();
  const byScorer = new Map<string, Record<Score["value"], number>>();
  const spending = countSpending();
  const span = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  let [count, errors] = [0, 0];
  for await (const sample of samples.walk()) {
    const { result, timing } = sample;
    count += 1;
    errors += Number(result.status === "error");
    spending.add(result);
    bySolver.set(result.solver, addSample(bySolver.get(result.solver), sample));
    for (const { scorer, value } of result.scores) {
      const counts = byScorer.get(scorer) ?? noScores();
      counts[value] += 1;
      byScorer.set(scorer, counts);
    }
    const start = timing === undefined ? Number.NaN : Date.parse(timing.startedAt);
    if (timing === undefined || Number.isNaN(start)) continue;
    span.from = Math.min(span.from, start);
    span.to = Math.max(span.to, start + timing.totalMs);
  }
  const known = (time: number): number | undefined => (Number.isFinite(time) ? time : undefined);
  return {
    samples: count,
    errors,
    bySolver,
    byScorer,
    spending: spending.total(),
    startedAt: known(span.from),
    endedAt: known(span.to),
  };
}

const noScores = (): Record<Score["value"], number> => ({
  pass: 0,
  fail: 0,
  inconclusive: 0,
  "not-applicable": 0,
});

const NONE: SolverSurvey = { standings: { passed: 0, wrong: 0, undecided: 0 }, totalMs: 0 };

function addSample(earlier = NONE, { result, timing }: StoredSample): SolverSurvey {
  const standing = standingOf(result);
  const { standings, totalMs } = earlier;
  return {
    standings: { ...standings, [standing]: standings[standing] + 1 },
    totalMs: totalMs + (timing?.totalMs ?? 0),
  };
}
