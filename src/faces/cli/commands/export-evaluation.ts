import { join } from "node:path";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openHideSecrets } from "../../../config/open-hide-secrets.ts";
import { Fault } from "../../../domain/fault.ts";
import { exportEvaluation } from "../../../evaluation/report/formats/export-evaluation.ts";
import { findFormat, LEFT_OUT } from "../../../evaluation/report/formats/formats.ts";
import type { ResultFormat } from "../../../evaluation/report/formats/result-format.ts";
import { countSamples, readSetup } from "../../../evaluation/run/evaluation-record.ts";
import { openTextOutput } from "../../../platform/open-text-output.ts";
import { readFileLines } from "../../../platform/read-file-lines.ts";
import type { Files } from "../../../ports/files.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toOutputPath } from "../project-path.ts";
import type { Terminal } from "../terminal.ts";

export interface ExportEvaluationOptions {
  readonly format: string;
  readonly output?: string;
  readonly solver?: string;
  readonly json?: true;
}

/** `specwright eval export ID`: all of it is read once before the first line is written. */
export async function exportEvaluationCommand(
  [id]: readonly [string],
  options: ExportEvaluationOptions,
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  const format = findFormat(options.format);
  if (format === undefined) throw new TypeError(`Cannot export: no format ${options.format}`);
  refuseAboutNothing(options);
  await using environment = await createCheckEnvironment({ directory });
  const { files, version, clock, sha256 } = environment;
  const target =
    options.output === undefined
      ? undefined
      : await refuseToReplace(toOutputPath(options.output, directory, files.root), files, format);
  const setup = await readSetup(id, files);
  const {
    survey,
    setup: told,
    pieces,
  } = await exportEvaluation(id, setup, {
    format,
    lines: (path) => linesOf(path, files, signal),
    ...openHideSecrets(),
    solver: options.solver,
    version,
    exportedAt: new Date(clock.now()).toISOString(),
    sha256,
  });
  if (target === undefined) for await (const piece of pieces) terminal.result(piece.slice(0, -1));
  else await writeWhole(join(files.root, target), pieces);
  const report = {
    id,
    format: format.name,
    file: target,
    samples: survey.samples,
    missing: countSamples(told) - survey.samples,
    leftOut: LEFT_OUT[format.name],
  };
  if (options.json === true) terminal.json(report);
  else tell(report, terminal);
  return "accepted";
}

/** It appears whole, or not at all. @throws {Fault} `storage/*` */
async function writeWhole(path: string, pieces: AsyncIterable<string>): Promise<void> {
  await using output = await openTextOutput(path);
  for await (const piece of pieces) await output.write(piece);
  await output.seal();
  await output.commit();
}

interface ExportReport {
  readonly id: string;
  readonly file: string | undefined;
  readonly samples: number;
  readonly missing: number;
  readonly leftOut: readonly string[];
}

function tell({ id, file, samples, missing, leftOut }: ExportReport, { say }: Terminal): void {
  if (file !== undefined) say(escapeText(`${samples} samples of evaluation ${id}: ${file}`));
  if (missing > 0) say(`${missing} samples have no result yet: this is of those that have`);
  say("Left out:");
  for (const what of leftOut) say(`  ${what}`);
}

/** None of a file that is not there. @throws the signal's reason when aborted */
async function* linesOf(path: string, files: Files, signal: AbortSignal): AsyncGenerator<string> {
  if (!(await files.exists(path))) return;
  for await (const line of readFileLines(join(files.root, path), { isWholeOnly: true })) {
    signal.throwIfAborted();
    yield line;
  }
}

/** @throws {Fault} `usage/invalid` */
function refuseAboutNothing({ json, output }: ExportEvaluationOptions): void {
  if (json !== true || output !== undefined) return;
  throw new Fault("usage/invalid", "Cannot export with --json to stdout: it tells of a file", {
    help: "Name the file with -o; for samples as JSON: --format jsonl",
  });
}

/** As many lines as any format needs to be known by. */
const MOST_LINES = 8;

/** An earlier export is replaced, any other file is not. @throws {Fault} `output/occupied` */
async function refuseToReplace(
  target: string,
  files: Files,
  { looks }: ResultFormat,
): Promise<string> {
  if (!(await files.exists(target))) return target;
  const lines: string[] = [];
  for await (const line of readFileLines(join(files.root, target)))
    if (lines.push(line) >= MOST_LINES) break;
  if (lines.length === 0 || looks.test(lines.join("\n"))) return target;
  throw new Fault(
    "output/occupied",
    `Cannot write "${target}": it exists, and is no earlier export`,
    { help: "Choose another file, or remove that one" },
  );
}
