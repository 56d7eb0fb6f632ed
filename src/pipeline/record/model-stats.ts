/** How models wrote, with and without constraints, over any number of runs. */

import { CONSTRAINT_LEVELS, type DecodingReport, type Spread } from "../../domain/decoding.ts";
import type { Outcome, RunEvent } from "../../domain/run.ts";
import { addChecks, type CheckedCounts, NO_CHECKS } from "./stats-checks.ts";
import { type RunForStats, readForStats } from "./stats-run.ts";
import { type SpreadSum, sumSpreads } from "./stats-spread.ts";

/** One model, either held to constraints or not. */
export interface ModelStats {
  /** `provider/model`, as it was asked. */
  readonly model: string;
  readonly isConstrained: boolean;
  /** In which it answered. */
  readonly runs: number;
  /** By an answer of it. */
  readonly acceptedRuns: number;
  /** How all of these runs stand. */
  readonly ends: Readonly<Record<Outcome["status"] | "unfinished", number>>;
  /** Runs that accepted nothing and left something incomplete: never a success. */
  readonly fallbacks: number;
  readonly attempts: number;
  readonly checks: CheckedCounts;
  /** That stand in answers, by second of writing; `undefined` where no time was taken. Kept answers do not count. */
  readonly tokensPerSecond: number | undefined;
  /** What constraints did; `undefined` where no answer told of them. */
  readonly decoding: DecodingStats | undefined;
}

export interface DecodingStats
  extends Pick<
    DecodingReport,
    | "tokens"
    | "sampled"
    | "forced"
    | "drafted"
    | "draftsKept"
    | "takenBack"
    | "refusals"
    | "cacheHits"
    | "cacheLookups"
  > {
  readonly answers: number;
  readonly relaxations: number;
  readonly ended: Readonly<Record<DecodingReport["ended"], number>>;
  /** Share of the whole time that went into constraints; `undefined` where no time was taken. */
  readonly constraintShare: number | undefined;
  readonly perToken: Spread;
  readonly perMask: Spread;
  readonly perStatement: Spread;
}

export interface ModelStatsSum {
  /** Takes in one run, by its events. */
  add(events: readonly RunEvent[]): void;
  /** By model, free answers before held ones. */
  rows(): readonly ModelStats[];
}

/** Only sums are kept: what was added may be forgotten. */
export function sumModelStats(): ModelStatsSum {
  const sums = new Map<string, RowSum>();
  return {
    add(events) {
      const run = readForStats(events);
      if (run === undefined) return;
      for (const model of run.models) {
        const key = `${model} ${run.isConstrained}`;
        const sum = sums.get(key) ?? startRow(model, run.isConstrained);
        sums.set(key, sum);
        sum.add(run);
      }
    },
    rows: () =>
      [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum.row()),
  };
}

interface RowSum {
  add(run: RunForStats): void;
  row(): ModelStats;
}

function startRow(model: string, isConstrained: boolean): RowSum {
  const ends = { accepted: 0, exhausted: 0, inconclusive: 0, stopped: 0, unfinished: 0 };
  const decoding = startDecoding();
  let runs = 0;
  let acceptedRuns = 0;
  let fallbacks = 0;
  let attempts = 0;
  let checks = NO_CHECKS;
  let tokens = 0;
  let timeMs = 0;
  return {
    add(run) {
      runs += 1;
      ends[run.status] += 1;
      fallbacks += Number(run.hasFallback);
      acceptedRuns += Number(run.acceptedOf === model);
      for (const { attempt, reports, isKept } of run.attempts) {
        if (attempt.response.askedOf !== model) continue;
        attempts += 1;
        checks = addChecks(checks, attempt);
        for (const report of reports) decoding.add(report);
        if (isKept) continue;
        const written = reports.reduce((sum, report) => sum + report.tokens, 0);
        tokens += reports.length === 0 ? attempt.response.usage.output : written;
        timeMs +=
          reports.length === 0
            ? attempt.response.timeMs
            : reports.reduce((sum, report) => sum + report.timeMs, 0);
      }
    },
    row: () => ({
      model,
      isConstrained,
      runs,
      acceptedRuns,
      ends: { ...ends },
      fallbacks,
      attempts,
      checks,
      tokensPerSecond: timeMs === 0 ? undefined : (tokens * 1000) / timeMs,
      decoding: decoding.total(),
    }),
  };
}

const COUNTED = [
  "tokens",
  "sampled",
  "forced",
  "drafted",
  "draftsKept",
  "takenBack",
  "cacheHits",
  "cacheLookups",
] as const;
const SPREADS = ["perToken", "perMask", "perStatement"] as const;

/** Sums of many reports. */
export function startDecoding(): {
  readonly add: (report: DecodingReport) => void;
  readonly total: () => DecodingStats | undefined;
} {
  const counts = Object.fromEntries(COUNTED.map((key) => [key, 0])) as Record<
    (typeof COUNTED)[number],
    number
  >;
  const spreads = Object.fromEntries(SPREADS.map((key) => [key, sumSpreads()])) as Record<
    (typeof SPREADS)[number],
    SpreadSum
  >;
  const refusals = { syntax: 0, type: 0, semantic: 0, context: 0 };
  const ended = { complete: 0, closed: 0, length: 0, stuck: 0 };
  let answers = 0;
  let relaxations = 0;
  let timeMs = 0;
  let constraintMs = 0;
  return {
    add(report) {
      answers += 1;
      relaxations += report.relaxations.length;
      timeMs += report.timeMs;
      constraintMs += report.constraintMs;
      ended[report.ended] += 1;
      for (const key of COUNTED) counts[key] += report[key];
      for (const key of SPREADS) spreads[key].add(report[key]);
      for (const level of CONSTRAINT_LEVELS) refusals[level] += report.refusals[level];
    },
    total: () =>
      answers === 0
        ? undefined
        : {
            ...counts,
            answers,
            relaxations,
            refusals: { ...refusals },
            ended: { ...ended },
            constraintShare: timeMs === 0 ? undefined : constraintMs / timeMs,
            perToken: spreads.perToken.total(),
            perMask: spreads.perMask.total(),
            perStatement: spreads.perStatement.total(),
          },
  };
}
