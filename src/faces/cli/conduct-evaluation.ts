import type { Config } from "../../config/load-config.ts";
import { type OpenedSolvers, openSolvers, usualConcurrency } from "../../config/open-evaluation.ts";
import type { EvaluationSetup, EvaluationTask } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import {
  countSamples,
  readEvaluation,
  writeSetup,
} from "../../evaluation/run/evaluation-record.ts";
import { runEvaluation } from "../../evaluation/run/run-evaluation.ts";
import { createTally, type Tally } from "../../evaluation/run/tally-results.ts";
import { SCORERS } from "../../evaluation/score/scorers.ts";
import type { PlannedWork } from "../../model-access/money/estimate.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { createReplayModel } from "../../providers/index.ts";
import { askConsent } from "./ask-consent.ts";
import type { ExitReason } from "./exit-codes.ts";
import type { Face } from "./face.ts";
import { followEvaluation } from "./follow-evaluation.ts";
import { planRuns } from "./plan-runs.ts";
import { renderTally } from "./render-tally.ts";
import { tellOpening } from "./tell-opening.ts";
import { tellTrust } from "./tell-trust.ts";
import type { Terminal } from "./terminal.ts";

type Base = CheckEnvironment & { readonly config: Config };

/** An evaluation to begin, or to go on with. */
export interface ConductedEvaluation {
  readonly id: string;
  readonly setup: EvaluationSetup;
  /** Those of the setup, in its order. */
  readonly tasks: readonly EvaluationTask[];
  readonly isNew: boolean;
}

export interface ConductOptions {
  readonly options: { readonly concurrency?: number; readonly json?: true };
  readonly face: Face;
}

/** Makes every sample that is not there yet; a fault or a signal on the way says how to go on. */
export async function conductEvaluation(
  evaluation: ConductedEvaluation,
  base: Base,
  { options, face }: ConductOptions,
): Promise<ExitReason> {
  const { id, setup, tasks, isNew } = evaluation;
  const { terminal, signal } = face;
  const isJson = options.json === true;
  const earlier = isNew ? [] : (await readEvaluation(id, base.files)).results;
  const tally = createTally(earlier);
  const total = countSamples(setup);
  if (earlier.length === total) {
    terminal.say(`evaluation ${id} has ended already`);
    return showEnd(evaluation, tally, { isJson, terminal });
  }
  tellTrust(
    tasks.map(({ specification }) => specification),
    base,
    terminal,
  );
  await using opened = await openSolvers(setup, base, { ...tellOpening(terminal), signal });
  await agreeToSpend(evaluation, earlier.length, { base, opened, face });
  if (isNew) await writeSetup(id, setup, base.files);
  if (isJson) terminal.json({ type: "evaluation-start", id, total, setup });
  else terminal.say(`evaluation ${id}: ${total} samples of ${setup.dataset}`);
  const events = runEvaluation(id, setup, base, {
    tasks,
    scorers: scorersOf(setup),
    environmentOf: opened.environmentOf,
    replay: (journal, next) => createReplayModel(journal, { next }),
    concurrency: options.concurrency ?? usualConcurrency(setup.solvers, base.config),
    signal,
  });
  try {
    await followEvaluation(events, { terminal, isJson, clock: base.clock, tally });
  } catch (error) {
    terminal.say(`What was done is kept. Go on with: specwright eval resume ${id}`);
    throw error;
  }
  return showEnd(evaluation, tally, { isJson, terminal });
}

function showEnd(
  { id, setup }: ConductedEvaluation,
  tally: Tally,
  { isJson, terminal }: { readonly isJson: boolean; readonly terminal: Terminal },
): ExitReason {
  const rows = tally.rows();
  if (isJson) terminal.json({ type: "evaluation-end", id, solvers: rows });
  else {
    terminal.result(renderTally(rows));
    terminal.say(`Task by task: specwright eval show ${id}`);
  }
  const hasStopped = rows.some(({ byStatus }) => byStatus.stopped > 0);
  return setup.maxUsd !== undefined && hasStopped ? "money" : "accepted";
}

/** By their names in the setup. @throws {Fault} `usage/invalid` for one that is not here */
const scorersOf = ({ scorers }: EvaluationSetup) =>
  scorers.map((name) => {
    const found = SCORERS.find(({ id }) => id === name);
    if (found !== undefined) return found;
    throw new Fault("usage/invalid", `Cannot go on: there is no scorer "${name}" here`, {
      help: "It began with another version",
    });
  });

/** Once for each model: what its samples that are missing may cost. @throws {Fault} `budget/*` */
async function agreeToSpend(
  { setup, tasks }: ConductedEvaluation,
  done: number,
  {
    base,
    opened,
    face,
  }: { readonly base: Base; readonly opened: OpenedSolvers; readonly face: Face },
): Promise<void> {
  const { terminal, signal } = face;
  for (const [id, model] of opened.models) {
    const plan = async (): Promise<readonly PlannedWork[]> => {
      const work: PlannedWork[] = [];
      for (const [at, solver] of setup.solvers.entries()) {
        if (solver.model !== id) continue;
        const specifications = tasks.map(({ specification }) => specification);
        const planned = await planRuns(specifications, opened.environmentOf(solver), solver.limits);
        const all = planned.flatMap((each) => Array.from({ length: setup.epochs }, () => each));
        work.push(...all.slice(Math.max(0, done - at * all.length)));
      }
      return work;
    };
    await askConsent(plan, { ...base, model, terminal, signal });
  }
}
