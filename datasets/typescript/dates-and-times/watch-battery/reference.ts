export function batteryYears(bought: number, now: number): readonly number[] {
  const years: number[] = [];
  for (let year = putOff(bought); year <= now; year = putOff(year + 3)) years.push(year);
  return years;
}

const putOff = (year: number): number => (year % 10 === 0 ? year + 1 : year);
