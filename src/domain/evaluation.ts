/** An evaluation: tasks × models × variants × epochs, each one run, and what became of it. In the words of inspect_ai. */

import type { CheckPhase } from "./check-phase.ts";
import type { DecodingReport } from "./decoding.ts";
import type { FallbackStrategy } from "./fallback.ts";
import type { FaultCode } from "./fault.ts";
import type { ExceededLimit, RunLimits } from "./run.ts";
import type { Example, Specification } from "./specification.ts";
import type { TokenUsage } from "./token-usage.ts";

export const COMPLEXITIES = ["simple", "moderate", "complex"] as const;
export type Complexity = (typeof COMPLEXITIES)[number];

/** One task of a dataset. What is hidden is never in the specification: no model is shown it. */
export interface EvaluationTask {
  /** Stable and unique in its dataset: `category.name`. */
  readonly id: string;
  readonly category: string;
  readonly complexity: Complexity;
  /** By a hash of the id: prompts and examples are tuned on `development` tasks only. */
  readonly split: "development" | "held-out";
  readonly specification: Specification;
  /** Judged only after a run has accepted a candidate: they score, they do not repair. */
  readonly hiddenExamples: readonly Example[];
}

/** One task in so many is held out. */
const HELD_OUT_SHARE = 4;

/**
 * A task's part of its dataset, by the SHA-256 of its id in hex: it follows from the id alone, so it never moves when
 * tasks are added.
 */
export const splitByHash = (sha256: string): EvaluationTask["split"] =>
  Number.parseInt(sha256.slice(0, 2), 16) % HELD_OUT_SHARE === 0 ? "held-out" : "development";

/** What is evaluated: one way to solve tasks. */
export interface Solver {
  /** Names it in results, e.g. `local/smollm2-135m-instruct` or `local/smollm2-135m-instruct, free`. */
  readonly id: string;
  readonly model: string;
  /** Prompt texts in use, by section; empty for the current ones. */
  readonly templates: Readonly<Record<string, string>>;
  readonly profile: string | undefined;
  readonly limits: Partial<RunLimits>;
  readonly isConstrained: boolean;
}

/** All that an evaluation is made from: enough to go on with it, and to do the same again. */
export interface EvaluationSetup {
  readonly schemaVersion: 1;
  /** e.g. `covenant`, or a file's path. */
  readonly dataset: string;
  /** SHA-256 over the tasks that were chosen, in their order. */
  readonly tasksSha256: string;
  readonly taskIds: readonly string[];
  readonly solvers: readonly Solver[];
  /** How often each task is solved, each time with a seed of its own. */
  readonly epochs: number;
  readonly seed: number;
  readonly scorers: readonly string[];
  /** Money that all samples together may cost. @default no limit */
  readonly maxUsd?: number | undefined;
  /** Shares of routes, by the model that they are measured against and their name: they stand still. @default none has one */
  readonly shares?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined;
  readonly specwrightVersion: string;
  /** Where it came from, if another tool made it: then it is read, and never gone on with. @default made here */
  readonly imported?: ImportedFrom | undefined;
}

/** The file that an evaluation of another tool was read from. */
export interface ImportedFrom {
  readonly format: "promptfoo" | "inspect";
  /** What wrote it, as far as it says so, e.g. `inspect_ai 0.3.285`. */
  readonly tool: string;
  /** As it was named. */
  readonly file: string;
  readonly sha256: string;
}

/** What one scorer says of one run. */
export interface Score {
  /** e.g. `verdict`, `hidden-examples`, `conformance`. */
  readonly scorer: string;
  readonly value: "pass" | "fail" | "inconclusive" | "not-applicable";
  /** One sentence; empty for a pass. */
  readonly reason: string;
}

/**
 * How a sample ended. `error`: the world failed (provider, toolchain, disk); it stays in every denominator as its own
 * class. `unsolved`: all that was allowed was tried.
 */
export type SampleStatus = "accepted" | "unsolved" | "inconclusive" | "stopped" | "error";

/** A diagnostic that an attempt was refused for. */
export interface SeenDiagnostic {
  /** From 1. */
  readonly attempt: number;
  readonly phase: CheckPhase;
  readonly code: string | undefined;
  readonly message: string;
}

/** One run, without times: the same setup gives the same results, to the byte. */
export interface SampleResult {
  /** Place in the evaluation, from 0: solvers outermost, then tasks, then epochs. */
  readonly index: number;
  readonly task: string;
  readonly category: string;
  readonly complexity: Complexity;
  readonly language: string;
  readonly split: EvaluationTask["split"];
  readonly solver: string;
  readonly model: string;
  /** From 0. */
  readonly epoch: number;
  readonly seed: number;
  readonly runId: string;
  readonly status: SampleStatus;
  /** The limit that stopped it. */
  readonly limit: ExceededLimit | undefined;
  /** What failed in the world. */
  readonly fault: { readonly code: FaultCode; readonly message: string } | undefined;
  /** Whether the very first attempt was accepted. */
  readonly isFirstPass: boolean;
  readonly attempts: number;
  /** Of all attempts, in order. */
  readonly diagnostics: readonly SeenDiagnostic[];
  /** Fixes without the model that were applied. */
  readonly fixes: number;
  /** Left behind where nothing was accepted; never a success. */
  readonly fallback: FallbackStrategy | undefined;
  readonly scores: readonly Score[];
  readonly calls: number;
  readonly usage: TokenUsage;
  /** Of calls whose price is known. */
  readonly costUsd: number;
  readonly unpricedCalls: number;
  readonly savedUsd: number;
  /** Spent on attempts that were not accepted. */
  readonly wastedUsd: number;
  /** Prompt texts in use, by section. */
  readonly templates: Readonly<Record<string, string>>;
  readonly confidence: number | undefined;
}

/** How long a sample took, kept apart from its result: times differ from run to run. */
export interface SampleTiming {
  readonly index: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly totalMs: number;
  /** In the model, all attempts together. */
  readonly modelMs: number;
  /** In checkers. */
  readonly checkMs: number;
  /** In hidden checks after acceptance. */
  readonly scoreMs: number;
  /** One for each attempt, in order: for the waterfall of one task. */
  readonly attempts: readonly { readonly modelMs: number; readonly checkMs: number }[];
  readonly decoding: readonly DecodingReport[];
}
