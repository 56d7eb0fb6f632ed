import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openReport } from "../../../config/open-report.ts";
import { gatherReport } from "../../../evaluation/report/html/gather-report.ts";
import { renderReport } from "../../../evaluation/report/html/render-report.ts";
import { readEvaluation } from "../../../evaluation/run/evaluation-record.ts";
import { formatMegabytes } from "../../../std/format-megabytes.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { findReportPath } from "../report-files.ts";

export interface ReportOptions {
  readonly output?: string;
  readonly json?: true;
}

/** `specwright eval report ID`: one HTML file with all that the evaluation shows. */
export async function reportEvaluationCommand(
  [id]: readonly [string],
  { output = `evaluation-${id}.html`, json }: ReportOptions,
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory });
  const evaluation = await readEvaluation(id, base.files);
  const file = await findReportPath(output, "html", { directory, files: base.files });
  const { sources, hideSecrets } = await openReport();
  const report = await gatherReport(evaluation, { records: base.records, hideSecrets, signal });
  const page = await renderReport(report, { sources, sha256: base.sha256 });
  await base.files.writeText(file, page);
  const { missing, journals, analysis } = report;
  const bytes = Buffer.byteLength(page);
  const { read, gone, unreadable } = journals;
  if (json === true) {
    const { samples } = analysis.overall;
    terminal.json({ id, file, bytes, samples, missing, journals: { read, gone, unreadable } });
    return "accepted";
  }
  terminal.result(escapeText(file));
  terminal.say(
    `${formatMegabytes(bytes)}, opens in any browser, asks for nothing from the network`,
  );
  if (missing > 0) terminal.say(`${missing} samples have no result yet, and the report says so`);
  if (gone + unreadable > 0)
    terminal.say(
      `${gone} journals are gone and ${unreadable} cannot be read: their attempts are not shown`,
    );
  return "accepted";
}
