export function odometerTrip(before: number, after: number, digits: number): number {
  const size = 10 ** digits;
  return (after - before + size) % size;
}
