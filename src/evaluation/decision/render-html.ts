import { escapeXml } from "../../std/escape-xml.ts";
import type { Decision } from "./decision.ts";
import { describeDecision } from "./describe-decision.ts";
import type { Block, Table } from "./document.ts";
import { drawCosts } from "./draw-costs.ts";
import { drawSensitivity } from "./draw-sensitivity.ts";
import { STYLE } from "./page-style.ts";

/** One file that opens offline: no script, nothing from elsewhere, and the browser is told to hold it to that. */
export function renderDecisionHtml(decision: Decision): string {
  const { title, subtitle, sections } = describeDecision(decision);
  const body = sections.map(
    ({ title: heading, blocks }, at) =>
      `<section aria-labelledby="section-${at}">\n<h2 id="section-${at}">${escapeXml(heading)}</h2>\n${blocks.map((block) => renderBlock(block, decision)).join("\n")}\n</section>`,
  );
  return `<!doctype html>
<html lang="en" data-report="specwright-decision">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(`${title}: ${decision.recommendation.choice}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
<p>${escapeXml(subtitle)}</p>
${body.join("\n")}
</main>
</body>
</html>
`;
}

function renderBlock(block: Block, decision: Decision): string {
  switch (block.kind) {
    case "text":
      return `<p>${escapeXml(block.text)}</p>`;
    case "list":
      return `<h3>${escapeXml(block.title)}</h3>\n<ul>\n${block.items.map((item) => `<li>${escapeXml(item)}</li>`).join("\n")}\n</ul>`;
    case "table":
      return renderTable(block);
    case "chart":
      return block.chart === "costs" ? drawCosts(decision) : drawSensitivity(decision);
  }
}

/** Wide tables scroll by themselves; whoever has only a keyboard can reach that. */
const renderTable = ({ caption, titles, rows }: Table): string =>
  `<div class="wide" role="group" tabindex="0" aria-label="${escapeXml(caption)}">
<table>
<caption>${escapeXml(caption)}</caption>
<thead><tr>${titles.map(renderTitle).join("")}</tr></thead>
<tbody>
${rows.map(renderRow).join("\n")}
</tbody>
</table>
</div>`;

const renderTitle = (title: string): string =>
  title === "" ? "<td></td>" : `<th scope="col">${escapeXml(title)}</th>`;

const renderRow = ([name = "", ...cells]: readonly string[]): string =>
  `<tr><th scope="row">${escapeXml(name)}</th>${cells.map((cell) => `<td>${escapeXml(cell)}</td>`).join("")}</tr>`;
