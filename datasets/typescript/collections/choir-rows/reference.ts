export function choirRows(
  heights: readonly number[],
  perRow: number,
): readonly (readonly number[])[] {
  const size = Math.max(1, perRow);
  const sorted = [...heights].sort((one, other) => one - other);
  const rows: number[][] = [];
  for (let at = 0; at < sorted.length; at += size) {
    const row = sorted.slice(at, at + size);
    rows.push(rows.length % 2 === 0 ? row : row.reverse());
  }
  return rows;
}
