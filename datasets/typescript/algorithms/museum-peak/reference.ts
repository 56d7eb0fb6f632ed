export interface Visit {
  readonly from: number;
  readonly to: number;
}

export function museumPeak(
  visits: readonly Visit[],
): readonly [visitors: number, from: number] | undefined {
  const real = visits.filter(({ from, to }) => to > from);
  let peak: readonly [number, number] | undefined;
  for (const { from: minute } of [...real].sort((one, other) => one.from - other.from)) {
    const visitors = real.filter(({ from, to }) => from <= minute && minute < to).length;
    if (peak === undefined || visitors > peak[0]) peak = [visitors, minute];
  }
  return peak;
}
