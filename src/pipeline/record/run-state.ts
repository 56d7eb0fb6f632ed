import type { Artifact } from "../../domain/artifact.ts";
import type { Attempt } from "../../domain/attempt.ts";
import type { GivenAnswer } from "../../domain/batch.ts";
import { Fault } from "../../domain/fault.ts";
import { toNanoUsd } from "../../domain/price.ts";
import type { ExceededLimit, Outcome, RunEvent, RunSetup } from "../../domain/run.ts";

export interface RunState {
  readonly setup: RunSetup;
  readonly attempts: readonly Attempt[];
  /** Read off the events: without a `run-end` a run is unfinished, whatever stopped it. */
  readonly status: Outcome["status"] | "unfinished";
  /** The limit that ended it before everything was tried. */
  readonly limit: ExceededLimit | undefined;
  readonly artifact: Artifact | undefined;
  /** By all calls so far, as far as prices are known. */
  readonly spentNanoUsd: number;
  /** Attempts that end in nothing: a call may have been on its way when the process was killed. */
  readonly lostCalls: number;
}

/**
 * Where a run stands, by its events.
 *
 * @throws {Fault} `record/unreadable` when the run was cut off before it had begun.
 */
export function readRunState(events: readonly RunEvent[]): RunState {
  const [start] = events;
  if (start?.type !== "run-start") {
    throw new Fault("record/unreadable", "Cannot read the run: its beginning is missing", {
      help: "It was stopped before it had begun; start it anew",
    });
  }
  const { type: _type, runId: _runId, ...setup } = start;
  const attempts: Attempt[] = [];
  let status: RunState["status"] = "unfinished";
  let artifact: Artifact | undefined;
  let limit: ExceededLimit | undefined;
  let spentNanoUsd = 0;
  let lostCalls = 0;
  let isUntold = false;
  for (const event of events) {
    if (event.type === "attempt-start" && isUntold) lostCalls += 1;
    isUntold = event.type === "attempt-start";
    if (event.type === "attempt-end") attempts[event.number - 1] = event.attempt;
    if (event.type === "call-end") spentNanoUsd += toNanoUsd(event.call.costUsd ?? 0);
    if (event.type === "run-end") ({ status, limit, artifact } = event);
  }
  if (isUntold) lostCalls += 1;
  return { setup, attempts, status, limit, artifact, spentNanoUsd, lostCalls };
}

/** What the first attempt was answered, with its calls; `undefined` where no answer came. */
export function readFirstAnswer(events: readonly RunEvent[]): GivenAnswer | undefined {
  const end = events.find((event) => event.type === "response-end");
  if (end?.attempt !== 1) return undefined;
  const { response, requestSha256 } = end;
  const calls = events
    .slice(0, events.indexOf(end))
    .flatMap((event) => (event.type === "call-end" ? [event.call] : []));
  return { response, requestSha256, calls };
}
