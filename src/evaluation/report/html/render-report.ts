import type { SourceText } from "../../../domain/source-text.ts";
import { openCharts } from "./charts/draw-chart.ts";
import { embedJson } from "./embed-json.ts";
import { plural } from "./format-numbers.ts";
import { type Html, html, NOTHING, trusted } from "./html.ts";
import { joinScripts } from "./join-scripts.ts";
import { renderCache } from "./parts/cache.ts";
import { renderFallbacks } from "./parts/fallbacks.ts";
import { renderOverview } from "./parts/overview.ts";
import { renderSamples } from "./parts/samples.ts";
import { renderVariants } from "./parts/variants.ts";
import type { Report } from "./report.ts";

/** What the page is made with besides its numbers. */
export interface PageParts {
  /** The page's own style and script, as they ship: `pages/report/*`. */
  readonly sources: readonly SourceText[];
  /** In hex. */
  readonly sha256: (text: string) => string;
}

/** A report as one HTML file: it opens offline, and its policy lets it ask for nothing. */
export async function renderReport(
  report: Report,
  { sources, sha256 }: PageParts,
): Promise<string> {
  const style = joinStyles(sources);
  const script = joinScripts(endingWith(sources, ".js"));
  const draw = await openCharts();
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style, sha256)}'`,
    `script-src '${hashOf(script, sha256)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const { columns, details, ...rest } = report;
  return html`<!doctype html>
<html lang="en" data-report="specwright">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${report.id}: evaluation</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top"><div class="row"><p class="mark">specwright <span>evaluation</span></p>${renderThemes()}</div>
<h1>${report.id}</h1>
<p class="lead">${describe(report)}</p>
<div class="tabs" role="tablist" aria-label="Pages of the report">${TABS.map(
    ({ id, title }, at) =>
      html`<button type="button" role="tab" id="tab-${id}" aria-controls="${id}" aria-selected="${at === 0 ? "true" : "false"}"${at === 0 ? NOTHING : html` tabindex="-1"`}>${title}</button>`,
  )}</div></header>
<main id="main" tabindex="-1">
${TABS.map(
  ({ id, render }) =>
    html`<div role="tabpanel" id="${id}" aria-labelledby="tab-${id}" class="page">${render(report, draw)}</div>`,
)}
</main>
<footer><p>Shares come with the interval in which the true one lies, at 95&nbsp;%, clustered by task. Every sample is in the denominator, whatever became of it. Made by specwright ${report.setup.specwrightVersion}.</p></footer>
<script type="application/json" id="data-analysis">${trusted(embedJson({ id: rest.id, missing: rest.missing, ...rest.analysis }))}</script>
<script type="application/json" id="data-columns">${trusted(embedJson(columns))}</script>
<script type="application/jsonl" id="data-details">${trusted(details.map(embedJson).join("\n"))}</script>
<script>${trusted(script)}</script>
</body>
</html>
`.markup;
}

type Render = (report: Report, draw: Awaited<ReturnType<typeof openCharts>>) => Html;
const TABS: readonly { readonly id: string; readonly title: string; readonly render: Render }[] = [
  { id: "overview", title: "Overview", render: renderOverview },
  { id: "samples", title: "Samples", render: renderSamples },
  { id: "fallbacks", title: "Fallbacks", render: renderFallbacks },
  { id: "cache", title: "Cache", render: renderCache },
  { id: "variants", title: "Prompt variants", render: renderVariants },
];

const renderThemes = (): Html =>
  html`<div class="themes" role="group" aria-label="Colours">${["auto", "light", "dark"].map(
    (theme) =>
      html`<button type="button" data-theme-choice="${theme}" aria-pressed="${theme === "auto" ? "true" : "false"}">${theme}</button>`,
  )}</div>`;

const describe = ({ setup, startedAt, analysis }: Report): string =>
  [
    `${setup.dataset}: ${plural(setup.taskIds.length, "task")} × ${plural(setup.solvers.length, "solver")} × ${plural(setup.epochs, "epoch")}, seed ${setup.seed}`,
    `${plural(analysis.overall.samples, "sample")} with a result`,
    ...(startedAt === undefined ? [] : [`begun ${startedAt.slice(0, 16).replace("T", " ")} UTC`]),
  ].join(" · ");

/** In the order of their names: what is said of all comes first, what holds on paper last. */
const joinStyles = (sources: readonly SourceText[]): string =>
  endingWith(sources, ".css")
    .map(({ text }) => text)
    .join("\n");

const endingWith = (sources: readonly SourceText[], ending: string): readonly SourceText[] =>
  sources.filter(({ path }) => path.endsWith(ending));

/** As a policy names a text that may run. */
const hashOf = (text: string, sha256: PageParts["sha256"]): string =>
  `sha256-${Buffer.from(sha256(text), "hex").toString("base64")}`;
