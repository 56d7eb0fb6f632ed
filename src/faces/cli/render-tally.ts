import type { SolverTally } from "../../evaluation/run/tally-results.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { escapeText } from "./escape-text.ts";
import { renderTable } from "./render-table.ts";

const TITLES = [
  "solver",
  "samples",
  "accepted",
  "at first try",
  "failed hidden",
  "unsolved",
  "inconclusive",
  "stopped",
  "error",
  "cost",
];

/** How solvers did, one a row; every sample is in exactly one of the columns from accepted to error. */
export const renderTally = (rows: readonly SolverTally[]): string =>
  renderTable(TITLES, rows.map(toRow));

const toRow = ({
  solver,
  samples,
  byStatus,
  firstPass,
  failedHidden,
  costUsd,
  unpricedCalls,
}: SolverTally): readonly string[] => [
  escapeText(solver),
  `${samples}`,
  `${byStatus.accepted}`,
  `${firstPass}`,
  `${failedHidden}`,
  `${byStatus.unsolved}`,
  `${byStatus.inconclusive}`,
  `${byStatus.stopped}`,
  `${byStatus.error}`,
  `${formatUsd(costUsd)}${unpricedCalls > 0 ? " + ?" : ""}`,
];
