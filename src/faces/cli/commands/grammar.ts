import { join, resolve } from "node:path";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openVocabulary } from "../../../config/open-vocabulary.ts";
import { openConstraintEngine } from "../../../constraint/engines/open-engine.ts";
import { describeRefusal, helpFor } from "../../../constraint/grammar/describe-refusal.ts";
import { readWhole } from "../../../constraint/grammar/read-whole.ts";
import { toConstraint } from "../../../constraint/grammar/to-constraint.ts";
import { type Trial, tryConstraint } from "../../../constraint/grammar/try-constraint.ts";
import { createSingleByteVocabulary } from "../../../constraint/vocabulary/byte-vocabulary.ts";
import type { ConstraintRefusal } from "../../../domain/constraint.ts";
import type { ConstraintCompiler, ConstraintEngine } from "../../../ports/constraint-engine.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { createLineIndex } from "../../../std/line-index.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import type { Terminal } from "../terminal.ts";

export interface GrammarCommandOptions {
  readonly schema?: true;
  readonly sample?: number;
  readonly seed?: number;
  readonly accept?: readonly string[];
  readonly vocabulary?: string;
  readonly json?: true;
}

/** Larger ones are no grammars; a text to accept is read byte by byte. */
const MOST_BYTES = 1_000_000;
/** Without `--seed`: the same texts each time. */
const SEED = 1;

/**
 * `specwright grammar FILE`: whether a Lark grammar or a JSON Schema can be written under, what it lets through, and
 * whether it takes given texts. Exits as unreadable where it cannot be used, as rejected where it refuses a text.
 */
export async function grammarCommand(
  [file]: readonly [string],
  options: GrammarCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const read = createReader(environment, directory);
  const source = await read(file);
  const kind = options.schema === true || /\.json$/i.test(file) ? "schema" : "grammar";
  const constraint = toConstraint(source, { isSchema: kind === "schema", path: file });
  const { engine } = openConstraintEngine();
  const engineName = `${engine.id} ${engine.version}`;
  const trial: Trial =
    "reason" in constraint
      ? { isUsable: false, refusals: [constraint] }
      : tryConstraint(constraint, {
          bytes: await engine.load(createSingleByteVocabulary()),
          model: await loadModel(options.vocabulary, { engine, environment, directory }),
          clock: environment.clock,
          samples: options.sample ?? 0,
          seed: options.seed ?? SEED,
        });
  if (!trial.isUsable) {
    if (options.json)
      terminal.json({
        file,
        engine: engineName,
        refusals: trial.refusals.map((refusal) => toJson(refusal, helpFor(refusal, kind))),
      });
    else
      for (const refusal of trial.refusals)
        showRefusal(file, refusal, { terminal, help: helpFor(refusal, kind) });
    return "unreadable";
  }
  const texts: TextFate[] = [];
  for (const path of options.accept ?? []) texts.push(judge(path, await read(path), trial));
  if (options.json) {
    const { rules = null, compileMs, notes, samples } = trial;
    terminal.json({ file, engine: engineName, rules, compileMs, notes, samples, texts });
  } else show(file, engineName, trial, texts, terminal);
  return texts.every(({ isTaken }) => isTaken) ? "accepted" : "rejected";
}

const createReader =
  ({ files }: Pick<CheckEnvironment, "files">, directory: string) =>
  (path: string): Promise<string> =>
    files.readText(toProjectPath(path, directory, files.root), { maxBytes: MOST_BYTES });

interface LoadModelOptions {
  readonly engine: ConstraintEngine;
  readonly environment: Pick<CheckEnvironment, "locations">;
  readonly directory: string;
}

/** Which tokens the model has, where the user named its file. */
async function loadModel(
  path: string | undefined,
  { engine, environment, directory }: LoadModelOptions,
): Promise<ConstraintCompiler | undefined> {
  if (path === undefined) return undefined;
  const cacheDirectory = join(environment.locations.cache, "vocabularies");
  const { vocabulary } = await openVocabulary(resolve(directory, path), { cacheDirectory });
  return engine.load(vocabulary);
}

type TextFate =
  | { readonly file: string; readonly isTaken: true }
  | {
      readonly file: string;
      readonly isTaken: false;
      readonly line: number;
      readonly column: number;
      /** What stands at that place; empty at the end of the text, where something is missing. */
      readonly found: string;
    };

const MOST_QUOTED = 30;

function judge(file: string, text: string, trial: Extract<Trial, { isUsable: true }>): TextFate {
  const fate = readWhole(trial.openSession(), text);
  if (fate.isTaken) return { file, isTaken: true };
  const { line, column } = createLineIndex(text).position(fate.offset);
  const found = text.slice(fate.offset, fate.offset + MOST_QUOTED);
  return { file, isTaken: false, line, column, found };
}

function show(
  file: string,
  engine: string,
  { rules, compileMs, notes, samples }: Extract<Trial, { isUsable: true }>,
  texts: readonly TextFate[],
  terminal: Terminal,
): void {
  const count = rules === undefined ? "" : `${rules} ${rules === 1 ? "rule" : "rules"}, `;
  terminal.say(
    `${escapeText(file)} can be written under: ${count}compiled in ${compileMs.toFixed(1)} ms by ${engine}`,
  );
  for (const note of notes) terminal.say(`note: ${escapeText(note)}`);
  for (const sample of samples) terminal.result(escapeText(sample));
  for (const fate of texts)
    if (fate.isTaken) terminal.say(`${escapeText(fate.file)} is taken`);
    else {
      const what =
        fate.found === "" ? "the text may not end here" : `refused: ${JSON.stringify(fate.found)}`;
      terminal.say(`${escapeText(fate.file)}:${fate.line}:${fate.column}: ${escapeText(what)}`);
    }
}

interface ShowRefusalOptions {
  readonly terminal: Terminal;
  readonly help: string;
}

function showRefusal(
  file: string,
  refusal: ConstraintRefusal,
  { terminal, help }: ShowRefusalOptions,
): void {
  const { line, column } = refusal;
  const place = line === undefined ? "" : `:${line}:${column ?? 1}`;
  terminal.say(`${escapeText(file)}${place}: ${escapeText(describeRefusal(refusal))}`);
  terminal.say(`  ${help}`);
}

const toJson = (refusal: ConstraintRefusal, help: string) => ({
  reason: refusal.reason,
  message: refusal.message,
  line: refusal.line ?? null,
  column: refusal.column ?? null,
  help,
});
