import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { isFault } from "../../../domain/fault.ts";
import { type ModelStats, sumModelStats } from "../../../pipeline/record/model-stats.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderCosts, renderResults } from "../render-stats.ts";
import { renderTable } from "../render-table.ts";
import { withNulls } from "../with-nulls.ts";

export interface StatsCommandOptions {
  readonly json?: true;
  readonly runs?: number;
}

/** `specwright stats`: how models wrote, held to constraints and not; read off the journals, one after the other. */
export async function statsCommand(
  _args: readonly [],
  { json, runs: mostRuns }: StatsCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { records } = environment;
  const ids = await records.list();
  const sum = sumModelStats();
  let unreadable = 0;
  for (const id of mostRuns === undefined ? ids : ids.slice(-mostRuns)) {
    try {
      sum.add(await records.read(id));
    } catch (error) {
      if (!isFault(error, "record/unreadable")) throw error;
      unreadable += 1;
      terminal.say(`${escapeText(id)}: left out, its journal cannot be read`);
    }
  }
  const rows = sum.rows();
  if (json === true) for (const row of rows) terminal.json(withNulls(row));
  else if (rows.length === 0)
    terminal.say(
      unreadable > 0
        ? "None of the runs here can be read"
        : "No runs here yet: specwright generate SPECIFICATION makes one",
    );
  else showRows(rows, terminal);
  return "accepted";
}

function showRows(rows: readonly ModelStats[], terminal: Face["terminal"]): void {
  const results = renderResults(rows);
  terminal.result(renderTable(results.titles, results.rows));
  const costs = renderCosts(rows);
  if (costs.rows.length > 0) terminal.result(`\n${renderTable(costs.titles, costs.rows)}`);
  terminal.say(
    "Shares are of the attempts of which it is known; a fallback is incomplete, and no success",
  );
  if (costs.rows.length > 0)
    terminal.say("Percentiles of several answers are put together from each answer's own");
}
