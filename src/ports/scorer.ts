/** Says one thing about a run that has ended. */

import type { EvaluationTask, Score } from "../domain/evaluation.ts";
import type { Outcome } from "../domain/run.ts";
import type { CheckEnvironment } from "./environment.ts";

export interface Scorer {
  /** e.g. `hidden-examples` */
  readonly id: string;
  /**
   * @throws {Fault} `toolchain/*`, `sandbox/*` where the world fails.
   * @throws `signal.reason` when aborted.
   */
  score(
    task: EvaluationTask,
    outcome: Outcome,
    environment: CheckEnvironment,
    signal: AbortSignal | undefined,
  ): Promise<Score>;
}
