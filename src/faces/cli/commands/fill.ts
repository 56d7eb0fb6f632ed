import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import type { Example } from "../../../domain/specification.ts";
import { chooseLanguage } from "../../../pipeline/check.ts";
import { findProfile } from "../../../pipeline/prepare-run.ts";
import type { LanguageModel } from "../../../ports/language-model.ts";
import type { HoleFile } from "../../../ports/type-graph.ts";
import { parseExample } from "../../../specifications/index.ts";
import { type FillResult, fillHole } from "../../../synthesis/fill-hole.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { type ModelOptions, toSettings } from "../model-settings.ts";
import { toOutputPath, toProjectPath } from "../project-path.ts";
import { type RankPlace, rankByModel } from "../rank-by-model.ts";
import { tellOpening } from "../tell-opening.ts";
import type { Terminal } from "../terminal.ts";

export interface FillCommandOptions
  extends Pick<
    ModelOptions,
    "model" | "maxUsd" | "yes" | "cache" | "offline" | "json" | "profile"
  > {
  readonly rank?: true;
  readonly top?: number;
  readonly depth?: number;
  readonly time?: number;
  readonly example?: readonly string[];
  readonly write?: true;
  readonly language?: string;
}

const MOST_DEPTH = 5;

/**
 * `specwright fill FILE`: answers to each hole, in order, that the checker accepts in their place. Writes nothing
 * without --write, and then only a file that passes the checker. Exits as rejected where a hole stays open.
 */
export async function fillCommand(
  [file]: readonly [string],
  options: FillCommandOptions,
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  const { examples, probes } = readExamples(options.example ?? []);
  if ((options.depth ?? 1) > MOST_DEPTH)
    throw new Fault(
      "usage/invalid",
      `Cannot search at depth ${options.depth}: at most ${MOST_DEPTH}`,
    );
  await using environment = await createCheckEnvironment({
    directory,
    settings: toSettings(options),
  });
  const { files, clock, config } = environment;
  const path = options.write
    ? toOutputPath(file, directory, files.root)
    : toProjectPath(file, directory, files.root);
  const language = chooseLanguage(path, environment, options.language);
  if (language.openHoles === undefined)
    throw new Fault(
      "usage/invalid",
      `Cannot fill "${file}": ${language.displayName} has no holes to fill`,
      {
        help: `Languages with holes: ${environment.languages.flatMap((one) => (one.openHoles ? [one.displayName] : [])).join(", ")}`,
      },
    );
  const profile = findProfile(language, config.settings.profile);
  const text = await files.readText(path);
  const holes = await language.openHoles({ path, text }, { machine: environment, profile });
  if (holes.holes.length === 0)
    throw new Fault("usage/invalid", `Cannot fill "${file}": it has no hole`, {
      help: 'A hole is /*?*/ in the place of a value, todo<T>(), or throw new Error("hole"); in Covenant from="?"',
    });

  const usage = await environment.habits?.usage(language.id);
  const isRanked = options.rank === true || options.model !== undefined;
  await using model = isRanked ? await openRanker(environment, terminal, signal) : undefined;
  const filled: (string | undefined)[] = [];
  for (const [at, hole] of holes.holes.entries()) {
    terminal.live(`filling hole ${at + 1} of ${holes.holes.length}`);
    const limits = { top: options.top, depth: options.depth, timeMs: options.time, usage };
    const expected = holes.expectedAt(filled);
    const found = await fillHole(holes, filled, clock, { ...limits, examples, probes, signal });
    const place = { file, line: hole.line, column: hole.column, expected };
    const ranking =
      model &&
      (await rankByModel(
        found.answers,
        { ...place, source: { path, text } },
        { environment, model, terminal, signal },
      ));
    const result = { ...found, answers: ranking?.answers ?? found.answers };
    const told =
      ranking === undefined ? {} : { rankedBy: model?.id, costUsd: ranking.costUsd ?? null };
    if (options.json) terminal.json({ ...place, ...result, ...told });
    else showHole(place, result, terminal);
    filled.push(result.answers[0]?.text);
  }
  const isWritten =
    options.write !== true ||
    (await writeFilled(holes, filled, { path, file, terminal, files, text }));
  return filled.includes(undefined) || !isWritten ? "rejected" : "accepted";
}

/** A model is opened only where one is asked for: nothing else here needs one. */
async function openRanker(
  environment: Pick<RankPlace, "environment">["environment"],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<LanguageModel> {
  const { openModel } = await import("../../../config/open-model.ts");
  return openModel(environment.config, environment, { ...tellOpening(terminal), signal });
}

interface HolePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

function showHole(
  { file, line, column, expected }: HolePlace,
  { answers, counts, isComplete }: FillResult,
  terminal: Terminal,
): void {
  terminal.say(`${escapeText(`${file}:${line}:${column}`)} expects ${escapeText(expected)}`);
  for (const { text, isUnsafe, alike, outputs } of answers) {
    const mark = isUnsafe ? "  (unchecked when it runs: !)" : "";
    const more = alike.length === 0 ? "" : `  (and ${alike.length} that give the same)`;
    terminal.result(`${escapeText(text)}${mark}${more}`);
    for (const output of outputs) terminal.say(`  gives ${escapeText(output)}`);
  }
  const found = answers.length === 0 ? "no answer" : `${answers.length} answers`;
  const rest = isComplete ? "" : "; the search ended at its limit of time, see --time";
  terminal.say(
    `${found}: ${counts.built} built, ${counts.fitting} fit the type, ${counts.accepted} of the likeliest passed the checker, ${counts.asExamples} did as the examples say${rest}`,
  );
}

async function writeFilled(
  holes: HoleFile,
  filled: readonly (string | undefined)[],
  {
    path,
    file,
    terminal,
    files,
    text,
  }: {
    readonly path: string;
    readonly file: string;
    readonly terminal: Terminal;
    readonly files: { writeText(path: string, text: string): Promise<void> };
    readonly text: string;
  },
): Promise<boolean> {
  const written = holes.render(filled);
  if (written === text) return false;
  const [mistake] = holes.diagnose(filled);
  if (mistake !== undefined) {
    const why = `it would not pass the checker, for what is wrong besides its holes: ${mistake}`;
    terminal.say(`Cannot write "${escapeText(file)}": ${escapeText(why)}`);
    return false;
  }
  await files.writeText(path, written);
  terminal.say(`wrote ${escapeText(file)}`);
  return true;
}

/** @throws {Fault} `usage/invalid` */
function readExamples(lines: readonly string[]): {
  readonly examples: readonly Example[];
  readonly probes: readonly string[];
} {
  const examples: Example[] = [];
  const probes: string[] = [];
  for (const line of lines) {
    const example = parseExample(line);
    if (example !== undefined) examples.push(example);
    else if (/\)\s*$/.test(line) && !/=>\s*$/.test(line)) probes.push(line);
    else
      throw new Fault("usage/invalid", `Cannot read the example ${JSON.stringify(line)}`, {
        help: "Write it as in `f(1) => 2`, or a call alone as in `f(1)`",
      });
  }
  return { examples, probes };
}
