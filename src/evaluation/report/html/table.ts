import { type Html, html, NOTHING } from "./html.ts";

/** A column: numbers stand right, with their digits below each other. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean | undefined;
}

/** A table of a few rows; the first cell of each names it. `label` names the table where it is scrolled. */
export const renderTable = (
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly (Html | string)[])[],
): Html =>
  html`<div class="scrolled" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${columns.map(({ title, isNumber }) => html`<th scope="col"${isNumber === true ? html` class="number"` : NOTHING}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, at) =>
        at === 0
          ? html`<th scope="row">${cell}</th>`
          : html`<td${columns[at]?.isNumber === true ? html` class="number"` : NOTHING}>${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;

export const text = (title: string): Column => ({ title });
export const number = (title: string): Column => ({ title, isNumber: true });
