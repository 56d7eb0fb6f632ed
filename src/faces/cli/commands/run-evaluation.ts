import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { datasetParts } from "../../../config/dataset-parts.ts";
import type { Config } from "../../../config/load-config.ts";
import { modelsToEvaluate, readVariants, sharesNow } from "../../../config/open-evaluation.ts";
import type { EvaluationSetup, EvaluationTask, Solver } from "../../../domain/evaluation.ts";
import { Fault } from "../../../domain/fault.ts";
import { chooseTasks } from "../../../evaluation/dataset/choose-tasks.ts";
import { listDatasets, openDatasets } from "../../../evaluation/dataset/open-datasets.ts";
import { readSetup, refuseImported } from "../../../evaluation/run/evaluation-record.ts";
import { listSolvers } from "../../../evaluation/run/list-solvers.ts";
import { hashTasks } from "../../../evaluation/run/run-evaluation.ts";
import { SCORERS } from "../../../evaluation/score/scorers.ts";
import { findLanguage, findProfile, refuseUnjudgeable } from "../../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { conductEvaluation } from "../conduct-evaluation.ts";
import { estimateEvaluation } from "../estimate-evaluation.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { nameEvaluation } from "../name-evaluation.ts";
import { toProjectPath } from "../project-path.ts";

export interface RunEvaluationOptions extends Omit<ModelOptions, "model"> {
  readonly model?: readonly string[];
  readonly provider?: string;
  readonly free?: true;
  readonly variant?: readonly string[];
  readonly category?: readonly string[];
  readonly split?: string;
  readonly sample?: number;
  readonly limit?: number;
  readonly epochs?: number;
  readonly concurrency?: number;
  readonly id?: string;
  readonly dryRun?: true;
}

type Base = CheckEnvironment & { readonly config: Config };

/** `specwright eval run DATASET…`: everything that can be refused is refused before a model is asked. */
export async function runEvaluationCommand(
  [names]: readonly [readonly string[]],
  options: RunEvaluationOptions,
  face: Face,
): Promise<ExitReason> {
  const { model: models = [], ...others } = options;
  const [model] = models;
  const settings = toSettings({ ...others, ...(model === undefined ? {} : { model }) });
  await using base = await createCheckEnvironment({ directory: face.directory, settings });
  const { random, sha256, version, config } = base;
  const id = options.id === undefined ? random.nextId() : await refuseTaken(options.id, base);
  if (names.length === 0) throw await withoutDataset(base);
  const datasets = names.map((name) => toDataset(name, base, face));
  const seed = options.seed ?? random.nextInteger();
  const tasks = chooseTasks(
    await openDatasets(datasets, datasetParts(base)),
    {
      categories: options.category,
      split: toSplit(options.split),
      sample: options.sample,
      limit: options.limit,
      seed,
    },
    sha256,
  );
  const solvers = await toSolvers(models, options, base);
  refuseUnusable(tasks, solvers, base);
  const setup: EvaluationSetup = {
    schemaVersion: 1,
    dataset: joinDatasets(datasets),
    tasksSha256: hashTasks(tasks, sha256),
    taskIds: tasks.map(({ id }) => id),
    solvers,
    epochs: options.epochs ?? 1,
    seed,
    scorers: SCORERS.map(({ id }) => id),
    maxUsd: config.settings.max_usd,
    shares: await sharesNow(solvers, base),
    specwrightVersion: version,
  };
  if (options.dryRun === true) {
    const isJson = options.json === true;
    return await estimateEvaluation({ setup, tasks }, base, { terminal: face.terminal, isJson });
  }
  const evaluation = { id, setup, tasks, isNew: true };
  return await conductEvaluation(evaluation, base, { options, face });
}

export interface ResumeEvaluationOptions
  extends Pick<ModelOptions, "maxUsd" | "yes" | "cache" | "offline" | "json"> {
  readonly concurrency?: number;
}

/** `specwright eval resume ID`: results that are there stay as they are. */
export async function resumeEvaluationCommand(
  [id]: readonly [string],
  options: ResumeEvaluationOptions,
  face: Face,
): Promise<ExitReason> {
  const { directory } = face;
  const setup = await readSetupOf(id, directory);
  const maxUsd = options.maxUsd ?? setup.maxUsd;
  const [first] = setup.solvers;
  const settings = toSettings({
    ...options,
    ...(maxUsd === undefined ? {} : { maxUsd }),
    ...(first === undefined ? {} : { model: first.model }),
  });
  await using base = await createCheckEnvironment({ directory, settings });
  const all = await openDatasets(splitDatasets(setup.dataset), datasetParts(base));
  const byId = new Map(all.map((task) => [task.id, task]));
  const tasks = setup.taskIds.flatMap((each) => byId.get(each) ?? []);
  return await conductEvaluation({ id, setup, tasks, isNew: false }, base, { options, face });
}

/** The name itself, where none is called so yet. @throws {Fault} `usage/invalid` */
async function refuseTaken(id: string, { files, records }: Base): Promise<string> {
  await nameEvaluation(id, files, `To go on with it: specwright eval resume ${id}`);
  // Journals of an evaluation that was deleted would be taken for its own.
  const left = (await records.list()).find((run) => run.replace(/-\d+$/u, "") === id);
  if (left === undefined) return id;
  throw new Fault("usage/invalid", `Cannot call an evaluation "${id}": there are runs of one`, {
    help: `Give it another name, or delete them: .specwright/runs/${left}.jsonl and others`,
  });
}

async function readSetupOf(id: string, directory: string): Promise<EvaluationSetup> {
  await using base = await createCheckEnvironment({ directory });
  const setup = await readSetup(id, base.files);
  refuseImported(id, setup);
  return setup;
}

async function withoutDataset(base: Base): Promise<Fault> {
  const known = await listDatasets(datasetParts(base));
  const lines = known.map(({ name, about }) => `  ${name}: ${about}`);
  return new Fault("usage/invalid", "Cannot evaluate: no dataset is named", {
    help: `Name some, or files that end with .jsonl:\n${lines.join("\n")}`,
  });
}

const BETWEEN = " + ";
const joinDatasets = (names: readonly string[]): string => names.join(BETWEEN);
const splitDatasets = (dataset: string): readonly string[] => dataset.split(BETWEEN);

/** A file as the project knows it, anything else as the name of a dataset. @throws {Fault} `usage/invalid` */
function toDataset(name: string, { files }: Base, { directory }: Face): string {
  if (!/\.jsonl$/iu.test(name)) return name;
  if (!name.includes(BETWEEN)) return toProjectPath(name, directory, files.root);
  throw new Fault("usage/invalid", `Cannot evaluate on "${name}": its name holds "${BETWEEN}"`, {
    help: "Give the file another name",
  });
}

const SPLITS = ["development", "held-out"] as const;

function toSplit(said: string | undefined): EvaluationTask["split"] | undefined {
  const split = SPLITS.find((each) => each === said);
  if (said === undefined || split !== undefined) return split;
  throw new Fault("usage/invalid", `Cannot choose split "${said}": there is none of that name`, {
    help: `Splits: ${SPLITS.join(", ")}`,
  });
}

async function toSolvers(
  named: readonly string[],
  options: RunEvaluationOptions,
  base: Base,
): Promise<readonly Solver[]> {
  const { settings } = base.config;
  const { free, provider, variant = [] } = options;
  return listSolvers({
    models: await modelsToEvaluate(named, provider, base),
    variants: await readVariants(variant, base),
    profile: settings.profile,
    limits: Object.fromEntries(
      Object.entries(toLimits(settings)).filter(([, value]) => value !== undefined),
    ),
    constrained: settings.constraints ? [true, ...(free === true ? [false] : [])] : [false],
  });
}

/** What could not be judged here would be an error of every sample. @throws {Fault} `usage/invalid`, `sandbox/missing` */
function refuseUnusable(
  tasks: readonly EvaluationTask[],
  [solver]: readonly Solver[],
  base: Base,
): void {
  for (const { specification, hiddenExamples } of tasks) {
    const language = findLanguage(base, specification.language);
    findProfile(language, solver?.profile);
    const examples = [...specification.examples, ...hiddenExamples];
    refuseUnjudgeable({ ...specification, examples }, language, base);
  }
}
