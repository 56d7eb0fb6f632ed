/** Below this, digits say nothing to a reader. */
const SMALLEST = 0.000_001;

/** An amount to read: cents from a dollar up, two digits that count below. */
export function formatUsd(usd: number): string {
  const amount = Math.abs(usd);
  const sign = usd < 0 ? "-" : "";
  if (amount === 0) return "$0";
  if (amount < SMALLEST) return `${sign}<$${SMALLEST.toFixed(6)}`;
  if (amount >= 1) return `${sign}$${amount.toFixed(2)}`;
  const digits = Math.max(2, 1 - Math.floor(Math.log10(amount)));
  return `${sign}$${amount.toFixed(digits)}`;
}

/** An amount to compare with another one: `$0.1049`. */
export const formatExactUsd = (usd: number): string => `$${usd.toFixed(4)}`;
