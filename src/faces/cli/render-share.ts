import type { Rate } from "../../evaluation/analysis/rate.ts";
import type { Interval } from "../../std/wilson-interval.ts";

/** `0.254` as `25`. */
const whole = (share: number): number => Math.round(share * 100);

/** `25 %` */
export const renderPercent = (share: number): string => `${whole(share)} %`;

/** `27 of 135, 20 % (14–28 %)` */
export const renderRate = ({ count, samples, share, low, high }: Rate): string =>
  `${count} of ${samples}, ${renderPercent(share)} (${whole(low)}–${whole(high)} %)`;

/** `20 % (14–28 %)` */
export const renderShare = ({ share, low, high }: Interval & { readonly share: number }): string =>
  `${renderPercent(share)} (${whole(low)}–${whole(high)} %)`;

/** `+4.5 points` */
export function renderPoints(share: number): string {
  const points = Number((share * 100).toFixed(1));
  return `${points > 0 ? "+" : ""}${points} points`;
}

/** A probability, short. */
export const renderP = (p: number): string =>
  p < 0.001 ? `p = ${p.toExponential(1)}` : `p = ${p.toFixed(3)}`;
