/** All that a report shows, as plain data: secrets are hidden in it before anything is drawn. */

import type { CallSource } from "../../../domain/call.ts";
import type { CheckPhase } from "../../../domain/check-phase.ts";
import type {
  EvaluationSetup,
  SampleResult,
  SampleTiming,
  SeenDiagnostic,
} from "../../../domain/evaluation.ts";
import type { Plan } from "../../../domain/plan.ts";
import type { Verdict } from "../../../domain/verdict.ts";
import type { FallbackRate } from "../../../pipeline/fallback/count-fallbacks.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import type { Comparison } from "../../compare/compare-evaluations.ts";
import type { Distribution } from "./distribute.ts";

export interface Report {
  readonly id: string;
  readonly setup: EvaluationSetup;
  /** Samples that have no result yet. */
  readonly missing: number;
  /** ISO 8601, UTC; `undefined` where no sample's time is known. */
  readonly startedAt: string | undefined;
  readonly analysis: Analysis;
  /** One for each solver; with a single one, that of the whole. */
  readonly bySolver: readonly SolverAnalysis[];
  /** Every solver after the first against the first; empty where they have no sample in common. */
  readonly comparisons: readonly SolverComparison[];
  readonly costs: Distribution;
  readonly times: Distribution;
  readonly journals: JournalFindings;
  readonly columns: SampleColumns;
  /** In the order of the columns. */
  readonly details: readonly SampleDetail[];
}

export interface SolverAnalysis {
  readonly solver: string;
  readonly analysis: Analysis;
}

export type SolverComparison = Pick<
  Comparison,
  "pairs" | "wins" | "losses" | "difference" | "p" | "detectableChange"
> & { readonly baseline: string; readonly candidate: string };

/** What the journals of an evaluation's runs tell beyond its results. */
export interface JournalFindings {
  readonly read: number;
  /** Those that are not there any more. */
  readonly gone: number;
  readonly unreadable: number;
  /** Of those that were read: samples whose texts were left out to keep the file small. */
  readonly withoutTexts: number;
  readonly sources: readonly SourceCount[];
  /** By strategy and by reason; empty where none was tried. */
  readonly fallbacks: {
    readonly byStrategy: readonly FallbackRate[];
    readonly byReason: readonly FallbackRate[];
    readonly byLanguage: readonly FallbackRate[];
  };
}

/** Calls of one solver that came from one source. */
export interface SourceCount {
  readonly solver: string;
  readonly source: CallSource;
  readonly calls: number;
  readonly input: number;
  readonly cached: number;
  readonly costUsd: number;
  readonly savedUsd: number;
}

/** The rows of the table of samples, a list for each column; texts are places in `names`. */
export interface SampleColumns {
  readonly names: readonly string[];
  readonly index: readonly number[];
  readonly task: readonly number[];
  readonly category: readonly number[];
  readonly complexity: readonly number[];
  readonly solver: readonly number[];
  readonly status: readonly number[];
  /** Codes of all diagnostics that attempts were refused for, each once. */
  readonly codes: readonly number[];
  /** Why it was not solved; empty for a success. */
  readonly reason: readonly number[];
  /** From 0. */
  readonly epoch: readonly number[];
  readonly attempts: readonly number[];
  readonly isSolved: readonly (0 | 1)[];
  readonly costUsd: readonly number[];
  readonly unpricedCalls: readonly number[];
  readonly totalMs: readonly (number | undefined)[];
  readonly confidence: readonly (number | undefined)[];
}

/** What one sample's view shows besides its row. */
export interface SampleDetail
  extends Pick<
    SampleResult,
    | "seed"
    | "runId"
    | "language"
    | "split"
    | "model"
    | "limit"
    | "fault"
    | "fixes"
    | "fallback"
    | "scores"
    | "calls"
    | "usage"
    | "savedUsd"
    | "wastedUsd"
    | "templates"
  > {
  /** Empty where the journal tells more of them. */
  readonly diagnostics: readonly SeenDiagnostic[];
  readonly timing: Pick<SampleTiming, "modelMs" | "checkMs" | "scoreMs" | "attempts"> | undefined;
  readonly journal: "read" | "gone" | "unreadable";
  readonly attempts: readonly AttemptView[];
}

/** One attempt, as its journal has it. */
export interface AttemptView {
  readonly kind: Plan["kind"];
  readonly reason: string;
  readonly verdict: Verdict["status"];
  readonly tokens: { readonly input: number; readonly output: number };
  readonly fixes: readonly string[];
  readonly diagnostics: readonly AttemptDiagnostic[];
  /** `undefined` where it was left out to keep the file small. */
  readonly text: AttemptText | undefined;
}

export interface AttemptDiagnostic {
  readonly phase: CheckPhase;
  readonly code: string | undefined;
  readonly message: string;
  /** From 1; `undefined` where the tool told no place. */
  readonly line: number | undefined;
  readonly help: string | undefined;
}

export interface AttemptText {
  /** `answer`: no code was found in it. */
  readonly is: "code" | "answer";
  readonly text: string;
  /** How many characters were cut off its end. */
  readonly cut: number;
  /** What it is compared with: an earlier attempt's place from 0; `undefined` for the first. */
  readonly basis: number | undefined;
  /** Lines in turn: the same in both, removed, added, the same … */
  readonly changes: readonly number[];
}
