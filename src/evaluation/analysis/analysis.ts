/** What an evaluation shows: plain data, for the console, reports and decisions. */

import type { CheckPhase } from "../../domain/check-phase.ts";
import type { SampleStatus } from "../../domain/evaluation.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import type { LogisticFit } from "../../std/fit-logistic.ts";
import type { Rate } from "./rate.ts";

/** Rates of all samples that have something in common. */
export interface GroupRates {
  readonly name: string;
  readonly samples: number;
  readonly tasks: number;
  /** Errors and inconclusives are classes of their own, and in every denominator. */
  readonly byStatus: Readonly<Record<SampleStatus, number>>;
  /** The first attempt was accepted. */
  readonly firstPass: Rate;
  /** Any attempt was accepted. */
  readonly final: Rate;
  /** Accepted, and no scorer fails it. */
  readonly solved: Rate;
}

export const DIMENSIONS = [
  "category",
  "complexity",
  "solver",
  "model",
  "language",
  "split",
  "variant",
] as const;
/** `variant`: the prompt texts in use. */
export type Dimension = (typeof DIMENSIONS)[number];

/** How likely one of `k` answers is solved: the mean over tasks that have as many. */
export interface PassAtK {
  readonly solver: string;
  readonly k: number;
  readonly tasks: number;
  readonly share: number;
  /** At 95 %, by task; `undefined` below two tasks. */
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Sums of calls. Money is of calls whose price is known. */
export interface Spending {
  readonly calls: number;
  readonly usage: TokenUsage;
  /** Input tokens that the provider's cache held, as a share of all; 0 without input. */
  readonly cachedShare: number;
  readonly spentUsd: number;
  /** Spent on attempts that were not accepted. */
  readonly wastedUsd: number;
  /** By caches and batch prices, against the plain price. */
  readonly savedUsd: number;
  /** All money over accepted samples; `undefined` where nothing was accepted, or a price is not known. */
  readonly usdPerAccepted: number | undefined;
  readonly unpricedCalls: number;
}

export const STAGES = ["model", "check", "score", "other"] as const;
/** `other`: what a sample took besides: prompts, journals, waiting for its turn. */
export type Stage = (typeof STAGES)[number];

export interface StageTimes {
  readonly stage: Stage;
  readonly totalMs: number;
  /** Of all samples' time. */
  readonly share: number;
  /** Of a sample; within 1 %. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface Times {
  /** Samples whose time is known. */
  readonly samples: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly stages: readonly StageTimes[];
  /** The stage that takes most; `undefined` where no time is known. */
  readonly bottleneck: Stage | undefined;
}

/** One kind of diagnostic that attempts were refused for. */
export interface DiagnosticCount {
  readonly phase: CheckPhase;
  readonly code: string | undefined;
  readonly count: number;
  /** Share of samples with at least one. */
  readonly samples: Rate;
  readonly example: { readonly index: number; readonly task: string; readonly message: string };
  /** What would prevent it, in words. */
  readonly prevention: string;
}

/** One row of the reliability table. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanConfidence: number;
  readonly correct: Rate;
}

/** Whether confidence means what it says: of accepted samples that a scorer besides the checker judged. */
export interface Calibration {
  readonly judged: number;
  /** Accepted with a confidence, and judged by the checker alone: nothing tells whether they are right. */
  readonly unjudged: number;
  readonly bins: readonly ReliabilityBin[];
  /** Mean squared distance from what came true; `undefined` without judged samples. */
  readonly brier: number | undefined;
  /**
   * What `1 / (1 + exp(−(offset + slope · logit(confidence))))` fits best; `undefined` where too little was seen. As a
   * confidence is a sum of log-odds, that is: every weight times `slope`, and `offset` added.
   */
  readonly fit: LogisticFit | undefined;
  /** Brier score of fits on one half of the tasks, told on the other half. */
  readonly brierFitted: number | undefined;
}

export interface Failure {
  readonly index: number;
  readonly task: string;
  readonly category: string;
  readonly solver: string;
  readonly runId: string;
  readonly status: SampleStatus;
  /** One line. */
  readonly reason: string;
}

export interface Recommendation {
  /** What to do, and why, in one or two sentences. */
  readonly text: string;
  /** What it rests on. */
  readonly evidence: {
    readonly counts: Readonly<Record<string, number>>;
    /** Ids, a few where there are many. */
    readonly tasks: readonly string[];
  };
}

export interface Analysis {
  readonly overall: GroupRates;
  readonly by: Readonly<Record<Dimension, readonly GroupRates[]>>;
  readonly passAtK: readonly PassAtK[];
  readonly spending: Spending;
  readonly spendingBySolver: readonly (Spending & { readonly solver: string })[];
  readonly times: Times;
  /** How many samples had so many attempts after their first: place n, n of them. */
  readonly corrections: readonly number[];
  /** The same of accepted samples alone. */
  readonly correctionsOfAccepted: readonly number[];
  /** Most frequent first. */
  readonly diagnostics: readonly DiagnosticCount[];
  /** What was left behind where nothing was accepted, by strategy. */
  readonly fallbacks: Readonly<Record<string, number>>;
  /** Faults of the world, by code. */
  readonly faults: Readonly<Record<string, number>>;
  readonly calibration: Calibration;
  /** One for each category and status at first, then more. */
  readonly failures: readonly Failure[];
  readonly recommendations: readonly Recommendation[];
}
