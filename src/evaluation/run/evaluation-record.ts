/** An evaluation's folder in the project: what it is made from, and what each sample came to. */

import type { z } from "zod";
import type { EvaluationSetup, SampleResult, SampleTiming } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import { toNanoUsd } from "../../domain/price.ts";
import type { Files } from "../../ports/files.ts";
import { isFileId } from "../../std/file-ids.ts";
import { toJsonLine } from "../../std/json-line.ts";
import { resultSchema, setupSchema, timingSchema } from "./evaluation-schema.ts";
import type { SampleEnd } from "./run-sample.ts";

const FOLDER = ".specwright/evaluations";
/** What fits into one JavaScript string. */
const MAX_BYTES = 500_000_000;

/** Should the machine itself go down, these are made again from their journals, which are flushed line by line. */
const FLUSHED_TOGETHER = 32;

/** An evaluation as it is kept; unfinished where there are fewer results than samples. */
export interface StoredEvaluation {
  readonly id: string;
  readonly setup: EvaluationSetup;
  /** In the order of their places. */
  readonly results: readonly SampleResult[];
  readonly timings: readonly SampleTiming[];
}

/** How many samples an evaluation has when it is whole. */
export const countSamples = ({ solvers, taskIds, epochs }: EvaluationSetup): number =>
  solvers.length * taskIds.length * epochs;

/** Writes down what an evaluation is made from: from here on it can be gone on with. @throws {Fault} `storage/*` */
export async function writeSetup(id: string, setup: EvaluationSetup, files: Files): Promise<void> {
  const folder = evaluationFolder(id);
  // Lines without a setup were left by a process that was killed as it kept an evaluation: they are none of this one.
  if (!(await files.exists(`${folder}/setup.json`)))
    for (const name of LINES) await files.remove(`${folder}/${name}`);
  await files.writeText(`${folder}/setup.json`, toSetupText(setup));
}

const LINES = ["results.jsonl", "timings.jsonl"] as const;

const toSetupText = (setup: EvaluationSetup): string => `${JSON.stringify(setup, null, 1)}\n`;

/**
 * Keeps an evaluation that was made elsewhere; it is there when the last of its files is.
 *
 * @throws {Fault} `record/busy`, `storage/*`; then nothing of it is left
 */
export async function keepEvaluation(
  id: string,
  { setup, results, timings }: Omit<StoredEvaluation, "id">,
  files: Files,
): Promise<void> {
  const folder = evaluationFolder(id);
  using _held = (await files.lock(`${folder}/lock`)) ?? refuseBusy(id);
  const linesOf = (values: readonly unknown[]): string =>
    values.map((value) => `${toJsonLine(value)}\n`).join("");
  try {
    await files.writeText(`${folder}/timings.jsonl`, linesOf(timings));
    await files.writeText(`${folder}/results.jsonl`, linesOf(results));
    await files.writeText(`${folder}/setup.json`, toSetupText(setup));
  } catch (error) {
    for (const name of LINES) await files.remove(`${folder}/${name}`);
    throw error;
  }
}

/**
 * Reads an evaluation, whole or not. A last line that was torn by the end of a process is left out.
 *
 * @throws {Fault} `record/missing`, `record/unreadable` with the file and the line
 */
export async function readEvaluation(id: string, files: Files): Promise<StoredEvaluation> {
  const folder = evaluationFolder(id);
  const read = async (name: string): Promise<string> =>
    (await files.exists(`${folder}/${name}`))
      ? files.readText(`${folder}/${name}`, { maxBytes: MAX_BYTES })
      : "";
  const setup = await readSetup(id, files);
  const results = readLines(await read("results.jsonl"), resultSchema, `${folder}/results.jsonl`);
  const timings = readLines(await read("timings.jsonl"), timingSchema, `${folder}/timings.jsonl`);
  return { id, setup, results, timings: ofResults(timings, results.length) };
}

/**
 * What an evaluation is made from, without its results.
 *
 * @throws {Fault} `record/missing`, `record/unreadable`
 */
export async function readSetup(id: string, files: Files): Promise<EvaluationSetup> {
  const path = `${evaluationFolder(id)}/setup.json`;
  if (!(await files.exists(path))) throw missing(id);
  const text = await files.readText(path, { maxBytes: MAX_BYTES });
  try {
    return setupSchema.parse(JSON.parse(text)) as EvaluationSetup;
  } catch (cause) {
    throw new Fault(
      "record/unreadable",
      `Cannot read evaluation "${id}": its setup.json is broken`,
      { help: "It was changed, or written by another version", cause },
    );
  }
}

/** The last of each sample that has a result: a process that was killed may have left one more, or one less. */
const ofResults = (timings: readonly SampleTiming[], count: number): readonly SampleTiming[] =>
  [...new Map(timings.map((timing) => [timing.index, timing])).values()]
    .filter(({ index }) => index < count)
    .toSorted((one, other) => one.index - other.index);

/** Ids of all evaluations of this project, oldest first. */
export async function listEvaluations(files: Files): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of await files.list(FOLDER))
    if (isFileId(name) && (await files.exists(`${FOLDER}/${name}/setup.json`))) ids.push(name);
  return ids.sort();
}

/** An evaluation's files, open for the one process that goes on with it. */
export interface EvaluationRecord extends AsyncDisposable {
  /** Results so far: what comes next has this place. */
  readonly count: number;
  /** What they cost, as far as prices are known. */
  readonly spentNanoUsd: number;
  /** Written when this resolves, so that a killed process loses none. Samples come in the order of their places. */
  append(ends: readonly SampleEnd[]): Promise<void>;
}

/**
 * Opens an evaluation to go on with it.
 *
 * @throws {Fault} `record/busy`, `record/missing`, `record/unreadable`, `storage/*`
 */
export async function openEvaluationRecord(id: string, files: Files): Promise<EvaluationRecord> {
  const folder = evaluationFolder(id);
  await using held = new AsyncDisposableStack();
  held.use((await files.lock(`${folder}/lock`)) ?? refuseBusy(id));
  const { setup, results } = await readEvaluation(id, files);
  refuseImported(id, setup);
  const total = countSamples(setup);
  const resultFile = held.use(await files.openAppend(`${folder}/results.jsonl`));
  const timingFile = held.use(await files.openAppend(`${folder}/timings.jsonl`));
  const kept = held.move();
  return {
    count: results.length,
    spentNanoUsd: results.reduce((sum, { costUsd }) => sum + toNanoUsd(costUsd), 0),
    async append(ends) {
      const isFlushed = ends.some(
        ({ result: { index } }) => (index + 1) % FLUSHED_TOGETHER === 0 || index + 1 === total,
      );
      const times = ends.map(({ timing }) => toJsonLine(timing));
      const lines = ends.map(({ result }) => toJsonLine(result));
      await Promise.all([
        timingFile.append(times, { flush: false }),
        resultFile.append(lines, { flush: isFlushed }),
      ]);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The folder of an evaluation, relative to the project. @throws {Fault} `record/missing` for what is no id */
export function evaluationFolder(id: string): string {
  if (!isFileId(id)) throw missing(id);
  return `${FOLDER}/${id}`;
}

function readLines<T>(text: string, schema: z.ZodType<T>, path: string): readonly T[] {
  const end = text.lastIndexOf("\n") + 1;
  const lines = text.slice(0, end).split("\n").slice(0, -1);
  return lines.map((line, at) => readStoredLine(line, schema, { path, at }));
}

/** One line of an evaluation's files. @throws {Fault} `record/unreadable` */
export function readStoredLine<T>(
  line: string,
  schema: z.ZodType<T>,
  { path, at }: { readonly path: string; readonly at: number },
): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Fault("record/unreadable", `Cannot read ${path}: line ${at + 1} is broken`, {
      help: "It was changed, or written by another version",
      cause,
    });
  }
}

/** Another tool made it: there is nothing here to go on with. @throws {Fault} `usage/invalid` */
export function refuseImported(id: string, { imported }: EvaluationSetup): void {
  if (imported === undefined) return;
  throw new Fault("usage/invalid", `Cannot go on with evaluation "${id}": it was imported`, {
    help: `It came from ${imported.tool}, out of ${imported.file}; it can be read and compared, as it is`,
  });
}

function refuseBusy(id: string): never {
  throw new Fault(
    "record/busy",
    `Cannot go on with evaluation "${id}": another process is at work on it`,
    { help: "Wait until it has ended, or stop it" },
  );
}

const missing = (id: string): Fault =>
  new Fault("record/missing", `Cannot find an evaluation called "${id}"`, {
    help: "To see those of this project: specwright eval list",
  });
