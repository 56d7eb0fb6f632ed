import type { FallbackRate } from "../../../../pipeline/fallback/count-fallbacks.ts";
import { lyingBars, lyingHeight } from "../charts/bar-chart.ts";
import type { DrawChart } from "../charts/draw-chart.ts";
import { renderFigure } from "../charts/figure.ts";
import { count, duration, percent, plural } from "../format-numbers.ts";
import { type Html, html, NOTHING } from "../html.ts";
import type { Report } from "../report.ts";
import { number, renderTable, text } from "../table.ts";

/** What was left behind where nothing was accepted: incomplete, and never a success. */
export function renderFallbacks(report: Report, draw: DrawChart): Html {
  const { analysis, journals } = report;
  const { overall, fallbacks } = analysis;
  const notAccepted = overall.samples - overall.byStatus.accepted;
  const left = Object.values(fallbacks).reduce((sum, samples) => sum + samples, 0);
  const names = ["needed none", ...Object.keys(fallbacks), "nothing was left"];
  const values = [overall.byStatus.accepted, ...Object.values(fallbacks), notAccepted - left];
  const title = "What samples left behind";
  return html`<section><h2>Fallbacks</h2>
<p class="lead">Where nothing was accepted, a run may leave an incomplete file that says so of itself. ${plural(left, "sample")} of ${count(notAccepted)} that were not accepted left one; none of them counts as a success.</p>
${
  overall.samples === 0
    ? NOTHING
    : html`<div class="charts">${renderFigure(
        {
          title,
          unit: "Samples",
          summary: `${title}: ${names.map((name, at) => `${name} ${values[at] ?? 0}`).join(", ")}`,
          option: (width) =>
            lyingBars(names, values, {
              width,
              ofShares: false,
              say: (at) => count(values[at] ?? 0),
            }),
          height: () => lyingHeight(names),
          table: renderTable(
            title,
            [text("left"), number("samples"), number("of all")],
            names.map((name, at) => [
              name,
              count(values[at] ?? 0),
              percent((values[at] ?? 0) / overall.samples),
            ]),
          ),
        },
        draw,
      )}</div>`
}
${renderRates("By strategy", journals.fallbacks.byStrategy)}
${renderRates("By what kept runs from acceptance", journals.fallbacks.byReason)}
${renderRates("By language", journals.fallbacks.byLanguage)}
${journals.fallbacks.byStrategy.length === 0 ? html`<p>No journal tells of a fallback that was tried.</p>` : NOTHING}
</section>`;
}

const renderRates = (title: string, rates: readonly FallbackRate[]): Html =>
  rates.length === 0
    ? NOTHING
    : html`<h3>${title}</h3>${renderTable(
        title,
        [text("name"), number("tried"), number("usable"), number("share"), number("median time")],
        rates.map(({ name, tried, usable, timeMs }) => [
          name,
          count(tried),
          count(usable),
          percent(tried === 0 ? 0 : usable / tried),
          duration(timeMs),
        ]),
      )}`;
