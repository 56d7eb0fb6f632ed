/** Normal quantile of a two-sided 95 %. */
const Z = 1.959964;

/** Wilson's lower bound, at 95 %, of the share that `successes` of `total` are a sample of; 0 for no sample. */
export function wilsonLowerBound(successes: number, total: number): number {
  if (total === 0) return 0;
  const share = successes / total;
  const middle = share + (Z * Z) / (2 * total);
  const spread = Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  return Math.max(0, (middle - spread) / (1 + (Z * Z) / total));
}
