const DAY_MS = 24 * 60 * 60 * 1000;

export function answerDeadline(
  received: string,
  workingDays: number,
  holidays: readonly string[],
): string {
  let day = Date.parse(`${received}T00:00:00Z`);
  let left = workingDays;
  while (left > 0) {
    day += DAY_MS;
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return isoDate(day);
}

function isWorkingDay(day: number, holidays: readonly string[]): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday >= 1 && weekday <= 5 && !holidays.includes(isoDate(day));
}

const isoDate = (day: number): string => new Date(day).toISOString().slice(0, 10);
