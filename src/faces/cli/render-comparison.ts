import type { Comparison, PairCounts } from "../../evaluation/compare/compare-evaluations.ts";
import type { GateReport } from "../../evaluation/compare/gate-evaluations.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { escapeText } from "./escape-text.ts";
import { renderP, renderPoints, renderRate } from "./render-share.ts";
import { renderTable } from "./render-table.ts";

const MOST_FLIPS = 20;

/** A comparison to read: what was compared, what came of it, and what could have been seen. */
export function renderComparison(comparison: Comparison): string {
  const { pairs, tasks, wins, losses, bothSucceed, neitherSucceeds, difference } = comparison;
  const lines = [
    `${comparison.measure}, ${pairs} pairs of ${tasks} tasks; only in one of the two: ${comparison.onlyInBaseline} and ${comparison.onlyInCandidate} samples`,
    `${escapeText(comparison.baselineId)}: ${renderRate(comparison.baseline)}`,
    `${escapeText(comparison.candidateId)}: ${renderRate(comparison.candidate)}`,
    `${wins} wins, ${losses} losses, ${bothSucceed} both, ${neitherSucceeds} neither; ${renderP(comparison.p)} (exact, two-sided)`,
    `difference ${renderPoints(difference.share)} (${renderPoints(difference.low)} to ${renderPoints(difference.high)}, 95 %)`,
    renderDetectable(comparison),
  ];
  const parts = [lines.join("\n"), ...tables(comparison)];
  return parts.join("\n\n");
}

const renderDetectable = ({ detectableChange, tasks, level, power }: Comparison): string =>
  detectableChange === undefined
    ? `${tasks} tasks are too few to show any change at level ${level}`
    : `a change below ${Math.ceil(detectableChange * 100)} points would be missed in more than ${Math.round((1 - power) * 100)} % of cases (level ${level}, one way)`;

function tables({ differences, byCategory, flips }: Comparison): readonly string[] {
  const parts: string[] = [];
  if (differences.length > 0)
    parts.push(
      renderTable(
        ["set up differently", "baseline", "candidate"],
        differences.map(({ field, baseline, candidate }) =>
          [field, baseline, candidate].map(escapeText),
        ),
      ),
    );
  if (byCategory.length > 1)
    parts.push(
      renderTable(
        ["category", "pairs", "wins", "losses", "difference", "p × categories"],
        byCategory.map(categoryRow),
      ),
    );
  if (flips.length > 0)
    parts.push(
      `${renderTable(
        ["flipped", "epoch", "", "from", "to", "samples"],
        flips
          .toSorted((one, other) => one.direction.localeCompare(other.direction))
          .slice(0, MOST_FLIPS)
          .map((flip) =>
            [
              flip.task,
              `${flip.epoch + 1}`,
              flip.direction,
              flip.from,
              flip.to,
              `${flip.baselineIndex}, ${flip.candidateIndex}`,
            ].map(escapeText),
          ),
      )}${flips.length > MOST_FLIPS ? `\nand ${flips.length - MOST_FLIPS} more, see --json` : ""}`,
    );
  return parts;
}

const categoryRow = (counts: PairCounts & { readonly category: string }): readonly string[] => [
  escapeText(counts.category),
  `${counts.pairs}`,
  `${counts.wins}`,
  `${counts.losses}`,
  renderPoints(counts.difference.share),
  counts.p.toFixed(3),
];

/** A gate's verdict with what each check says, what it cost, and the comparison. */
export function renderGate({ verdict, checks, comparison, cost }: GateReport): string {
  const rows = checks.map((check) => [check.name, check.verdict, check.reason]);
  const total = cost.baselineUsd + cost.candidateUsd + cost.controlUsd;
  const unpriced =
    cost.unpricedCalls === 0 ? "" : `, and ${cost.unpricedCalls} calls without a known price`;
  return [
    `gate: ${verdict}`,
    renderTable(["check", "verdict", "reason"], rows),
    `cost: ${formatUsd(total)}${unpriced}: baseline ${formatUsd(cost.baselineUsd)}, null control ${formatUsd(cost.controlUsd)}, candidate ${formatUsd(cost.candidateUsd)}`,
    "",
    renderComparison(comparison),
  ].join("\n");
}
