export function splitRent(cents: number, shares: readonly number[]): readonly number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  if (whole === 0) return shares.map(() => 0);
  const parts = shares.map((share, at) => ({
    at,
    cents: Math.floor((cents * share) / whole),
    rest: (cents * share) % whole,
  }));
  const left = cents - parts.reduce((sum, part) => sum + part.cents, 0);
  const lucky = [...parts]
    .sort((one, other) => other.rest - one.rest || one.at - other.at)
    .slice(0, left)
    .map(({ at }) => at);
  return parts.map((part) => part.cents + (lucky.includes(part.at) ? 1 : 0));
}
