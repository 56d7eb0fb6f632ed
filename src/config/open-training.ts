/** What making training data takes from this machine: runs one at a time, prompt texts, held-out tasks, a filter. */

import { join } from "node:path";
import type { EvaluationTask, SampleResult } from "../domain/evaluation.ts";
import { Fault, isFault } from "../domain/fault.ts";
import type { Feedback } from "../domain/feedback.ts";
import { describeExample } from "../domain/specification.ts";
import { listDatasets, openDatasets } from "../evaluation/dataset/open-datasets.ts";
import { evaluationFolder, listEvaluations } from "../evaluation/run/evaluation-record.ts";
import { resultSchema, setupSchema } from "../evaluation/run/evaluation-schema.ts";
import { isSampleRun } from "../evaluation/run/list-samples.ts";
import { readFileLines } from "../platform/read-file-lines.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import { hideSecretsInCode } from "../repository/hide-secrets-in-code.ts";
import type { HideSecrets } from "../std/hide-secrets.ts";
import { createRenderExchange, type RenderExchange } from "../training/examples/render-exchange.ts";
import type { RecordedRun, UnreadableRun } from "../training/examples/training-example.ts";
import { readFeedback } from "../training/feedback/read-feedback.ts";
import { standingFeedback } from "../training/feedback/standing-feedback.ts";
import { createHeldOutTasks, type HeldOutTasks } from "../training/filters/held-out-tasks.ts";
import { datasetParts } from "./dataset-parts.ts";
import { openHideSecrets } from "./open-hide-secrets.ts";

/** What names runs of no evaluation as a source. */
export const RUNS = "runs";

/**
 * The runs of these sources, each `runs` or an evaluation's id, one at a time and each once. A journal that cannot be
 * read is told and hides no other.
 *
 * @throws {Fault} `record/missing` for an evaluation that is not there, before anything is read
 */
export async function openRecordedRuns(
  sources: readonly string[],
  environment: CheckEnvironment,
): Promise<AsyncIterable<RecordedRun | UnreadableRun>> {
  const evaluations = new Set(await listEvaluations(environment.files));
  for (const source of sources)
    if (source !== RUNS && !evaluations.has(source)) throw withoutEvaluation(source);
  return readSources([...new Set(sources)], evaluations, environment);
}

async function* readSources(
  sources: readonly string[],
  evaluations: ReadonlySet<string>,
  environment: CheckEnvironment,
): AsyncGenerator<RecordedRun | UnreadableRun> {
  const feedbackOf = await readFeedbackByRun(environment);
  const read = async (
    runId: string,
    sample: RecordedRun["sample"],
  ): Promise<RecordedRun | UnreadableRun> => {
    try {
      const events = await environment.records.read(runId);
      return { runId, events, sample, feedback: feedbackOf.get(runId) ?? [] };
    } catch (error) {
      if (!isFault(error, "record/unreadable") && !isFault(error, "record/missing")) throw error;
      return { runId, why: error.message };
    }
  };
  for (const source of sources) {
    if (source === RUNS) {
      for (const runId of await environment.records.list())
        if (!isSampleRun(runId, evaluations)) yield await read(runId, undefined);
    } else {
      for await (const result of readResults(source, environment))
        if ("why" in result) yield result;
        else yield await read(result.runId, { ...result, evaluation: source });
    }
  }
}

/** One line at a time: an evaluation may have more results than fit into memory. */
async function* readResults(
  id: string,
  { files }: CheckEnvironment,
): AsyncGenerator<Pick<SampleResult, "runId" | "task" | "split" | "scores"> | UnreadableRun> {
  const path = `${evaluationFolder(id)}/results.jsonl`;
  if (!(await files.exists(path))) return;
  let number = 0;
  for await (const line of readFileLines(join(files.root, path))) {
    number += 1;
    try {
      const { runId, task, split, scores } = resultSchema.parse(JSON.parse(line));
      yield { runId, task, split, scores };
    } catch {
      yield { runId: `${id}, line ${number} of results.jsonl`, why: "the line is broken" };
    }
  }
}

async function readFeedbackByRun({
  files,
}: CheckEnvironment): Promise<ReadonlyMap<string, readonly Feedback[]>> {
  const all: Feedback[] = [];
  for await (const feedback of readFeedback(files)) all.push(feedback);
  return Map.groupBy(standingFeedback(all), ({ runId }) => runId);
}

const withoutEvaluation = (id: string): Fault =>
  new Fault("record/missing", `Cannot make training data of "${id}": there is no such evaluation`, {
    help: `Sources are ${RUNS} and ids of evaluations, see: specwright eval list`,
  });

/** Words examples by the texts in use now. @throws {Fault} `template/invalid` */
export async function openRenderExchange(environment: CheckEnvironment): Promise<{
  readonly render: RenderExchange;
  readonly templates: Readonly<Record<string, string>>;
}> {
  const templates = await environment.templates.choose("");
  return { render: createRenderExchange(templates, environment), templates: templates.ids };
}

/** Hides the keys of this process, and whatever looks like a secret in code. */
export function openSecretFilter(): HideSecrets {
  const { hideKnown } = openHideSecrets();
  return (text) => hideSecretsInCode(hideKnown(text));
}

export interface OpenedHeldOut {
  readonly tasks: HeldOutTasks;
  /** What was searched for held-out tasks: names, and files relative to the project. */
  readonly datasets: readonly string[];
  /** Of the tasks and their texts. */
  readonly sha256: string;
}

/**
 * The held-out tasks of this package's datasets, of every file that an evaluation of this project was made on, and of
 * `more` files.
 *
 * @throws {Fault} `source/*`, `specification/invalid` for a file of `more`
 */
export async function openHeldOut(
  more: readonly string[],
  environment: CheckEnvironment,
): Promise<OpenedHeldOut> {
  const parts = datasetParts(environment);
  const open = async (name: string): Promise<readonly EvaluationTask[]> =>
    // Under the dataset's own name, whatever ids two of them share.
    (await openDatasets([name], parts)).map((task) => ({ ...task, id: `${name}/${task.id}` }));
  const found = new Map<string, readonly EvaluationTask[]>();
  // First of all what may be wrong, as somebody typed it.
  for (const name of more) found.set(name, await open(name));
  for (const name of await listMeasuredFiles(environment))
    if (!found.has(name)) {
      const readable = await open(name).catch(ignoreFault);
      if (readable !== undefined) found.set(name, readable);
    }
  for (const { name } of await listDatasets(parts)) found.set(name, await open(name));
  const datasets = [...found.keys()];
  const tasks = [...found.values()].flat();
  const heldOut = tasks
    .filter(({ split }) => split === "held-out")
    .map((task) => ({ task: task.id, text: wordsOf(task) }));
  const others = tasks.filter(({ split }) => split !== "held-out").map(wordsOf);
  return {
    tasks: createHeldOutTasks(heldOut, others),
    datasets,
    sha256: environment.sha256(JSON.stringify(heldOut)),
  };
}

/** All that tells a task from others, its hidden examples included. */
const wordsOf = ({ specification, hiddenExamples }: EvaluationTask): string =>
  [
    specification.text,
    specification.signature ?? "",
    ...specification.requirements,
    ...[...specification.examples, ...hiddenExamples].map(describeExample),
  ].join("\n");

/** A file that was changed since cannot be searched any more; its held-out runs are told by their results. */
function ignoreFault(error: unknown): undefined {
  if (!isFault(error)) throw error;
}

/** Files of tasks that evaluations of this project were made on. */
async function listMeasuredFiles({ files }: CheckEnvironment): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const id of await listEvaluations(files)) {
    const text = await files.readText(`${evaluationFolder(id)}/setup.json`, {
      maxBytes: MOST_BYTES,
    });
    const setup = setupSchema.safeParse(parse(text));
    for (const name of setup.data?.dataset.split(" + ") ?? [])
      if (/\.jsonl$/iu.test(name)) found.add(name);
  }
  return [...found];
}

/** What fits into one JavaScript string. */
const MOST_BYTES = 500_000_000;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
