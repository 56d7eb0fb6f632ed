import type { Spending } from "../../../analysis/analysis.ts";
import { type BarSeries, barLegend, lyingHeight, stackedShares } from "../charts/bar-chart.ts";
import type { DrawChart } from "../charts/draw-chart.ts";
import { renderFigure } from "../charts/figure.ts";
import { count, money, percent } from "../format-numbers.ts";
import { type Html, html, NOTHING } from "../html.ts";
import type { Report } from "../report.ts";
import { number, renderTable, text } from "../table.ts";

/** What caches took over: the providers' own, which keep the beginnings of prompts, and ours, which keep answers. */
export function renderCache(report: Report, draw: DrawChart): Html {
  const { spending, spendingBySolver } = report.analysis;
  return html`<section><h2>Cache</h2>
<p class="lead">${spending.usage.input === 0 ? "No input token is known of." : `${percent(spending.cachedShare)} of all input tokens were read from providers' prompt caches. Caches and batch prices saved ${money(spending.savedUsd)}${spending.unpricedCalls > 0 ? ", as far as prices are known" : ""}.`}</p>
${spending.usage.input === 0 ? NOTHING : renderTokens(spendingBySolver, draw)}
<h3>Tokens and money</h3>
${renderTable(
  "Tokens and money by solver",
  [
    ...[text("solver"), number("calls"), number("input"), number("from cache"), number("share")],
    ...[
      number("written to cache"),
      number("output"),
      number("spent"),
      number("wasted"),
      number("saved"),
    ],
  ],
  [
    ...spendingBySolver.map((each) => [each.solver, ...spendingRow(each)]),
    ...(spendingBySolver.length > 1 ? [["all", ...spendingRow(spending)]] : []),
  ],
)}
<h3>Where answers came from</h3>
${renderSources(report)}
</section>`;
}

const spendingRow = (spending: Spending): readonly string[] => [
  count(spending.calls),
  count(spending.usage.input),
  count(spending.usage.cached),
  percent(spending.cachedShare),
  count(spending.usage.cacheWritten),
  count(spending.usage.output),
  money(spending.spentUsd, spending.unpricedCalls),
  money(spending.wastedUsd),
  money(spending.savedUsd),
];

function renderTokens(
  spendingBySolver: Report["analysis"]["spendingBySolver"],
  draw: DrawChart,
): Html {
  const names = spendingBySolver.map(({ solver }) => solver);
  const shareOf = (part: (spending: Spending) => number): readonly number[] =>
    spendingBySolver.map((each) => part(each) / Math.max(1, each.usage.input));
  const bars: readonly BarSeries[] = [
    {
      name: "read from the cache",
      colour: "var(--accent)",
      values: shareOf(({ usage }) => usage.cached),
    },
    {
      name: "written to it",
      colour: "var(--series-2)",
      values: shareOf(({ usage }) => usage.cacheWritten),
    },
    {
      name: "neither",
      colour: "var(--quiet)",
      values: shareOf(({ usage }) => Math.max(0, usage.input - usage.cached - usage.cacheWritten)),
    },
  ];
  const title = "Input tokens";
  return html`<div class="charts">${renderFigure(
    {
      title,
      unit: "Share of input tokens, by what the provider's prompt cache did with them",
      summary: `${title}: ${spendingBySolver.map(({ solver, cachedShare }) => `${solver} ${percent(cachedShare)} from the cache`).join(", ")}`,
      legend: barLegend(bars),
      option: (width) => stackedShares(names, bars, width),
      height: () => lyingHeight(names),
      table: renderTable(
        title,
        [text("solver"), ...bars.map(({ name }) => number(name))],
        names.map((name, at) => [name, ...bars.map(({ values }) => percent(values[at] ?? 0))]),
      ),
    },
    draw,
  )}</div>`;
}

const SOURCES: Readonly<Record<string, string>> = {
  provider: "the provider",
  batch: "the provider's batch interface",
  cache: "our own cache",
  joined: "a call that was in flight already",
};

function renderSources({ journals: { sources, read, gone, unreadable } }: Report): Html {
  if (sources.length === 0) return html`<p>No journal tells of a call.</p>`;
  const lost = gone + unreadable;
  return html`${renderTable(
    "Calls by source",
    [
      ...[text("solver"), text("source"), number("calls"), number("input"), number("from cache")],
      ...[number("cost"), number("saved")],
    ],
    sources.map(({ solver, source, calls, input, cached, costUsd, savedUsd }) => [
      ...[solver, SOURCES[source] ?? source, count(calls), count(input), count(cached)],
      ...[money(costUsd), money(savedUsd)],
    ]),
  )}<p class="note">By the journals of ${count(read)} runs${lost > 0 ? `; those of ${count(lost)} are missing` : ""}. Calls that were made again after a stop are counted here, and not in a sample's result.</p>`;
}
