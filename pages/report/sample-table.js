/** The table of samples, a page of rows at a time. */

import { chooseRows, sortRows } from "./choose-rows.js";
import { columns, nameAt, total } from "./data.js";
import { byId, element, field } from "./dom.js";
import { count, duration, money } from "./numbers.js";

/** @import { SortKey } from "./choose-rows.js" */

const PAGE = 50;

/** @type {readonly { readonly key: SortKey, readonly title: string, readonly isNumber?: boolean }[]} */
const TITLES = [
  { key: "index", title: "No.", isNumber: true },
  { key: "task", title: "Task" },
  { key: "category", title: "Category" },
  { key: "complexity", title: "Complexity" },
  { key: "solver", title: "Solver" },
  { key: "epoch", title: "Epoch", isNumber: true },
  { key: "status", title: "Ended as" },
  { key: "attempts", title: "Attempts", isNumber: true },
  { key: "costUsd", title: "Cost", isNumber: true },
  { key: "totalMs", title: "Time", isNumber: true },
  { key: "confidence", title: "Confidence", isNumber: true },
];

/** @type {{ rows: readonly number[], key: SortKey, direction: 1 | -1, page: number }} */
const shown = { rows: [], key: "index", direction: 1, page: 0 };

const hasSeveral = {
  solver: new Set(columns.solver).size > 1,
  epoch: columns.epoch.some((epoch) => epoch > 0),
  confidence: columns.confidence.some((value) => typeof value === "number"),
};

const titles = TITLES.filter(({ key }) =>
  key === "solver" || key === "epoch" || key === "confidence" ? hasSeveral[key] : true,
);

/** Rows as they are filtered and sorted now: what comes before and after a sample. */
export const rowsNow = () => shown.rows;

/** Begins to listen to the filters, and shows the first rows. */
export function startTable() {
  const form = byId("filters");
  form.addEventListener("input", applyFilters);
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("filter-clear").addEventListener("click", () => searchFor(""));
  applyFilters();
}

/** Shows samples with this text in their task, codes or reason. @param {string} text */
export function searchFor(text) {
  for (const id of ["filter-category", "filter-status", "filter-solver"]) field(id).value = "";
  field("filter-text").value = text;
  applyFilters();
}

function applyFilters() {
  const rows = chooseRows({
    text: field("filter-text").value,
    category: field("filter-category").value,
    status: field("filter-status").value,
    solver: field("filter-solver").value,
  });
  shown.rows = sortRows(rows, shown.key, shown.direction);
  shown.page = 0;
  drawTable();
}

/** @param {SortKey} key */
function sortBy(key) {
  shown.direction = shown.key === key && shown.direction === 1 ? -1 : 1;
  shown.key = key;
  shown.rows = sortRows(shown.rows, key, shown.direction);
  shown.page = 0;
  drawTable();
  document.getElementById(`sort-${key}`)?.focus();
}

function drawTable() {
  const { rows, page } = shown;
  byId("sample-count").textContent =
    rows.length === total
      ? `${count(total)} samples`
      : `${count(rows.length)} of ${count(total)} samples`;
  const visible = rows.slice(page * PAGE, (page + 1) * PAGE);
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...titles.map(drawTitle))),
    element("tbody", {}, ...visible.map(drawRow)),
  );
  const region = element(
    "div",
    { class: "scrolled", role: "region", "aria-label": "Table of samples", tabindex: "0" },
    table,
  );
  byId("sample-table").replaceChildren(
    rows.length === 0
      ? element(
          "p",
          { class: "empty" },
          total === 0 ? "There is none yet." : "No sample fits these filters.",
        )
      : region,
    drawPager(),
  );
}

/** @param {(typeof TITLES)[number]} title */
function drawTitle({ key, title, isNumber }) {
  const isSorted = shown.key === key;
  const sorted = shown.direction === 1 ? "ascending" : "descending";
  return element(
    "th",
    {
      scope: "col",
      class: isNumber === true ? "number" : undefined,
      "aria-sort": isSorted ? sorted : undefined,
    },
    element(
      "button",
      { type: "button", id: `sort-${key}`, class: "sort", click: () => sortBy(key) },
      title,
      element(
        "span",
        { class: "arrow", "aria-hidden": "true" },
        isSorted ? (shown.direction === 1 ? "↑" : "↓") : "",
      ),
    ),
  );
}

/** @param {number} row */
function drawRow(row) {
  return element(
    "tr",
    {},
    ...titles.map(({ key, isNumber }) => {
      if (key === "task") return element("th", { scope: "row", class: "name" }, linkTo(row));
      const isName = key === "solver" || key === "category";
      const kind = isNumber === true ? "number" : isName ? "name" : undefined;
      return element("td", { class: kind }, drawCell(key, row));
    }),
  );
}

/** @param {number} row */
const linkTo = (row) =>
  element("a", { href: `#sample/${columns.index[row]}` }, nameAt("task", row));

/** @param {SortKey} key @param {number} row */
function drawCell(key, row) {
  switch (key) {
    case "status":
      return drawStatus(row);
    case "category":
    case "complexity":
    case "solver":
      return nameAt(key, row);
    case "epoch":
      return (columns.epoch[row] ?? 0) + 1;
    case "costUsd":
      return costOf(row);
    case "totalMs": {
      const ms = columns.totalMs[row];
      return typeof ms === "number" ? duration(ms) : "–";
    }
    case "confidence": {
      const value = columns.confidence[row];
      return typeof value === "number" ? value.toFixed(2) : "–";
    }
    default:
      return columns[key === "task" ? "index" : key][row];
  }
}

/** @param {number} row */
export const costOf = (row) =>
  `${money(columns.costUsd[row] ?? 0)}${(columns.unpricedCalls[row] ?? 0) > 0 ? " + ?" : ""}`;

/** A mark and the word; `accepted` says so too where a hidden check fails it. @param {number} row */
export function drawStatus(row) {
  const status = nameAt("status", row);
  const isFalse = status === "accepted" && columns.isSolved[row] !== 1;
  return element(
    "span",
    { class: "status" },
    element("span", { class: `dot status-${isFalse ? "wrong" : status}`, "aria-hidden": "true" }),
    isFalse ? "accepted, but fails" : status,
  );
}

function drawPager() {
  const { rows, page } = shown;
  const last = Math.max(0, Math.ceil(rows.length / PAGE) - 1);
  if (last === 0) return element("div", {});
  /** @param {string} title @param {number} target */
  const step = (title, target) => {
    const isHere = target === page || target < 0 || target > last;
    return element(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-disabled": isHere ? "true" : undefined,
        click: () => {
          if (!isHere) turnTo(target, title);
        },
      },
      title,
    );
  };
  return element(
    "nav",
    { class: "pager", "aria-label": "Pages of samples" },
    step("First", 0),
    step("Previous", page - 1),
    element(
      "span",
      {},
      `${count(page * PAGE + 1)}–${count(Math.min(rows.length, (page + 1) * PAGE))} of ${count(rows.length)}`,
    ),
    step("Next", page + 1),
    step("Last", last),
  );
}

/** @param {number} page @param {string} pressed the button keeps the focus */
function turnTo(page, pressed) {
  shown.page = page;
  drawTable();
  for (const button of byId("sample-table").querySelectorAll("nav button"))
    if (button instanceof HTMLElement && button.textContent === pressed) button.focus();
}
