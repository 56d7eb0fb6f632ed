import type { Analysis } from "../../../analysis/analysis.ts";
import type { DrawChart } from "../charts/draw-chart.ts";
import { type ChartFigure, renderFigure } from "../charts/figure.ts";
import { count, shareWithInterval } from "../format-numbers.ts";
import { type Html, html, NOTHING } from "../html.ts";
import type { Report } from "../report.ts";
import { number, renderTable, text } from "../table.ts";
import {
  correctionsFigure,
  costFigure,
  diagnosticsFigure,
  reliabilityFigure,
  stagesFigure,
  timeFigure,
} from "./count-charts.ts";
import { renderHeadline } from "./headline.ts";
import { renderSideBySide } from "./side-by-side.ts";
import { passAtKFigure, successFigure } from "./success-charts.ts";

/** The first page: what the whole evaluation shows. */
export const renderOverview = (report: Report, draw: DrawChart): Html => html`
${renderHeadline(report)}
${renderSideBySide(report)}
${renderRecommendations(report.analysis)}
${renderCharts(
  "Success",
  [
    successFigure(report, "category", "Success by category"),
    successFigure(report, "complexity", "Success by complexity"),
    severalOf(report, "language", "Success by language"),
    severalOf(report, "split", "Success by split"),
    passAtKFigure(report),
    correctionsFigure(report),
    reliabilityFigure(report),
  ],
  draw,
)}
${renderCharts("Cost and time", [costFigure(report), timeFigure(report), stagesFigure(report)], draw)}
${renderCharts("Diagnostics", [diagnosticsFigure(report)], draw)}
${renderDiagnostics(report.analysis)}
${renderFailures(report.analysis)}`;

/** Says nothing where there is one. */
const severalOf = (
  report: Report,
  dimension: "language" | "split",
  title: string,
): ChartFigure | undefined =>
  report.analysis.by[dimension].length < 2 ? undefined : successFigure(report, dimension, title);

function renderCharts(
  title: string,
  figures: readonly (ChartFigure | undefined)[],
  draw: DrawChart,
): Html {
  const shown = figures.flatMap((figure) => (figure === undefined ? [] : [figure]));
  if (shown.length === 0) return NOTHING;
  return html`<section><h2>${title}</h2><div class="charts">${shown.map((figure) => renderFigure(figure, draw))}</div></section>`;
}

function renderRecommendations({ recommendations }: Analysis): Html {
  if (recommendations.length === 0) return NOTHING;
  return html`<section><h2>What to do</h2><ol class="advice">${recommendations.map(
    ({ text: said, evidence }) =>
      html`<li><p>${said}</p><p class="unit">Rests on ${Object.entries(evidence.counts)
        .map(([name, value]) => `${wordsOf(name)}: ${count(value)}`)
        .join(
          " · ",
        )}${evidence.tasks.length === 0 ? NOTHING : html` · ${evidence.tasks.map(taskLink)}`}</p></li>`,
  )}</ol></section>`;
}

/** `stageMs` → `stage ms` */
const wordsOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const taskLink = (task: string): Html =>
  html`<a href="#samples/${encodeURIComponent(task)}">${task}</a> `;

function renderDiagnostics({ diagnostics }: Analysis): Html {
  if (diagnostics.length === 0) return NOTHING;
  return html`<details class="more"><summary>Each kind with an example, and what would prevent it</summary>${renderTable(
    "Kinds of diagnostics",
    [
      ...[text("code"), text("phase"), number("diagnostics"), number("samples")],
      ...[text("example"), text("what would prevent it")],
    ],
    diagnostics
      .slice(0, 50)
      .map(({ code, phase, count: times, samples, example, prevention }) => [
        html`<a href="#samples/${encodeURIComponent(code ?? phase)}">${code ?? "none"}</a>`,
        phase,
        count(times),
        shareWithInterval(samples),
        html`<a href="#sample/${example.index}">${example.task}</a>: ${example.message}`,
        prevention,
      ]),
  )}</details>`;
}

function renderFailures({ failures }: Analysis): Html {
  if (failures.length === 0) return NOTHING;
  return html`<section><h2>Failures to look at</h2><p class="unit">At most two of each category and status</p>${renderTable(
    "Failures to look at",
    [text("task"), text("category"), text("solver"), text("status"), text("why")],
    failures.map(({ index, task, category, solver, status, reason }) => [
      html`<a href="#sample/${index}">${task}</a>`,
      category,
      solver,
      status,
      reason,
    ]),
  )}</section>`;
}
