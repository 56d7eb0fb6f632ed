export type Row = Readonly<Record<string, string>>;

export function renameColumns(row: Row, names: Readonly<Record<string, string>>): Row {
  return Object.fromEntries(
    Object.entries(row)
      .map(([column, value]) => [names[column] ?? column, value] as const)
      .filter(([column]) => column !== ""),
  );
}
