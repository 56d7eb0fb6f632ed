export function snackCount(coins: readonly number[], price: number): number {
  if (price <= 0) return 0;
  let credit = 0;
  let snacks = 0;
  for (const coin of coins.filter((each) => each > 2)) {
    credit += coin;
    if (credit < price) continue;
    credit -= price;
    snacks += 1;
  }
  return snacks;
}
