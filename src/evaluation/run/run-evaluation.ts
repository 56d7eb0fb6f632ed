/** An evaluation, sample by sample. */

import type { EvaluationSetup, EvaluationTask, Solver } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import type { CheckEnvironment, Environment } from "../../ports/environment.ts";
import type { Scorer } from "../../ports/scorer.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { countSamples, openEvaluationRecord } from "./evaluation-record.ts";
import { inOrder } from "./in-order.ts";
import { listSamples } from "./list-samples.ts";
import { type RunSampleOptions, runSample, type SampleEnd } from "./run-sample.ts";

export interface RunEvaluationOptions extends Pick<RunSampleOptions, "replay"> {
  /** Those of the setup, in its order. */
  readonly tasks: readonly EvaluationTask[];
  readonly scorers: readonly Scorer[];
  /** An environment whose model and prompt texts are the solver's. */
  environmentOf(solver: Solver): Environment;
  /** Samples at work at once. */
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}

/** A sample has ended, and is on the disk. */
export interface EvaluationEvent extends SampleEnd {
  readonly type: "sample-end";
  /** Samples that have ended, those of earlier processes among them. */
  readonly done: number;
  readonly total: number;
}

/** A hash over tasks: two evaluations with the same asked the same. */
export const hashTasks = (
  tasks: readonly EvaluationTask[],
  sha256: (text: string) => string,
): string => sha256(canonicalJson(tasks));

/**
 * Makes all samples that have no result yet, in order; what is there is kept. Ended by whatever and called again, it
 * writes the same results.
 *
 * @throws {Fault} `record/*`; `usage/invalid` where the tasks are not those of the setup; what every sample would end by.
 * @throws `options.signal.reason` when aborted.
 */
export async function* runEvaluation(
  id: string,
  setup: EvaluationSetup,
  environment: CheckEnvironment,
  { tasks, scorers, environmentOf, replay, concurrency, signal }: RunEvaluationOptions,
): AsyncGenerator<EvaluationEvent, void> {
  const { files, sha256, records, budget } = environment;
  refuseOtherTasks(id, setup, hashTasks(tasks, sha256));
  await using record = await openEvaluationRecord(id, files);
  const total = countSamples(setup);
  const begun = new Set(await records.list());
  budget.charge(record.spentNanoUsd);
  const samples = listSamples(id, setup, tasks, { from: record.count, sha256 });
  const ends = inOrder(samples, concurrency, (sample) =>
    runSample(sample, environmentOf(sample.solver), {
      scorers,
      replay,
      isBegun: begun.has(sample.runId),
      signal,
    }),
  );
  let done = record.count;
  for await (const together of ends) {
    await record.append(together);
    for (const end of together) {
      done += 1;
      yield { type: "sample-end", ...end, done, total };
    }
  }
}

function refuseOtherTasks(id: string, { dataset, tasksSha256 }: EvaluationSetup, now: string) {
  if (tasksSha256 === now) return;
  throw new Fault(
    "usage/invalid",
    `Cannot go on with evaluation "${id}": the tasks of ${dataset} have changed since it began`,
    { help: "Begin a new one; results of other tasks cannot be compared" },
  );
}
