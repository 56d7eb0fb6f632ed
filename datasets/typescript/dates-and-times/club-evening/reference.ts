export function clubEvening(
  year: number,
  month: number,
  weekday: number,
  which: number,
): string | undefined {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const fitting: number[] = [];
  for (let day = 1; day <= days; day += 1) {
    const isoWeekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
    if (isoWeekday === weekday) fitting.push(day);
  }
  const day = fitting.at(which > 0 ? which - 1 : which);
  if (which === 0 || day === undefined) return undefined;
  const pad = (value: number): string => `${value}`.padStart(2, "0");
  return `${year}-${pad(month)}-${pad(day)}`;
}
