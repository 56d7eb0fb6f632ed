export function spikeFilter(readings: readonly number[], limit: number): readonly number[] {
  return readings.map((reading, at) => {
    const before = readings[at - 1];
    const after = readings[at + 1];
    if (before === undefined || after === undefined) return reading;
    const isSpike = Math.abs(reading - before) > limit && Math.abs(reading - after) > limit;
    return isSpike ? (before + after) / 2 : reading;
  });
}
