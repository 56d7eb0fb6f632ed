export interface Item {
  readonly guest: string;
  readonly cents: number;
  readonly count?: number;
}

export function guestTotals(items: readonly Item[]): Readonly<Record<string, number>> {
  const totals = new Map<string, number>();
  let shared = 0;
  for (const { guest, cents, count = 1 } of items) {
    if (guest === "table") shared += cents * count;
    else totals.set(guest, (totals.get(guest) ?? 0) + cents * count);
  }
  const each = Math.ceil(shared / totals.size);
  return Object.fromEntries([...totals].map(([guest, cents]) => [guest, cents + each]));
}
