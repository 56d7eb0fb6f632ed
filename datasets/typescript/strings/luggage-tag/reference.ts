export function luggageTag(surname: string, flight: string): string {
  const letters = surname.replace(/[^a-z]/gi, "").slice(0, 3).toUpperCase();
  const digits = flight.replace(/\D/g, "").slice(-4);
  return `${letters.padEnd(3, "X")}-${digits.padStart(4, "0")}`;
}
