import { type Interval, Z_95 } from "./wilson-interval.ts";

/** A mean and where the true one lies, at 95 %, by Student's t; without bounds below two values. */
export function meanInterval(values: readonly number[]): Interval & { readonly mean: number } {
  const count = values.length;
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = student95(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - half, high: mean + half };
}

/** Exact where the series is poor. */
const FEW = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706] as const;

/** Two-sided 95 % of Student's t: a table for few degrees of freedom, else Cornish and Fisher's series. */
export function student95(freedom: number): number {
  const z = Z_95;
  return (
    FEW[freedom - 1] ??
    z +
      (z ** 3 + z) / (4 * freedom) +
      (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
      (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}
