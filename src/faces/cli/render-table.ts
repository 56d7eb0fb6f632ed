/** Rows as left-aligned columns under their titles. Widths count code points. */
export function renderTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = titles.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? "")].map((cell) => [...cell].length)),
  );
  const renderRow = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length))
      .join("  ")
      .trimEnd();
  return [titles, widths.map((width) => "-".repeat(width)), ...rows].map(renderRow).join("\n");
}
