import type { SampleResult, SampleTiming, Score } from "../../domain/evaluation.ts";
import { Fault, isFault } from "../../domain/fault.ts";
import { sortFault } from "../../domain/fault-owner.ts";
import type { Outcome, RunEvent } from "../../domain/run.ts";
import { isTransient, journalPath } from "../../pipeline/record/journal-store.ts";
import { readRunState } from "../../pipeline/record/run-state.ts";
import { conclude } from "../../pipeline/repair/conclude.ts";
import { generateEvents, resumeRun } from "../../pipeline/run.ts";
import { findFallback } from "../../pipeline/summarize-run.ts";
import type { Environment } from "../../ports/environment.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { Scorer } from "../../ports/scorer.ts";
import type { Sample } from "./list-samples.ts";
import { toResult, toTiming } from "./to-result.ts";
import { toldEvents } from "./told-events.ts";

export interface RunSampleOptions {
  readonly scorers: readonly Scorer[];
  /** Whether an earlier process began its run. */
  readonly isBegun: boolean;
  /** A model that answers from a run's events first, and asks `next` for what they do not tell. */
  replay(events: readonly RunEvent[], next: LanguageModel): LanguageModel;
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
  const { signal } = options;
  const { clock } = environment;
  const startedAt = clock.elapsed();
  const startedAtUtc = new Date(clock.now()).toISOString();
  const journal: RunEvent[] = [];
  let outcome: Outcome | undefined;
  let fault: Fault | undefined;
  try {
    outcome = await makeRun(sample, environment, { ...options, journal });
  } catch (error) {
    signal?.throwIfAborted();
    if (!isFault(error) || sortFault(error) === "machine") throw error;
    fault = error;
  }
  const events = toldEvents(journal);
  const scoringAt = clock.elapsed();
  const scores = outcome === undefined ? [] : await score(sample, outcome, environment, options);
  const endedAt = clock.elapsed();
  return {
    result: toResult({ sample, events, outcome, fault, scores }),
    timing: toTiming(
      { sample, events },
      { startedAt: startedAtUtc, totalMs: endedAt - startedAt, scoreMs: endedAt - scoringAt },
    ),
  };
}

async function score(
  { task }: Sample,
  outcome: Outcome,
  environment: Environment,
  { scorers, signal }: RunSampleOptions,
): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const scorer of scorers) scores.push(await scorer.score(task, outcome, environment, signal));
  return scores;
}

/** A run that has ended is read, one that was cut is gone on with, else it is begun; its events go to `journal`. */
async function makeRun(
  { runId, task, solver, seed }: Sample,
  environment: Environment,
  { isBegun, replay, signal, journal }: RunSampleOptions & { readonly journal: RunEvent[] },
): Promise<Outcome> {
  const earlier = isBegun ? await readEarlier(runId, environment) : undefined;
  if (earlier === undefined) {
    const { profile, limits, isConstrained } = solver;
    const wishes = { runId, seed, profile, limits, isConstrained, signal };
    return collect(generateEvents(task.specification, environment, wishes), journal);
  }
  const { events, state } = earlier;
  if (state.setup.seed !== seed) throw ofAnother(runId);
  const { status, limit, artifact, attempts } = state;
  journal.push(...events);
  environment.budget.charge(state.spentNanoUsd);
  if (status === "unfinished") {
    // What was answered and paid for is not asked again.
    const model = replay(events, environment.model);
    return collect(resumeRun(runId, { ...environment, model }, { signal }), journal);
  }
  if (artifact !== undefined) return { status: "accepted", artifact, attempts };
  return conclude(attempts, { limit, fallback: findFallback(events) });
}

/** What an earlier process left of a run. A journal that was cut before its beginning tells of nothing: it goes. */
async function readEarlier(runId: string, { records, files }: Environment) {
  const events = await records.read(runId);
  if (events.length > 0) return { events, state: readRunState(events) };
  await files.remove(journalPath(runId));
  return undefined;
}

const ofAnother = (runId: string): Fault =>
  new Fault(
    "record/unreadable",
    `Cannot go on with run "${runId}": it is none of this evaluation`,
    {
      help: "Its journal was made with another seed: delete it, or begin an evaluation anew",
    },
  );

/** Runs to the end; what a journal keeps is kept here too. */
async function collect(
  events: AsyncGenerator<RunEvent, Outcome>,
  journal: RunEvent[],
): Promise<Outcome> {
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) return value;
    if (!isTransient(value)) journal.push(value);
  }
}
