/** A trial of prompt texts as a person follows and reads it. */

import { formatUsd } from "../../std/format-usd.ts";
import { type Decision, formatP } from "../../tuning/decide-trial.ts";
import { fewestDifferent, LEVEL, type RunResult } from "../../tuning/judge-pairs.ts";
import type { TextTally, Trial, TrialEvent } from "../../tuning/try-variants.ts";
import type { VariantFile } from "../../tuning/variant-files.ts";
import { escapeText } from "./escape-text.ts";
import { renderTable } from "./render-table.ts";
import type { Terminal } from "./terminal.ts";

/** What will be tried, and what it takes to win. */
export function showProposals(
  usedId: string,
  variants: readonly VariantFile[],
  terminal: Terminal,
): void {
  for (const { id, proposal } of variants)
    terminal.say(`${id} (${proposal.kind}): ${escapeText(proposal.description)}`);
  const fewest = fewestDifferent({ variants: variants.length });
  terminal.say(
    `Tried against ${usedId}, pair by pair; to be kept, p must be ${LEVEL} or less, so at least ${fewest} pairs must differ`,
  );
}

/** The trial's result, once it has ended. */
export async function followTrial(
  events: AsyncGenerator<TrialEvent, Trial>,
  terminal: Terminal,
): Promise<Trial> {
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) return value;
    const { run, left, text, specification, round, result } = value;
    terminal.say(
      `run ${run} of at most ${run + left}: ${escapeText(specification)}, round ${round}, ${text}: ${describe(result)}`,
    );
  }
}

const describe = ({ isAccepted, isAcceptedFirst }: RunResult): string =>
  isAcceptedFirst ? "accepted at the first attempt" : isAccepted ? "accepted" : "not accepted";

export interface ShownTrial {
  readonly section: string;
  readonly result: Trial;
  readonly decisions: readonly Decision[];
  readonly variants: readonly VariantFile[];
}

/** What each text came to, and what is in use now. */
export function showTrial(shown: ShownTrial, isJson: boolean, terminal: Terminal): void {
  const { section, result, decisions, variants } = shown;
  const kept = decisions.find(({ isKept }) => isKept);
  const rows = result.tallies.map((tally) => toRow(tally, shown));
  if (isJson) {
    for (const row of rows) terminal.json(row);
    terminal.json({
      section,
      ended: result.ended,
      kept: kept?.id ?? null,
      fewestPairs: fewestDifferent({ variants: variants.length }),
    });
    return;
  }
  terminal.result(renderTable(TITLES, rows.map(toCells)));
  for (const { id, why } of decisions) terminal.result(`${id}: ${why}`);
  terminal.result(
    kept === undefined
      ? `${section}: ${result.tallies[0]?.id ?? ""} stays in use, and the variants are removed`
      : `${section}: ${kept.id} is pinned; specwright prompts rollback ${section} undoes it`,
  );
}

const TITLES = [
  ..."text|runs|accepted|at first try|input|output|cost|pairs that differ|p|decision".split("|"),
];

type Row = TextTally & {
  readonly kind: string;
  readonly pairs: number | null;
  readonly wins: number | null;
  readonly losses: number | null;
  /** On which the pairs that differ are. */
  readonly specifications: number | null;
  readonly p: number | null;
  readonly decision: "in use" | "kept" | "removed";
  readonly why: string | null;
};

function toRow(tally: TextTally, { result, decisions, variants }: ShownTrial): Row {
  const comparison = result.comparisons.find(({ id }) => id === tally.id);
  const decision = decisions.find(({ id }) => id === tally.id);
  return {
    ...tally,
    kind: variants.find(({ id }) => id === tally.id)?.proposal.kind ?? "in use",
    pairs: comparison?.pairs ?? null,
    wins: comparison?.wins ?? null,
    losses: comparison?.losses ?? null,
    specifications: comparison?.specifications ?? null,
    p: comparison?.p ?? null,
    decision: decision === undefined ? "in use" : decision.isKept ? "kept" : "removed",
    why: decision?.why ?? null,
  };
}

const toCells = (row: Row): readonly string[] => [
  row.id,
  `${row.runs}`,
  `${row.accepted}`,
  `${row.acceptedFirst}`,
  `${row.inputTokens}`,
  `${row.outputTokens}`,
  `${formatUsd(row.costUsd)}${row.unpricedCalls > 0 ? " + ?" : ""}`,
  row.wins === null || row.losses === null
    ? ""
    : `${row.wins + row.losses} (${row.wins} won, ${row.losses} lost)`,
  row.p === null ? "" : formatP(row.p),
  row.decision,
];
