import { resolve } from "node:path";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import { importEvaluation } from "../../../evaluation/import/import-evaluation.ts";
import { IMPORT_FORMATS } from "../../../evaluation/report/formats/format-names.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { nameEvaluation } from "../name-evaluation.ts";

export interface ImportEvaluationOptions {
  readonly format: string;
  readonly id?: string;
  readonly json?: true;
}

/** What fits into one JavaScript string. */
const MAX_BYTES = 500_000_000;

/** `specwright eval import FILE`: nothing is kept of a file that cannot be read whole. */
export async function importEvaluationCommand(
  [file]: readonly [string],
  options: ImportEvaluationOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const format = IMPORT_FORMATS.find((name) => name === options.format);
  if (format === undefined) throw new TypeError(`Cannot import: no format ${options.format}`);
  refuseArchive(file);
  await using environment = await createCheckEnvironment({ directory });
  const { files, version, sha256, random } = environment;
  const id =
    options.id === undefined
      ? random.nextId()
      : await nameEvaluation(options.id, files, "Give it another name with --id");
  const text = await files.readText(resolve(directory, file), { maxBytes: MAX_BYTES });
  const report = await importEvaluation(text, { format, id, file, version, files, sha256 });
  const { setup, samples, isOurs, notes } = report;
  if (options.json === true) {
    const { dataset, solvers, taskIds, epochs, imported } = setup;
    const told = { dataset, solvers: solvers.map((solver) => solver.id), epochs };
    terminal.json({ id, samples, tasks: taskIds.length, ...told, imported, isOurs, notes });
    return "accepted";
  }
  terminal.result(
    escapeText(
      `evaluation ${id}: ${samples} samples of ${setup.taskIds.length} tasks, by ${setup.solvers.length} solvers, from ${setup.imported?.tool ?? format}`,
    ),
  );
  if (notes.length > 0) terminal.say("Not taken over as it is:");
  for (const note of notes) terminal.say(escapeText(`  ${note}`));
  terminal.say(`Look at it: specwright eval analyse ${id}`);
  return "accepted";
}

/** Inspect's own files are archives. @throws {Fault} `source/unreadable` */
function refuseArchive(file: string): void {
  if (!/\.eval$/iu.test(file)) return;
  throw new Fault("source/unreadable", `Cannot import "${file}": it is an archive, not JSON`, {
    help: "Make JSON of it: inspect log convert LOG --to json --output-dir FOLDER",
  });
}
