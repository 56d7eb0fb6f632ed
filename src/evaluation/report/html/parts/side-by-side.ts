import {
  count,
  duration,
  money,
  moneyOrUnknown,
  percent,
  points,
  probability,
  shareWithInterval,
} from "../format-numbers.ts";
import { type Html, html, NOTHING } from "../html.ts";
import type { Report, SolverComparison } from "../report.ts";
import { number, renderTable, text } from "../table.ts";
import { renderIntervalBar } from "./headline.ts";

/** Models and prompt texts beside each other, and what their differences are worth; nothing where there is one. */
export function renderSideBySide({ bySolver, comparisons }: Report): Html {
  if (bySolver.length < 2) return NOTHING;
  return html`<section aria-labelledby="side-by-side">
<h2 id="side-by-side">Side by side</h2>
${renderTable(
  "Solvers side by side",
  [
    ...[text("solver"), number("solved"), text("0 to 100 %"), number("accepted")],
    ...[number("first pass"), number("spent"), number("for each accepted"), number("median time")],
    ...[number("tokens out")],
  ],
  bySolver.map(({ solver, analysis: { overall, spending, times } }) => [
    solver,
    shareWithInterval(overall.solved),
    renderIntervalBar(overall.solved),
    percent(overall.final.share),
    percent(overall.firstPass.share),
    money(spending.spentUsd, spending.unpricedCalls),
    moneyOrUnknown(spending.usdPerAccepted),
    times.samples === 0 ? "unknown" : duration(times.p50Ms),
    count(spending.usage.output),
  ]),
)}
${renderComparisons(comparisons)}
</section>`;
}

function renderComparisons(comparisons: readonly SolverComparison[]): Html {
  const [first] = comparisons;
  if (first === undefined) return NOTHING;
  return html`<h3>Against ${first.baseline}</h3>
<p class="unit">Solved, pair by pair of one task, epoch and seed; exact test by task; at most 5 in 100 such differences come by chance where p is below 0.05</p>
${renderTable(
  `Differences to ${first.baseline}`,
  [
    ...[text("solver"), number("difference"), number("from"), number("to"), number("p")],
    ...[number("wins"), number("losses"), number("pairs"), number("smallest change to see")],
  ],
  comparisons.map(({ candidate, difference, p, wins, losses, pairs, detectableChange }) => [
    candidate,
    points(difference.share),
    points(difference.low),
    points(difference.high),
    probability(p),
    count(wins),
    count(losses),
    count(pairs),
    detectableChange === undefined ? "none" : points(detectableChange).replace("+", ""),
  ]),
)}`;
}
