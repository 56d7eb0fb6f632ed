/** Filters and order of the samples. */

import { columns, nameAt, total } from "./data.js";

/**
 * @typedef {object} Wishes
 * @property {string} text
 * @property {string} category
 * @property {string} status
 * @property {string} solver
 */

/** @typedef {"index" | "task" | "category" | "complexity" | "solver" | "epoch" | "status" | "attempts" | "costUsd" | "totalMs" | "confidence"} SortKey */

/** What is searched of each sample, made once. @type {string[]} */
const searched = [];

/** @param {number} row */
function textOf(row) {
  const known = searched[row];
  if (known !== undefined) return known;
  const made = [nameAt("task", row), nameAt("codes", row), nameAt("reason", row)]
    .join("\n")
    .toLowerCase();
  searched[row] = made;
  return made;
}

/** Rows that fit all wishes. @param {Wishes} wishes */
export function chooseRows({ text, category, status, solver }) {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  /** @type {number[]} */
  const rows = [];
  for (let row = 0; row < total; row += 1) {
    if (category !== "" && nameAt("category", row) !== category) continue;
    if (solver !== "" && nameAt("solver", row) !== solver) continue;
    if (!hasStatus(row, status)) continue;
    if (words.every((word) => textOf(row).includes(word))) rows.push(row);
  }
  return rows;
}

/** @param {number} row @param {string} status */
function hasStatus(row, status) {
  if (status === "") return true;
  if (status === "solved") return columns.isSolved[row] === 1;
  if (status === "not solved") return columns.isSolved[row] !== 1;
  return nameAt("status", row) === status;
}

/** The same rows in order; what is not known comes last, whichever way. @param {readonly number[]} rows @param {SortKey} key @param {1 | -1} direction */
export function sortRows(rows, key, direction) {
  const valueOf = valuesBy(key);
  return [...rows].sort((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === b) return one - other;
    if (a === null || a === undefined) return 1;
    if (b === null || b === undefined) return -1;
    return a < b ? -direction : direction;
  });
}

/** @param {SortKey} key @returns {(row: number) => string | number | null | undefined} */
function valuesBy(key) {
  switch (key) {
    case "task":
    case "category":
    case "solver":
    case "status":
      return (row) => nameAt(key, row);
    case "complexity":
      return (row) => ["simple", "moderate", "complex"].indexOf(nameAt(key, row));
    default:
      return (row) => columns[key][row];
  }
}
