import type { GroupRates } from "../../../analysis/analysis.ts";
import type { DrawChart } from "../charts/draw-chart.ts";
import { renderFigure } from "../charts/figure.ts";
import { count, shareWithInterval } from "../format-numbers.ts";
import { type Html, html, NOTHING } from "../html.ts";
import type { Report } from "../report.ts";
import { number, renderTable, text } from "../table.ts";
import { successFigure } from "./success-charts.ts";

/** Prompt texts that were in use, and how samples fared with each. */
export function renderVariants(report: Report, draw: DrawChart): Html {
  const groups = report.analysis.by.variant;
  const nameOf = nameVariants(groups.map(({ name }) => name));
  const figure = successFigure(report, "variant", "Success by prompt variant", nameOf);
  const said =
    groups.length > 1
      ? `${groups.length} variants were in use. Differences between solvers that differ in their texts alone stand on the overview, pair by pair.`
      : "All samples were asked with the same prompt texts: there is nothing to compare.";
  return html`<section><h2>Prompt variants</h2>
<p class="lead">${report.analysis.overall.samples === 0 ? "No sample has a result yet." : said}</p>
${figure === undefined || groups.length < 2 ? NOTHING : html`<div class="charts">${renderFigure({ ...figure, isBroad: true }, draw)}</div>`}
${
  groups.length === 0
    ? NOTHING
    : renderTable(
        "Prompt variants",
        COLUMNS,
        groups.map((group) => toRow(group, nameOf)),
      )
}
<h3>Solvers and their texts</h3>
${renderTable(
  "Solvers and their texts",
  [text("solver"), text("model"), text("writes"), text("prompt texts")],
  report.setup.solvers.map(({ id, model, isConstrained, templates }) => [
    id,
    model,
    isConstrained ? "constrained, where the model can be" : "freely",
    Object.entries(templates)
      .map(([section, name]) => `${section}: ${name}`)
      .join(", ") || "the current ones",
  ]),
)}
</section>`;
}

const COLUMNS = [
  ...[text("variant"), number("samples"), number("tasks"), number("solved")],
  ...[number("accepted"), number("first pass")],
];

const toRow = (
  { name, samples, tasks, solved, final, firstPass }: GroupRates,
  nameOf: (name: string) => string,
): readonly string[] => [
  ...[nameOf(name), count(samples), count(tasks), shareWithInterval(solved)],
  ...[shareWithInterval(final), shareWithInterval(firstPass)],
];

/** Variants are told by the sections in which they differ: `operation: operation@2`. */
function nameVariants(names: readonly string[]): (name: string) => string {
  const texts = names.map(readTemplates);
  const sections = [...new Set(texts.flatMap((each) => Object.keys(each)))];
  const differing = sections.filter(
    (section) => new Set(texts.map((each) => each[section])).size > 1 || texts.length === 1,
  );
  return (name) => {
    const own = readTemplates(name);
    const told = differing.flatMap((section) =>
      own[section] === undefined ? [] : [`${section}: ${own[section]}`],
    );
    return told.join(", ") || "the current texts";
  };
}

/** A group's name is its texts by section, as JSON. */
function readTemplates(name: string): Readonly<Record<string, string>> {
  const templates: unknown = JSON.parse(name);
  return typeof templates === "object" && templates !== null
    ? (templates as Readonly<Record<string, string>>)
    : {};
}
