import type { EvaluationSetup, ImportedFrom } from "../../domain/evaluation.ts";
import { Fault } from "../../domain/fault.ts";
import type { Files } from "../../ports/files.ts";
import { IMPORT_FORMATS } from "../report/formats/format-names.ts";
import { keepEvaluation } from "../run/evaluation-record.ts";
import type { ForeignEvaluation } from "./imported-sample.ts";
import { parseForeignJson } from "./parse-foreign-json.ts";
import { placeSamples } from "./place-samples.ts";
import { readInspect } from "./read-inspect.ts";
import { readPromptfoo } from "./read-promptfoo.ts";

type Format = ImportedFrom["format"];

interface Reader {
  readonly title: string;
  /** The version that is read. */
  readonly version: number;
  /** `undefined` for a file of another kind. */
  versionOf(json: unknown): unknown;
  read(json: unknown, file: string): ForeignEvaluation;
  readonly help: string;
}

const READERS: Readonly<Record<Format, Reader>> = {
  promptfoo: {
    title: "results file of promptfoo",
    version: 3,
    versionOf: (json) => at(at(json, "results"), "version"),
    read: readPromptfoo,
    help: "Write it anew with a newer promptfoo: promptfoo export eval ID -o results.json",
  },
  inspect: {
    title: "log of Inspect",
    version: 2,
    versionOf: (json) => (at(json, "eval") === undefined ? undefined : at(json, "version")),
    read: readInspect,
    help: "Write it anew with a newer Inspect: inspect log convert LOG --to json --output-dir FOLDER",
  },
};

/** What a file of another tool never holds, whatever it says; what our own export added is taken over. */
export const NOT_TOLD: readonly string[] = [
  "prompts, answers, messages and events: they are not taken over",
  "attempts, repairs and diagnostics: each sample counts as one attempt",
  "category, complexity and language, where metadata does not name them: imported, moderate, unknown",
  "seeds, where there are none: 0",
];

export interface ImportOptions {
  readonly format: Format;
  /** What the evaluation will be called; there is none of that name. */
  readonly id: string;
  /** As it was named. */
  readonly file: string;
  readonly version: string;
  readonly files: Files;
  sha256(text: string): string;
}

export interface ImportReport {
  readonly setup: EvaluationSetup;
  readonly samples: number;
  /** Whether our own export wrote it, so that nothing is lost. */
  readonly isOurs: boolean;
  /** What could not be taken over. */
  readonly notes: readonly string[];
}

/**
 * Keeps an evaluation of another tool with ours, to be read and compared. Nothing is written before all of it was
 * read, and it is there only when the last of its files is.
 *
 * @throws {Fault} `source/unreadable`, `usage/invalid` for another kind or version, `storage/*`
 */
export async function importEvaluation(
  text: string,
  { format, id, file, version, files, sha256 }: ImportOptions,
): Promise<ImportReport> {
  const json = parseForeignJson(text, file);
  refuseOther(json, format, file);
  const foreign = orTooDeep(() => READERS[format].read(json, file), file);
  if (foreign.samples.length === 0) throw empty(file);
  const from = { format, tool: foreign.tool, file, sha256: sha256(text) };
  const { setup, results, timings } = placeSamples(foreign, { id, version, from, sha256 });
  await keepEvaluation(id, { setup, results, timings }, files);
  const isOurs =
    foreign.setup !== undefined && foreign.samples.every(({ own }) => own !== undefined);
  const notes = isOurs ? foreign.notes : [...NOT_TOLD, ...foreign.notes];
  return { setup, samples: results.length, isOurs, notes };
}

/** What is nested some ten thousand deep is no result of anything. @throws {Fault} `source/unreadable` */
function orTooDeep<T>(read: () => T, file: string): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Fault("source/unreadable", `Cannot import "${file}": it is nested too deeply`, {
      cause,
    });
  }
}

/** @throws {Fault} `usage/invalid` */
function refuseOther(json: unknown, format: Format, file: string): void {
  const { title, version, versionOf, help } = READERS[format];
  const found = versionOf(json);
  if (found === version) return;
  const other = IMPORT_FORMATS.find(
    (name) => READERS[name].versionOf(json) === READERS[name].version,
  );
  if (other !== undefined)
    throw new Fault("usage/invalid", `Cannot import "${file}": it is no ${title}`, {
      help: `It looks like a ${READERS[other].title}: say --format ${other}`,
    });
  if (found === undefined)
    throw new Fault("usage/invalid", `Cannot import "${file}": it is no ${title}`, { help });
  throw new Fault(
    "usage/invalid",
    `Cannot import "${file}": it is a ${title} of version ${JSON.stringify(found)}, only ${version} is read`,
    { help },
  );
}

const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const empty = (file: string): Fault =>
  new Fault("usage/invalid", `Cannot import "${file}": it has no samples`, {
    help: "A log's header alone holds none; export the whole of it",
  });
