export function fewestStamps(
  postage: number,
  values: readonly number[],
): readonly number[] | undefined {
  const descending = [...values].sort((one, other) => other - one);
  const best: (readonly number[] | undefined)[] = [[]];
  for (let cents = 1; cents <= postage; cents += 1) {
    let found: readonly number[] | undefined;
    for (const value of descending) {
      const rest = best[cents - value];
      if (rest === undefined || value < (rest[0] ?? 0)) continue;
      if (found === undefined || rest.length + 1 < found.length) found = [value, ...rest];
    }
    best[cents] = found;
  }
  return best[postage];
}
