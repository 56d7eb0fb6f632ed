import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { IndexReport } from "../../../ports/reference-index.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { createIndexBar } from "../show-progress.ts";
import { tellNote } from "../tell-opening.ts";

const SHOWN = 10;

/** `specwright index`: reads what is new or changed; what was left out, and why, goes with the report. */
export async function indexCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const report = await environment.references.refresh({
    signal,
    onProgress: createIndexBar(terminal),
  });
  for (const note of report.notes) tellNote(note, terminal);
  if (options.json) terminal.json(report);
  else for (const line of describe(report)) terminal.result(escapeText(line));
  return "accepted";
}

function* describe(report: IndexReport): Generator<string> {
  const { files, units, changed, removed, skipped, timeMs } = report;
  yield `${files} files, ${units} pieces of code; ${changed} read anew, ${removed} gone (${timeMs} ms)`;
  if (skipped.length > 0) yield `left out: ${skipped.length}`;
  for (const { path, reason } of skipped.slice(0, SHOWN)) yield `  ${path}: ${reason}`;
  if (skipped.length > SHOWN) yield `  and ${skipped.length - SHOWN} more, which --json lists`;
}
