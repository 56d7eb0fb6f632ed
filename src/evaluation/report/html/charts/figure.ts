import type { EChartsCoreOption } from "echarts/core";
import { type Html, html, NOTHING } from "../html.ts";
import { WIDTHS } from "./axes.ts";
import { type ChartSize, type DrawChart } from "./draw-chart.ts";
import { type LegendEntry, renderLegend } from "./marks.ts";

/** A chart with all that makes it readable without seeing it: what it shows in a sentence, and its numbers. */
export interface ChartFigure {
  readonly title: string;
  /** What is measured, and in what. */
  readonly unit: string;
  /** The chart in one sentence, for those who do not see it. */
  readonly summary: string;
  readonly legend?: readonly LegendEntry[] | undefined;
  readonly option: (width: number) => EChartsCoreOption;
  readonly height: (width: number) => number;
  readonly table: Html;
  readonly isBroad?: boolean | undefined;
  /** A sentence below it. @default none */
  readonly note?: string | undefined;
}

/** Drawn for places of several widths, of which the page shows one. */
export function renderFigure(figure: ChartFigure, draw: DrawChart): Html {
  const { title, unit, summary, legend, table, option, height, isBroad, note } = figure;
  const sizeOf = (width: number): ChartSize => ({ width, height: height(width) });
  const at = (width: number): Html => draw(option(width), sizeOf(width));
  return html`<figure class="chart${isBroad === true ? " broad" : ""}">
<figcaption><h3>${title}</h3><p class="unit">${unit}</p></figcaption>
${legend === undefined || legend.length < 2 ? NOTHING : renderLegend(legend)}
<div class="drawing" role="img" aria-label="${summary}">${Object.entries(WIDTHS).map(
    ([name, width]) => html`<div class="${name}">${at(width)}</div>`,
  )}</div>
${note === undefined ? NOTHING : html`<p class="note">${note}</p>`}
<details class="numbers"><summary>Numbers<span class="unseen"> of ${title}</span></summary>${table}</details>
</figure>`;
}
