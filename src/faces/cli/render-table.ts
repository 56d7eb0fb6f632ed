import { alignColumns, columnWidths } from "../../std/align-columns.ts";

/** Rows as left-aligned columns under their titles. Widths count code points. */
export function renderTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const dashes = columnWidths([titles, ...rows]).map((width) => "-".repeat(width));
  return alignColumns([titles, dashes, ...rows]);
}
