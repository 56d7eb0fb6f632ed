import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { wilsonLowerBound } from "../../../model-access/routing/route-history.ts";
import { measureTexts, type TextRecord } from "../../../pipeline/measure-texts.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { readRuns } from "../read-runs.ts";
import { renderTable } from "../render-table.ts";

/** `specwright prompts stats`: how runs went, by the text that worded them; read off the journals. */
export async function promptStatsCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const records = measureTexts(await readRuns(environment.records, terminal));
  if (options.json)
    for (const record of records)
      terminal.json({
        ...record,
        acceptedShare: toInterval(record.accepted, record.runs),
        acceptedFirstShare: toInterval(record.acceptedFirst, record.runs),
      });
  else if (records.length === 0)
    terminal.say("No runs have ended here yet: specwright generate SPECIFICATION makes one");
  else {
    terminal.result(renderTable(TITLES, records.map(toRow)));
    terminal.say("Shares with the interval in which the true one lies, at 95 %");
  }
  return "accepted";
}

const TITLES = ["text", "runs", "accepted", "at first try", "input", "output", "cost"];

const toRow = (record: TextRecord): readonly string[] => [
  escapeText(record.id),
  `${record.runs}`,
  renderShare(record.accepted, record.runs),
  renderShare(record.acceptedFirst, record.runs),
  `${record.inputTokens}`,
  `${record.outputTokens}`,
  `${formatUsd(record.costUsd)}${record.unpricedCalls > 0 ? " + ?" : ""}`,
];

/** Wilson's, at 95 %. */
const toInterval = (successes: number, runs: number) => ({
  share: successes / runs,
  low: wilsonLowerBound(successes, runs),
  high: 1 - wilsonLowerBound(runs - successes, runs),
});

function renderShare(successes: number, runs: number): string {
  const { low, high } = toInterval(successes, runs);
  const percent = (share: number): number => Math.round(share * 100);
  return `${successes} (${percent(low)}–${percent(high)} %)`;
}
