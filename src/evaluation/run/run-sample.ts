import type { SampleResult, SampleTiming, Score } from "../../domain/evaluation.ts";
import { type Fault, isFault } from "../../domain/fault.ts";
import { sortFault } from "../../domain/fault-owner.ts";
import type { Outcome } from "../../domain/run.ts";
import { journalPath } from "../../pipeline/record/journal-store.ts";
import { readRunState } from "../../pipeline/record/run-state.ts";
import { conclude } from "../../pipeline/repair/conclude.ts";
import { drain, generateEvents, resumeRun } from "../../pipeline/run.ts";
import { findFallback } from "../../pipeline/summarize-run.ts";
import type { Environment } from "../../ports/environment.ts";
import type { Scorer } from "../../ports/scorer.ts";
import type { Sample } from "./list-samples.ts";
import { toResult, toTiming } from "./to-result.ts";

export interface RunSampleOptions {
  readonly scorers: readonly Scorer[];
  /** Whether an earlier process began its run. */
  readonly isBegun: boolean;
  readonly signal: AbortSignal | undefined;
}

export interface SampleEnd {
  readonly result: SampleResult;
  readonly timing: SampleTiming;
}

/**
 * Makes a sample's run, or goes on with what an earlier process left of it, and scores what it came to.
 *
 * @throws {Fault} for what is wrong with this machine or the settings: every sample would end so.
 * @throws `options.signal.reason` when aborted.
 */
export async function runSample(
  sample: Sample,
  environment: Environment,
  options: RunSampleOptions,
): Promise<SampleEnd> {
  const { scorers, signal } = options;
  const { clock, records } = environment;
  const startedAt = clock.elapsed();
  const startedAtUtc = new Date(clock.now()).toISOString();
  let outcome: Outcome | undefined;
  let fault: Fault | undefined;
  try {
    outcome = await makeRun(sample, environment, options);
  } catch (error) {
    if (!isFault(error) || sortFault(error) === "machine") throw error;
    fault = error;
  }
  const events = await records.read(sample.runId);
  const scoringAt = clock.elapsed();
  const scores: Score[] = [];
  for (const scorer of outcome === undefined ? [] : scorers)
    scores.push(await scorer.score(sample.task, outcome as Outcome, environment, signal));
  const endedAt = clock.elapsed();
  return {
    result: toResult({ sample, events, outcome, fault, scores }),
    timing: toTiming(
      { sample, events },
      { startedAt: startedAtUtc, totalMs: endedAt - startedAt, scoreMs: endedAt - scoringAt },
    ),
  };
}

/** A run that has ended is read, one that was cut is gone on with, else it is begun. */
async function makeRun(
  { runId, task, solver, seed }: Sample,
  environment: Environment,
  { isBegun, signal }: RunSampleOptions,
): Promise<Outcome> {
  const earlier = isBegun ? await readEarlier(runId, environment) : undefined;
  if (earlier === undefined) {
    return drain(
      generateEvents(task.specification, environment, {
        runId,
        seed,
        profile: solver.profile,
        limits: solver.limits,
        isConstrained: solver.isConstrained,
        signal,
      }),
    );
  }
  const { status, limit, artifact, attempts } = earlier.state;
  if (status === "unfinished") return drain(resumeRun(runId, environment, { signal }));
  if (artifact !== undefined) return { status: "accepted", artifact, attempts };
  return conclude(attempts, { limit, fallback: findFallback(earlier.events) });
}

/** What an earlier process left of a run. A journal that was cut before its first line tells of nothing: it goes. */
async function readEarlier(runId: string, { records, files }: Environment) {
  try {
    const events = await records.read(runId);
    return { events, state: readRunState(events) };
  } catch (error) {
    if (!isFault(error, "record/unreadable")) throw error;
    await files.remove(journalPath(runId));
    return undefined;
  }
}
