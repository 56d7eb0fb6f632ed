export function seatRanges(row: string, seats: readonly number[]): string {
  const sorted = [...new Set(seats)].sort((one, other) => one - other);
  const runs: number[][] = [];
  for (const seat of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === seat - 1) run.push(seat);
    else runs.push([seat]);
  }
  return runs
    .flatMap((run) =>
      run.length >= 3
        ? [`${row}${run[0]}-${run.at(-1)}`]
        : run.map((seat) => `${row}${seat}`),
    )
    .join(", ");
}
