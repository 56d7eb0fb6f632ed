import { count } from "../format-numbers.ts";
import { type Html, html, NOTHING } from "../html.ts";
import type { Report } from "../report.ts";
import { SAMPLE_STATUSES } from "../statuses.ts";

/** Where the page's script shows the samples: filters, the table, and one sample's view. */
export function renderSamples({ analysis, columns, journals }: Report): Html {
  const { by, overall } = analysis;
  const names = (groups: readonly { readonly name: string }[]): readonly string[] =>
    groups.map(({ name }) => name);
  const statuses = SAMPLE_STATUSES.filter((status) => overall.byStatus[status] > 0);
  return html`<section id="sample-list" aria-labelledby="samples-title"><h2 id="samples-title" tabindex="-1">Samples</h2>
<form id="filters" role="search" aria-label="Samples">
<div class="wish grow"><label for="filter-text">Task, code or reason</label><input id="filter-text" type="search" autocomplete="off" spellcheck="false"></div>
${renderChoice("category", "Category", names(by.category))}
${renderChoice("status", "Ended as", ["solved", "not solved", ...statuses])}
${renderChoice("solver", "Solver", names(by.solver))}
<button type="button" id="filter-clear" class="quiet">Clear</button>
</form>
<p id="sample-count" class="unit" role="status">${count(columns.index.length)} samples</p>
<div id="sample-table"></div>
${journals.withoutTexts > 0 ? html`<p class="note">To keep this file small, ${count(journals.withoutTexts)} samples come without what their attempts wrote; <code>specwright eval show ID --sample NUMBER</code> has it.</p>` : NOTHING}
<noscript><p>The table of samples needs JavaScript; everything else is here without it.</p></noscript>
</section>
<section id="sample-view" hidden></section>`;
}

const renderChoice = (id: string, label: string, choices: readonly string[]): Html =>
  html`<div class="wish"><label for="filter-${id}">${label}</label><select id="filter-${id}"><option value="">all</option>${choices.map(
    (choice) => html`<option value="${choice}">${choice}</option>`,
  )}</select></div>`;
