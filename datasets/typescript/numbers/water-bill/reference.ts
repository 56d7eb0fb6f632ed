export interface Step {
  readonly upTo: number;
  readonly centsPerUnit: number;
}

export function waterBill(
  units: number,
  steps: readonly Step[],
  lastCentsPerUnit: number,
): number {
  const used = Math.floor(units);
  let cents = 0;
  let from = 0;
  for (const { upTo, centsPerUnit } of [
    ...steps,
    { upTo: Number.POSITIVE_INFINITY, centsPerUnit: lastCentsPerUnit },
  ]) {
    cents += Math.max(0, Math.min(used, upTo) - from) * centsPerUnit;
    from = upTo;
  }
  return Math.max(500, cents);
}
