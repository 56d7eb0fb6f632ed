import type { EvaluationSetup, EvaluationTask, Solver } from "../../domain/evaluation.ts";

/** One run to be made. */
export interface Sample {
  /** Place in the evaluation, from 0. */
  readonly index: number;
  readonly task: EvaluationTask;
  readonly solver: Solver;
  readonly epoch: number;
  /** The same for every solver, so that they can be compared pair by pair. */
  readonly seed: number;
  readonly runId: string;
}

/** All samples of an evaluation from place `from` on, in order: solvers outermost, then tasks, then epochs. */
export function* listSamples(
  id: string,
  { solvers, epochs, seed }: Pick<EvaluationSetup, "solvers" | "epochs" | "seed">,
  tasks: readonly EvaluationTask[],
  { from, sha256 }: { readonly from: number; readonly sha256: (text: string) => string },
): Generator<Sample> {
  const total = solvers.length * tasks.length * epochs;
  for (let index = from; index < total; index += 1) {
    const epoch = index % epochs;
    const task = tasks[Math.floor(index / epochs) % tasks.length];
    const solver = solvers[Math.floor(index / (epochs * tasks.length))];
    if (task === undefined || solver === undefined) throw new RangeError("Cannot place a sample");
    yield {
      index,
      task,
      solver,
      epoch,
      seed: seedOf(seed, task.id, epoch, sha256),
      runId: `${id}-${index}`,
    };
  }
}

/** Below 2 ** 31. */
const seedOf = (
  seed: number,
  task: string,
  epoch: number,
  sha256: (text: string) => string,
): number => Number.parseInt(sha256(`${seed} ${epoch} ${task}`).slice(0, 8), 16) >>> 1;

/** Whether a run is a sample of an evaluation, by their ids. */
export const isSampleRun = (runId: string, evaluations: ReadonlySet<string>): boolean =>
  evaluations.has(/^(.+)-\d+$/u.exec(runId)?.[1] ?? "");
