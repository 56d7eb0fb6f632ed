import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { isFault } from "../../../domain/fault.ts";
import {
  countSamples,
  listEvaluations,
  readEvaluation,
  type StoredEvaluation,
} from "../../../evaluation/run/evaluation-record.ts";
import { createTally } from "../../../evaluation/run/tally-results.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";

/** `specwright eval list`: one that cannot be read is told, and hides no other. */
export async function listEvaluationsCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { files } = environment;
  const summaries: Summary[] = [];
  for (const id of await listEvaluations(files)) {
    try {
      summaries.push(summarise(await readEvaluation(id, files)));
    } catch (error) {
      if (!isFault(error, "record/unreadable")) throw error;
      terminal.say(`${escapeText(id)}: left out: ${escapeText(error.message)}`);
    }
  }
  if (options.json === true) for (const summary of summaries) terminal.json(summary);
  else if (summaries.length === 0)
    terminal.say("No evaluations here yet: specwright eval run DATASET makes one");
  else terminal.result(renderTable(TITLES, summaries.map(toRow)));
  return "accepted";
}

interface Summary {
  readonly id: string;
  readonly dataset: string;
  readonly solvers: readonly string[];
  readonly tasks: number;
  readonly epochs: number;
  readonly samples: number;
  readonly done: number;
  readonly accepted: number;
  /** The tool that made it, where we did not. */
  readonly imported: string | null;
}

function summarise({ id, setup, results }: StoredEvaluation): Summary {
  const { dataset, solvers, taskIds, epochs } = setup;
  const rows = createTally(results).rows();
  return {
    id,
    dataset,
    solvers: solvers.map((solver) => solver.id),
    tasks: taskIds.length,
    epochs,
    samples: countSamples(setup),
    done: results.length,
    accepted: rows.reduce((sum, { byStatus }) => sum + byStatus.accepted, 0),
    imported: setup.imported?.tool ?? null,
  };
}

const TITLES = ["evaluation", "dataset", "solvers", "tasks", "epochs", "done", "accepted"];

const toRow = (summary: Summary): readonly string[] => {
  const { id, dataset, solvers, tasks, epochs, done, samples, accepted } = summary;
  const state = done === samples ? `${done}` : `${done} of ${samples}`;
  const [first = "", ...others] = solvers;
  const who = others.length === 0 ? first : `${first} and ${others.length} more`;
  const whence = summary.imported === null ? dataset : `${dataset} (${summary.imported})`;
  return [id, whence, who, `${tasks}`, `${epochs}`, state, `${accepted}`].map(escapeText);
};
