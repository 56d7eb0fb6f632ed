export function parkingDisc(arrival: string): string {
  const [hour = 0, minute = 0] = arrival.split(":").map(Number);
  const halves = Math.ceil((hour * 60 + minute) / 30) % 48;
  return `${`${Math.floor(halves / 2)}`.padStart(2, "0")}:${halves % 2 === 0 ? "00" : "30"}`;
}
