export function tapeMeasure(inches: number): string {
  const sixteenths = Math.floor(inches * 16 + 0.5);
  const whole = Math.floor(sixteenths / 16);
  let over = sixteenths % 16;
  let under = 16;
  while (over > 0 && over % 2 === 0) {
    over /= 2;
    under /= 2;
  }
  const parts = [whole > 0 ? `${whole}` : "", over > 0 ? `${over}/${under}` : ""];
  return `${parts.filter((part) => part !== "").join(" ") || "0"}"`;
}
