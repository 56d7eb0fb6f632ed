export function ageOn(birth: string, day: string): number {
  if (day < birth) return -1;
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
