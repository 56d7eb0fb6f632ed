export function elevatorStops(floor: number, calls: readonly number[]): readonly number[] {
  const floors = [...new Set(calls)].sort((one, other) => one - other);
  const above = floors.filter((call) => call > floor);
  const below = floors.filter((call) => call < floor).reverse();
  const toAbove = (above[0] ?? Number.POSITIVE_INFINITY) - floor;
  const toBelow = floor - (below[0] ?? Number.NEGATIVE_INFINITY);
  return toAbove <= toBelow ? [...above, ...below] : [...below, ...above];
}
