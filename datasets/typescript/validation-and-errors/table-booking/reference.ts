export function bookTable(guests: number, hour: number): string {
  if (!Number.isInteger(guests) || !Number.isInteger(hour)) {
    throw new TypeError("guests and hours are whole numbers");
  }
  if (guests < 1 || guests > 12) throw new RangeError("1 to 12 guests");
  if (hour < 17 || hour > 22) throw new RangeError("from 17 to 22 o'clock");
  return `${guests} ${guests === 1 ? "guest" : "guests"} at ${hour}:00`;
}
