export class NotEnough extends Error {
  readonly missing: number;

  constructor(missing: number) {
    super(`${missing} cents are missing`);
    this.name = "NotEnough";
    this.missing = missing;
  }
}

export function payByCard(
  balance: number,
  prices: readonly number[],
  discountPercent: number,
): number {
  const isWrong =
    balance < 0 ||
    discountPercent < 0 ||
    discountPercent > 100 ||
    prices.some((price) => price < 0);
  if (isWrong) throw new RangeError("an amount is out of bounds");
  const sum = prices.reduce((all, price) => all + price, 0);
  const due = Math.floor((sum * (100 - discountPercent)) / 100);
  if (due > balance) throw new NotEnough(due - balance);
  return balance - due;
}
