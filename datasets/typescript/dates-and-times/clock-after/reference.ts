const DAY = 24 * 60;

export function clockAfter(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const later = (((hour * 60 + minute + minutes) % DAY) + DAY) % DAY;
  const show = (value: number): string => `${value}`.padStart(2, "0");
  return `${show(Math.floor(later / 60))}:${show(later % 60)}`;
}
