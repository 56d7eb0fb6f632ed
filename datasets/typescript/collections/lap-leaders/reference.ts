export interface Stint {
  readonly driver: string;
  readonly laps: number;
}

export function lapLeaders(leaders: readonly string[]): readonly Stint[] {
  const stints: Stint[] = [];
  for (const driver of leaders.filter((name) => name !== "")) {
    const last = stints.at(-1);
    if (last?.driver === driver) stints[stints.length - 1] = { driver, laps: last.laps + 1 };
    else stints.push({ driver, laps: 1 });
  }
  return stints;
}
