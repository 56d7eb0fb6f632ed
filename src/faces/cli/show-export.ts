import type { DropReason } from "../../training/examples/training-example.ts";
import type { ExportReport } from "../../training/export/export-examples.ts";
import { type Manifest, manifestPath } from "../../training/export/manifest.ts";
import { escapeText } from "./escape-text.ts";
import { renderTable } from "./render-table.ts";
import type { Terminal } from "./terminal.ts";

const MEANINGS: Readonly<Record<DropReason, string>> = {
  unreadable: "journal cannot be read",
  unfinished: "run has not ended",
  "not-accepted": "nothing was accepted",
  "held-out": "a held-out task",
  "rejected-by-person": "a person rejected it",
  "failed-score": "a hidden check fails it",
  "no-failed-attempt": "accepted at once: no pair",
  secret: "holds a secret",
  licence: "licence not allowed",
  contaminated: "holds words of a held-out task",
  duplicate: "the same as another",
  "near-duplicate": "nearly the same as another",
};

/** What was written, and what was not and why. */
export function showExport(path: string, manifest: Manifest, terminal: Terminal): void {
  const { examples, runs, sha256, promptTokens, answerTokens, otherPart } = manifest;
  terminal.result(escapeText(`${examples} examples of ${runs} runs in ${path}`));
  const lengths = [
    ["prompt", promptTokens],
    ["answer", answerTokens],
  ] as const;
  terminal.result(
    `\n${renderTable(
      ["about tokens", "in all", "median", "95 %", "longest"],
      lengths.map(([name, { total, median, p95, longest }]) =>
        [name, total, median, p95, longest].map(String),
      ),
    )}`,
  );
  const rows = listDropped(manifest);
  if (rows.length > 0) terminal.result(`\n${renderTable(["left out", "why"], rows)}`);
  if (otherPart > 0) terminal.say(`${otherPart} examples belong to the other part`);
  tellDetails(manifest, terminal);
  terminal.say(escapeText(`Manifest: ${manifestPath(path)}; sha256 ${sha256}`));
}

const listDropped = ({ dropped }: Pick<ExportReport, "dropped">): readonly (readonly string[])[] =>
  (Object.entries(dropped) as [DropReason, number][])
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => [`${count}`, MEANINGS[reason]]);

function tellDetails(report: ExportReport, terminal: Terminal): void {
  const { unreadable, refusedLicences, leakedTasks } = report;
  for (const { runId, why } of unreadable) terminal.say(escapeText(`${runId}: left out: ${why}`));
  for (const [licence, count] of Object.entries(refusedLicences))
    terminal.say(
      escapeText(`${licence}: ${count} left out; to let it through: --allow-licence ${licence}`),
    );
  for (const [task, count] of Object.entries(leakedTasks))
    terminal.say(escapeText(`held-out task ${task}: ${count} left out`));
}

/** The reasons on one line; for when nothing is left. */
export function describeDropped(report: ExportReport): string {
  const reasons = listDropped(report).map(([count, why]) => `${count}: ${why}`);
  const other = report.otherPart > 0 ? [`${report.otherPart}: belong to the other part`] : [];
  const said = [...reasons, ...other];
  return said.length === 0
    ? "There are no runs here yet: specwright generate SPECIFICATION makes one"
    : `Of ${report.runs} runs; ${said.join("; ")}`;
}
