export function pickColumns<T extends object, K extends keyof T>(
  rows: readonly T[],
  columns: readonly K[],
): readonly Pick<T, K>[] {
  return rows.map((row) => {
    const picked: Partial<Pick<T, K>> = {};
    for (const column of columns) {
      if (row[column] !== undefined) picked[column] = row[column];
    }
    return picked as Pick<T, K>;
  });
}
