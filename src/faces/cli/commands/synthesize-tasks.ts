import { availableParallelism } from "node:os";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault, isFault } from "../../../domain/fault.ts";
import { findLanguage } from "../../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type { Checker, LanguagePack } from "../../../ports/language-pack.ts";
import { toJsonLine } from "../../../std/json-line.ts";
import type { SynthesisSource } from "../../../training/synthesis/draft.ts";
import { measureDiversity } from "../../../training/synthesis/measure-diversity.ts";
import { DROP_REASONS, type DropReason } from "../../../training/synthesis/prove-draft.ts";
import { type Synthesis, synthesize } from "../../../training/synthesis/synthesize.ts";
import { toSolutionRow, toTaskRow } from "../../../training/synthesis/synthetic-task.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toOutputPath, toProjectPath } from "../project-path.ts";
import type { Terminal } from "../terminal.ts";

export interface SynthesizeTasksOptions {
  readonly from: SourceKind;
  readonly number: number;
  readonly seed: number;
  readonly output: string;
  readonly force?: true;
  readonly json?: true;
}

type SourceKind = "schema" | "grammar" | "examples";

/** What tasks are written in. */
const LANGUAGE = "typescript";
const MOST_BYTES = 2_000_000;
const MOST_AT_ONCE = 4;

/**
 * `specwright dataset synthesize FILE…`: tasks without a model, each proved. Exits as exhausted where fewer could be made
 * than were asked for; what there is, is written.
 */
export async function synthesizeTasksCommand(
  [files]: readonly [readonly string[]],
  options: SynthesizeTasksOptions,
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const output = await findOutput(options, directory, environment);
  const language = findLanguage(environment, LANGUAGE);
  refuseWithoutSandbox(environment);
  const paths = files.map((file) => toProjectPath(file, directory, environment.files.root));
  const sources = await openSources(paths, options.from, { environment, language });
  const skipped = sources.flatMap((source) => source.skipped);
  for (const each of skipped) terminal.say(`left out: ${escapeText(each)}`);

  const made = await synthesize(sources, {
    language,
    checker: withObserve(await environment.checkerFor(language), language),
    parse: async (text) => {
      if (language.grammar === undefined) throw new TypeError(`${language.id} has no grammar`);
      return (await environment.syntax.parse(text, language.grammar)).root;
    },
    wanted: options.number,
    seed: options.seed,
    concurrency: Math.min(MOST_AT_ONCE, availableParallelism()),
    signal,
    onProof(told) {
      if (told.kind === "task")
        terminal.live(`${told.count} of ${options.number} tasks: ${told.task.id}`);
    },
  });
  if (made.tasks.length > 0) {
    const { files: target } = environment;
    const toText = (rows: readonly unknown[]): string =>
      rows.map((row) => `${toJsonLine(row)}\n`).join("");
    await target.writeText(output.solutions, toText(made.tasks.map(toSolutionRow)));
    await target.writeText(
      output.tasks,
      toText(made.tasks.map((task) => toTaskRow(task, language.id))),
    );
  }
  const isShort = made.tasks.length < options.number;
  if (options.json) terminal.json(toJson(made, { output, skipped, wanted: options.number }));
  else show(made, output, { wanted: options.number, terminal });
  return isShort ? "exhausted" : "accepted";
}

interface Output {
  readonly tasks: string;
  readonly solutions: string;
}

/** @throws {Fault} `usage/invalid`, `output/outside`, `output/occupied` */
async function findOutput(
  { output, force }: SynthesizeTasksOptions,
  directory: string,
  { files }: CheckEnvironment,
): Promise<Output> {
  const tasks = toOutputPath(output, directory, files.root);
  if (!/[^/]\.jsonl$/iu.test(tasks))
    throw new Fault("usage/invalid", `Cannot write tasks to "${output}": it must end with .jsonl`, {
      help: "specwright eval run reads tasks of files that do",
    });
  const paths = { tasks, solutions: tasks.replace(/\.jsonl$/iu, ".solutions.jsonl") };
  for (const path of Object.values(paths))
    if (force !== true && (await files.exists(path)))
      throw new Fault("output/occupied", `Cannot write "${path}": it is there already`, {
        help: "Choose another file, or --force to replace it",
      });
  return paths;
}

/** @throws {Fault} `sandbox/missing`: what is not run is not proved. */
function refuseWithoutSandbox({ sandbox }: CheckEnvironment): void {
  if (sandbox?.supports("javascript") === true) return;
  throw new Fault("sandbox/missing", "Cannot make tasks: their references could not be run", {
    help: "specwright doctor tells what isolates code on this machine",
  });
}

function withObserve(
  checker: Checker,
  { displayName }: LanguagePack,
): Checker & Required<Pick<Checker, "observe">> {
  const { observe } = checker;
  if (observe === undefined) throw new TypeError(`The ${displayName} checker cannot observe calls`);
  return { ...checker, observe };
}

interface Opening {
  readonly environment: CheckEnvironment;
  readonly language: LanguagePack;
}

/** Of several files, one that cannot be used is said and left out. @throws {Fault} where none can be used. */
async function openSources(
  paths: readonly string[],
  kind: SourceKind,
  opening: Opening,
): Promise<readonly SynthesisSource[]> {
  const sources: SynthesisSource[] = [];
  const faults: Fault[] = [];
  for (const path of paths)
    try {
      sources.push(await openSource(path, kind, opening));
    } catch (error) {
      if (!isFault(error, "specification/invalid")) throw error;
      faults.push(error);
    }
  const [first] = faults;
  if (first !== undefined && faults.length === paths.length) throw first;
  return [
    ...sources,
    { makers: [], skipped: faults.map(({ message, help }) => `${message}\n  ${help ?? ""}`) },
  ];
}

/** @throws {Fault} `source/*`, `usage/invalid`, `specification/invalid` */
async function openSource(
  path: string,
  kind: SourceKind,
  { environment, language }: Opening,
): Promise<SynthesisSource> {
  const source = { path, text: await environment.files.readText(path, { maxBytes: MOST_BYTES }) };
  const openEngine = async () =>
    (await import("../open-grammar-engine.ts")).openGrammarEngine(environment.clock);
  switch (kind) {
    case "schema": {
      const { openSchemaSource } = await import(
        "../../../training/synthesis/schema/schema-source.ts"
      );
      return openSchemaSource(source, (await openEngine()).textsOf);
    }
    case "grammar": {
      const { openGrammarSource } = await import(
        "../../../training/synthesis/grammar/grammar-source.ts"
      );
      return openGrammarSource(source, await openEngine());
    }
    case "examples": {
      const { openFunctionSource } = await import(
        "../../../training/synthesis/functions/function-source.ts"
      );
      const isOurs = language.fileExtensions.some((extension) => path.endsWith(extension));
      if (!isOurs || language.outlineFunctions === undefined)
        throw new Fault(
          "usage/invalid",
          `Cannot make tasks of ${path}: it is no ${language.displayName}`,
          {
            help: `Give files that end with ${language.fileExtensions.join(", ")}`,
          },
        );
      return openFunctionSource(path, await language.outlineFunctions(source, environment));
    }
  }
}

const reasonsOf = ({ dropped }: Synthesis): readonly (readonly [DropReason, number])[] =>
  (Object.keys(DROP_REASONS) as DropReason[]).flatMap((reason) => {
    const count = dropped[reason] ?? 0;
    return count === 0 ? [] : [[reason, count] as const];
  });

interface Told {
  readonly output: Output;
  readonly skipped: readonly string[];
  readonly wanted: number;
}

const toJson = (made: Synthesis, { output, skipped, wanted }: Told) => ({
  file: made.tasks.length > 0 ? output.tasks : null,
  solutions: made.tasks.length > 0 ? output.solutions : null,
  wanted,
  tasks: made.tasks.length,
  drafts: made.drafts,
  dropped: Object.fromEntries(reasonsOf(made)),
  skipped,
  diversity: measureDiversity(made),
});

function show(
  made: Synthesis,
  output: Output,
  { wanted, terminal }: { readonly wanted: number; readonly terminal: Terminal },
): void {
  const { tasks, drafts } = made;
  for (const [reason, count] of reasonsOf(made))
    terminal.say(`dropped ${count} of ${drafts} drafts: ${DROP_REASONS[reason]}`);
  if (tasks.length < wanted)
    terminal.say(
      `only ${tasks.length} of ${wanted} tasks could be made: these files hold no more that differ`,
    );
  if (tasks.length === 0) return;
  const diversity = measureDiversity(made);
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ");
  terminal.result(
    `${output.tasks}: ${tasks.length === 1 ? "1 task" : `${tasks.length} tasks`}; their answers: ${output.solutions}`,
  );
  terminal.result(`categories: ${list(diversity.categories)}`);
  terminal.result(`complexity: ${list(diversity.complexities)}`);
  terminal.result(
    `alike: ${percent(diversity.nearDuplicateShare)} of the drafts were too much like another; a task shares ${percent(diversity.closestMedian)} (median, at most ${percent(diversity.closestMost)}) of its wording with the one most like it`,
  );
  terminal.result(
    `words: ${diversity.medianWords} in the middle task, ${diversity.differentWords} different ones in all`,
  );
  terminal.say(`run them: specwright eval run ${output.tasks}`);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
