type Rows = readonly (readonly string[])[];

/** How many code points the widest cell of each column has. */
export function columnWidths(rows: Rows): readonly number[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell));
  return widths;
}

/** Rows as lines whose columns stand below each other, two spaces between them; `isRight` tells columns of numbers. */
export function alignColumns(
  rows: Rows,
  isRight: (column: number) => boolean = () => false,
): string {
  const widths = columnWidths(rows);
  const alignCell = (cell: string, column: number): string => {
    const space = " ".repeat((widths[column] ?? 0) - lengthOf(cell));
    return isRight(column) ? space + cell : cell + space;
  };
  return rows.map((row) => row.map(alignCell).join("  ").trimEnd()).join("\n");
}

const lengthOf = (cell: string): number => [...cell].length;
