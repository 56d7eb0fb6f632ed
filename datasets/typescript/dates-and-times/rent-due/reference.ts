export function rentDue(start: string, months: number): string {
  const [year = 0, month = 1, day = 1] = start.split("-").map(Number);
  const all = year * 12 + month - 1 + months;
  const dueYear = Math.floor(all / 12);
  const dueMonth = all % 12;
  const dueDay = Math.min(day, daysOf(dueYear, dueMonth));
  const pad = (value: number): string => `${value}`.padStart(2, "0");
  return `${dueYear}-${pad(dueMonth + 1)}-${pad(dueDay)}`;
}

const daysOf = (year: number, month: number): number =>
  new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
