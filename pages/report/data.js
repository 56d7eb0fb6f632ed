/** What the report holds, read when it is needed: details of thousands of samples are parsed one by one. */

import { byId } from "./dom.js";

/** @import { SampleColumns, SampleDetail } from "../../src/evaluation/report/html/report.ts" */

/** @type {SampleColumns} */
export const columns = JSON.parse(byId("data-columns").textContent ?? "");

/** How many samples have a result. */
export const total = columns.index.length;

/** @param {"task" | "category" | "complexity" | "solver" | "status" | "codes" | "reason"} column @param {number} row */
export const nameAt = (column, row) => columns.names[columns[column][row] ?? -1] ?? "";

/** @type {readonly string[] | undefined} */
let lines;

/** @param {number} row @returns {SampleDetail} */
export function detailAt(row) {
  lines ??= (byId("data-details").textContent ?? "").split("\n");
  return JSON.parse(lines[row] ?? "");
}

/** The row of a sample by its number, as `eval show` counts; -1 where there is none. @param {number} index */
export const rowOf = (index) => columns.index.indexOf(index);
