export interface Shift {
  readonly from: string;
  readonly to: string;
}

const DAY = 24 * 60;

export function shiftOverlap(one: Shift, other: Shift): number {
  let shared = 0;
  for (let minute = 0; minute < DAY; minute += 1) {
    if (isOnDuty(one, minute) && isOnDuty(other, minute)) shared += 1;
  }
  return shared;
}

function isOnDuty({ from, to }: Shift, minute: number): boolean {
  const start = minutesOf(from);
  const end = minutesOf(to);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
