/** A run with its journal: what the library and the faces call. */

import type { Attempt } from "../domain/attempt.ts";
import type { GivenAnswer } from "../domain/batch.ts";
import { Fault } from "../domain/fault.ts";
import { toNanoUsd } from "../domain/price.ts";
import type { Outcome, RunEvent, RunSetup } from "../domain/run.ts";
import type { Specification } from "../domain/specification.ts";
import type { Environment } from "../ports/environment.ts";
import type { RunRecord } from "../ports/record-store.ts";
import { chargeLostCalls } from "./charge-lost-calls.ts";
import { generateSteps } from "./generate.ts";
import { type Judged, keepRoute, toJudged } from "./keep-route.ts";
import { refuseUnusableGrammar } from "./open-constraints.ts";
import { findLanguage, type PrepareRunOptions, prepareRun } from "./prepare-run.ts";
import { readFirstAnswer, readRunState } from "./record/run-state.ts";
import { inspectSpecification } from "./specification/inspect-specification.ts";

export interface GenerateOptions extends PrepareRunOptions {
  /** @default a fresh one */
  readonly runId?: string | undefined;
  /**
   * The first attempt's answer, asked for and paid before the run: its prompt is not sent, its calls are in the journal.
   * They count against the run's own cap alone. @default the model is asked
   */
  readonly given?: GivenAnswer | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Specification → code its language's checker has accepted, as it happens: one event a step, the outcome as the
 * last value. Every event is in the journal before it is seen here.
 *
 * @throws {Fault} when the world fails; `resumeRun` goes on from there.
 * @throws `options.signal.reason` when aborted.
 */
export async function* generateEvents(
  specification: Specification,
  environment: Environment,
  options: GenerateOptions = {},
): AsyncGenerator<RunEvent, Outcome> {
  const prepared = await prepareRun(specification, environment, options);
  await refuseUnusableGrammar(prepared, {
    language: findLanguage(environment, prepared.specification.language),
    model: environment.model,
    machine: environment,
  });
  const { runId = environment.random.nextId() } = options;
  const { ids: templates } = await environment.templates.choose(runId);
  const setup: RunSetup = { ...prepared, templates };
  await using record = await environment.records.create(runId);
  const start: RunEvent = { type: "run-start", runId, ...setup };
  await record.append(start);
  yield start;
  const diagnostics = inspectSpecification(specification);
  if (diagnostics.length > 0) {
    const found: RunEvent = { type: "injection-found", diagnostics };
    await record.append(found);
    yield found;
  }
  return yield* recordSteps(setup, environment, {
    record,
    earlier: [],
    judged: [],
    spentNanoUsd: 0,
    lostCalls: 0,
    given: options.given,
    signal: options.signal,
  });
}

/** `generateEvents`, drained. */
export const generate = async (
  specification: Specification,
  environment: Environment,
  options: GenerateOptions = {},
): Promise<Outcome> => drain(generateEvents(specification, environment, options));

/**
 * Goes on with a run that was stopped. What was answered before is not asked again: the environment's model must
 * answer from the journal first, see `createReplayModel`.
 *
 * @throws {Fault} `record/missing`; `usage/invalid` for a run that has ended.
 */
export async function* resumeRun(
  runId: string,
  environment: Environment,
  options: Pick<GenerateOptions, "given" | "signal"> = {},
): AsyncGenerator<RunEvent, Outcome> {
  await using record = await environment.records.open(runId);
  const events = await environment.records.read(runId);
  const { setup, attempts, status, spentNanoUsd, lostCalls } = readRunState(events);
  if (status !== "unfinished") {
    throw new Fault("usage/invalid", `Cannot resume run ${runId}: it has ended as ${status}`, {
      help: `See it with: specwright runs show ${runId}`,
    });
  }
  return yield* recordSteps(setup, environment, {
    record,
    earlier: attempts,
    judged: events.flatMap(toJudged),
    spentNanoUsd,
    lostCalls,
    given: goOnWith(events, options.given),
    signal: options.signal,
  });
}

/** The first answer as the journal has it, else the given one; without the calls that the journal tells already. */
function goOnWith(
  events: readonly RunEvent[],
  given: GivenAnswer | undefined,
): GivenAnswer | undefined {
  const answer = readFirstAnswer(events) ?? given;
  const told = events.filter(({ type }) => type === "call-end").length;
  return answer && { ...answer, calls: answer.calls.slice(told) };
}

async function* recordSteps(
  setup: RunSetup,
  environment: Environment,
  options: {
    readonly record: RunRecord;
    readonly earlier: readonly Attempt[];
    /** What its model is judged by, of before it was stopped. */
    readonly judged: readonly Judged[];
    /** By this run, before it was stopped. */
    readonly spentNanoUsd: number;
    /** Calls of it that were on their way when its process was killed, of which nothing is known. */
    readonly lostCalls: number;
    readonly given: GivenAnswer | undefined;
    readonly signal: AbortSignal | undefined;
  },
): AsyncGenerator<RunEvent, Outcome> {
  const { record, earlier, spentNanoUsd, lostCalls, given, signal } = options;
  const language = findLanguage(environment, setup.specification.language);
  const judged = [...options.judged];
  const model = keepRoute(environment.model, judged);
  const { costUsd } = setup.limits;
  const budget = environment.budget.open(costUsd === undefined ? undefined : toNanoUsd(costUsd));
  budget.charge(spentNanoUsd);
  const steps = generateSteps(
    setup,
    { ...environment, model },
    {
      runId: record.runId,
      language,
      earlier,
      budget: chargeLostCalls(budget, lostCalls),
      given,
      signal,
    },
  );
  try {
    for (;;) {
      const { value, done } = await steps.next();
      if (done === true) return value;
      await record.append(value);
      judged.push(...toJudged(value));
      if (value.type === "run-end") await environment.model.runEnded?.(record.runId, judged);
      yield value;
    }
  } finally {
    // A reader that stops early must still stop the model: closing an ended generator does nothing.
    await steps.return(undefined as never);
  }
}

/** Runs a generator to its end and gives its last value. */
export async function drain<T>(events: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) return value;
  }
}
