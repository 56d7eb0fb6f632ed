/** Numbers as a reader of the report sees them. */

import { formatUsd } from "../../../std/format-usd.ts";
import type { Interval } from "../../../std/wilson-interval.ts";

/** Keeps a number and its unit on one line. */
const SPACE = "\u00a0";

const whole = (share: number): number => Math.round(share * 100);

/** `25 %` */
export const percent = (share: number): string => `${whole(share)}${SPACE}%`;

/** `14–28 %` */
export const interval = ({ low, high }: Interval): string =>
  `${whole(low)}–${whole(high)}${SPACE}%`;

/** `20 % (14–28 %)` */
export const shareWithInterval = (rate: Interval & { readonly share: number }): string =>
  `${percent(rate.share)} (${interval(rate)})`;

/** `12,345` */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** `345 ms`, `2.31 s`, `48 s`, `12.5 min` */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}${SPACE}ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)}${SPACE}s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)}${SPACE}s`;
  return `${(ms / 60_000).toFixed(1)}${SPACE}min`;
}

/** An amount, with a sign that says where calls without a known price are not in it. */
export const money = (usd: number, unpricedCalls = 0): string =>
  `${formatUsd(usd)}${unpricedCalls > 0 ? " + ?" : ""}`;

export const moneyOrUnknown = (usd: number | undefined): string =>
  usd === undefined ? "unknown" : formatUsd(usd);

/** `+4.5 points` */
export function points(share: number): string {
  const value = Number((share * 100).toFixed(1));
  return `${value > 0 ? "+" : ""}${value}${SPACE}points`;
}

export const probability = (p: number): string => (p < 0.001 ? p.toExponential(1) : p.toFixed(3));

/** `1 sample`, `3 samples` */
export const plural = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
