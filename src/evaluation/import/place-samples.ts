import type {
  EvaluationSetup,
  ImportedFrom,
  SampleResult,
  SampleTiming,
} from "../../domain/evaluation.ts";
import { splitByHash } from "../../domain/evaluation.ts";
import type { ForeignEvaluation, ForeignSample } from "./imported-sample.ts";
import { toResult, toSolver, toTiming } from "./imported-sample.ts";

/** An evaluation of another tool as we keep ours. */
export interface ImportedEvaluation {
  readonly setup: EvaluationSetup;
  readonly results: readonly SampleResult[];
  readonly timings: readonly SampleTiming[];
}

export interface PlaceOptions {
  /** Names the runs of samples that have no name of their own. */
  readonly id: string;
  readonly version: string;
  readonly from: ImportedFrom;
  sha256(text: string): string;
}

/**
 * Gives each sample its place: solvers outermost, then tasks, then epochs, in the order of the setup where there is one,
 * else in which they came first. Tools sort what they write anew.
 */
export function placeSamples(
  evaluation: ForeignEvaluation,
  { id, version, from, sha256 }: PlaceOptions,
): ImportedEvaluation {
  const { samples } = evaluation;
  const known = evaluation.setup;
  const models = new Map(samples.map(({ solver, model }) => [solver, model]));
  const solvers = [
    ...new Set([...(known?.solvers ?? []).map((each) => each.id), ...models.keys()]),
  ];
  const taskIds = [...new Set([...(known?.taskIds ?? []), ...samples.map(({ task }) => task)])];
  const placed = sorted(samples, { solvers, taskIds });
  const results = placed.map(({ sample, epoch }, index): SampleResult => {
    const { task, own } = sample;
    const split = own?.split ?? splitByHash(sha256(task));
    const runId = own?.runId ?? sample.runId ?? `${id}-${index}`;
    return { index, ...toResult(sample, epoch), split, runId };
  });
  const timings = placed.flatMap(({ sample }, index) => toTiming(sample, index) ?? []);
  const setup: EvaluationSetup = known ?? {
    schemaVersion: 1,
    dataset: evaluation.dataset,
    tasksSha256: sha256(taskIds.join("\n")),
    taskIds,
    solvers: solvers.map((solver) => toSolver(solver, models.get(solver) ?? solver)),
    epochs: results.reduce((most, { epoch }) => Math.max(most, epoch + 1), 1),
    seed: samples[0]?.seed ?? 0,
    scorers: [...new Set(results.flatMap(({ scores }) => scores.map(({ scorer }) => scorer)))],
    specwrightVersion: version,
  };
  return { setup: { ...setup, imported: from }, results, timings };
}

interface Placed {
  readonly sample: ForeignSample;
  readonly epoch: number;
}

function sorted(
  samples: readonly ForeignSample[],
  order: Readonly<Record<"solvers" | "taskIds", readonly string[]>>,
): readonly Placed[] {
  const solverAt = new Map(order.solvers.map((solver, at) => [solver, at]));
  const taskAt = new Map(order.taskIds.map((task, at) => [task, at]));
  const seen = new Map<string, number>();
  return samples
    .map((sample): Placed => {
      const key = JSON.stringify([sample.solver, sample.task]);
      const before = seen.get(key) ?? 0;
      seen.set(key, before + 1);
      return { sample, epoch: sample.own?.epoch ?? sample.epoch ?? before };
    })
    .toSorted(
      (a, b) =>
        (solverAt.get(a.sample.solver) ?? 0) - (solverAt.get(b.sample.solver) ?? 0) ||
        (taskAt.get(a.sample.task) ?? 0) - (taskAt.get(b.sample.task) ?? 0) ||
        a.epoch - b.epoch,
    );
}
