import type { Attempt } from "../../domain/attempt.ts";
import { isError } from "../../domain/diagnostic.ts";
import type {
  SampleResult,
  SampleStatus,
  SampleTiming,
  Score,
  SeenDiagnostic,
} from "../../domain/evaluation.ts";
import type { Fault } from "../../domain/fault.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";
import type { Outcome, RunEvent } from "../../domain/run.ts";
import { findFallback, summarizeRun } from "../../pipeline/summarize-run.ts";
import type { Sample } from "./list-samples.ts";

/** What is known of a sample when its run has ended, well or not. */
export interface EndedSample {
  readonly sample: Sample;
  /** Its journal. */
  readonly events: readonly RunEvent[];
  /** `undefined` where the world failed before there was one. */
  readonly outcome: Outcome | undefined;
  readonly fault: Fault | undefined;
  readonly scores: readonly Score[];
}

/** Longest message that is kept of a diagnostic. */
const MOST_CHARACTERS = 300;

/** A sample's result: from its journal alone, so that it is the same however often the evaluation was stopped. */
export function toResult({ sample, events, outcome, fault, scores }: EndedSample): SampleResult {
  const { task, solver } = sample;
  const attempts = attemptsOf(events);
  const { calls, usage, costUsd, unpricedCalls, savedUsd } = summarizeRun(events);
  const start = events.find((event) => event.type === "run-start");
  return {
    index: sample.index,
    task: task.id,
    category: task.category,
    complexity: task.complexity,
    language: task.specification.language,
    split: task.split,
    solver: solver.id,
    model: solver.model,
    epoch: sample.epoch,
    seed: sample.seed,
    runId: sample.runId,
    status: outcome === undefined ? "error" : STATUS[outcome.status],
    limit: outcome?.status === "stopped" ? outcome.limit : undefined,
    fault: fault && { code: fault.code, message: fault.message },
    isFirstPass: attempts[0]?.verdict.status === "accepted",
    attempts: attempts.length,
    diagnostics: attempts.flatMap(refusals),
    fixes: attempts.reduce((sum, { fixes }) => sum + fixes.length, 0),
    fallback: findFallback(events)?.strategy,
    scores,
    calls,
    usage,
    costUsd,
    unpricedCalls,
    savedUsd,
    wastedUsd: wasteOf(events, attempts),
    templates: start?.templates ?? {},
    confidence:
      outcome?.status === "accepted" ? outcome.artifact.evidence.confidence?.value : undefined,
  };
}

/** How long it took: as this process saw it, and what the journal tells of its attempts. */
export function toTiming(
  { sample, events }: Pick<EndedSample, "sample" | "events">,
  seen: Pick<SampleTiming, "startedAt" | "totalMs" | "scoreMs">,
): SampleTiming {
  const attempts = attemptsOf(events).map(({ response, checkTimeMs }) => ({
    modelMs: response.timeMs,
    checkMs: checkTimeMs,
  }));
  const modelMs = attempts.reduce((sum, each) => sum + each.modelMs, 0);
  const checkMs = attempts.reduce((sum, each) => sum + each.checkMs, 0);
  return {
    index: sample.index,
    ...seen,
    // Of a run that an earlier process began, this one saw the end alone.
    totalMs: Math.max(seen.totalMs, modelMs + checkMs + seen.scoreMs),
    modelMs,
    checkMs,
    attempts,
    decoding: events.flatMap((event) => (event.type === "decoding-end" ? [event.report] : [])),
  };
}

const STATUS: Readonly<Record<Outcome["status"], SampleStatus>> = {
  accepted: "accepted",
  exhausted: "unsolved",
  inconclusive: "inconclusive",
  stopped: "stopped",
};

const attemptsOf = (events: readonly RunEvent[]): readonly Attempt[] =>
  events.flatMap((event) => (event.type === "attempt-end" ? [event.attempt] : []));

const refusals = ({ verdict }: Attempt, at: number): readonly SeenDiagnostic[] =>
  verdict.status === "accepted"
    ? []
    : verdict.diagnostics.filter(isError).map(({ phase, code, message }) => ({
        attempt: at + 1,
        phase,
        code,
        message: message.slice(0, MOST_CHARACTERS),
      }));

/** What calls for attempts cost that were not accepted; in whole nano-dollars, so that the sum is exact. */
function wasteOf(events: readonly RunEvent[], attempts: readonly Attempt[]): number {
  const nanoUsd = events.reduce((sum, event) => {
    if (event.type !== "call-end") return sum;
    const isKept = attempts[event.attempt - 1]?.verdict.status === "accepted";
    return isKept ? sum : sum + toNanoUsd(event.call.costUsd ?? 0);
  }, 0);
  return toUsd(nanoUsd);
}
