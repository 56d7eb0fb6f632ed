/** What readers of other tools' files make of them, before places and ids are given. */

import type {
  Complexity,
  EvaluationSetup,
  SampleResult,
  SampleStatus,
  SampleTiming,
  Score,
  Solver,
} from "../../domain/evaluation.ts";
import { COMPLEXITIES } from "../../domain/evaluation.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import { withoutKeys } from "../../std/without-keys.ts";
import type { OwnPart } from "../report/formats/own-part.ts";

/** What a file of another tool says of one sample. */
export interface ForeignSample {
  readonly task: string;
  readonly solver: string;
  readonly model: string;
  /** From 0. @default how often its task came before */
  readonly epoch?: number | undefined;
  readonly status: SampleStatus;
  readonly limit?: SampleResult["limit"];
  /** What it says of an error. */
  readonly error?: string | undefined;
  readonly scores: readonly Score[];
  readonly calls: number;
  readonly usage: TokenUsage;
  /** `undefined` where it is not told. */
  readonly costUsd: number | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly runId: string | undefined;
  readonly seed: number | undefined;
  readonly startedAt: string | undefined;
  readonly totalMs: number | undefined;
  /** What our own export added. */
  readonly own: OwnPart | undefined;
}

/** A file of another tool, read. */
export interface ForeignEvaluation {
  /** e.g. `inspect_ai 0.3.285` */
  readonly tool: string;
  readonly dataset: string;
  readonly samples: readonly ForeignSample[];
  /** What our own export added. */
  readonly setup: EvaluationSetup | undefined;
  /** What could not be taken over, beside what the format never holds. */
  readonly notes: readonly string[];
}

/** A result but for the places that depend on all samples. */
export type UnplacedResult = Omit<SampleResult, "index" | "split" | "runId">;

/** A sample that our own export wrote is as it was; of others, what is not told has one plain meaning. */
export function toResult(sample: ForeignSample, epoch: number): UnplacedResult {
  const { task, solver, model, scores, usage, own, metadata, calls } = sample;
  const costUsd = sample.costUsd ?? 0;
  if (own !== undefined) {
    const rest = withoutKeys(own, ["schemaVersion", "timing", "split", "runId"]);
    return { ...rest, task, solver, model, scores, usage, costUsd };
  }
  const isAccepted = sample.status === "accepted";
  return {
    task,
    category: textOf(metadata["category"]) ?? "imported",
    complexity: complexityOf(metadata["complexity"]),
    language: textOf(metadata["language"]) ?? "unknown",
    solver,
    model,
    epoch,
    seed: sample.seed ?? 0,
    status: sample.status,
    limit: sample.limit,
    fault:
      sample.error === undefined
        ? undefined
        : { code: "record/foreign", message: sample.error.slice(0, MOST_CHARACTERS) },
    isFirstPass: isAccepted,
    attempts: sample.status === "error" ? 0 : 1,
    diagnostics: [],
    fixes: 0,
    fallback: undefined,
    scores,
    calls,
    usage,
    costUsd,
    unpricedCalls: sample.costUsd === undefined ? calls : 0,
    savedUsd: 0,
    wastedUsd: isAccepted ? 0 : costUsd,
    templates: {},
    confidence: undefined,
  };
}

/** Longest message that is kept of an error. */
const MOST_CHARACTERS = 300;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const complexityOf = (value: unknown): Complexity =>
  COMPLEXITIES.find((complexity) => complexity === value) ?? "moderate";

/** `undefined` where no time is told: then there is no line for it. */
export function toTiming(
  { own, startedAt, totalMs }: ForeignSample,
  index: number,
): SampleTiming | undefined {
  if (own !== undefined) return own.timing && { index, ...own.timing };
  if (startedAt === undefined || totalMs === undefined) return undefined;
  return {
    index,
    startedAt,
    totalMs,
    modelMs: totalMs,
    checkMs: 0,
    scoreMs: 0,
    attempts: [],
    decoding: [],
  };
}

/** A solver as far as a file of another tool tells of it. */
export const toSolver = (id: string, model: string): Solver => ({
  id,
  model,
  templates: {},
  profile: undefined,
  limits: {},
  isConstrained: false,
});
