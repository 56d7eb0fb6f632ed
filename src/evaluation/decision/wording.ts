/** Numbers as they stand in sentences and tables of the report. */

import { formatUsd } from "../../std/format-usd.ts";
import type { Interval } from "../../std/wilson-interval.ts";
import type { Rate } from "../analysis/rate.ts";
import type { BreakEven } from "./decision.ts";
import { DAYS_A_MONTH, HOURS_A_MONTH } from "./economics.ts";

/** `0.05` as `5 points`. */
export function points(share: number, isSigned = false): string {
  const value = Number((share * 100).toFixed(1));
  return `${isSigned && value > 0 ? "+" : ""}${value} ${Math.abs(value) === 1 ? "point" : "points"}`;
}

export const probability = (p: number): string =>
  p < 0.001 ? `p = ${p.toExponential(1)}` : `p = ${p.toFixed(3)}`;

/** `0.254` as `25 %` */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `27 of 135, 20 % (14–28 %)` */
export const rate = ({ count, samples, share, low, high }: Rate): string =>
  `${count} of ${samples}, ${percent(share)} (${Math.round(low * 100)}–${percent(high)})`;

/** `$0.012 ($0.010–$0.014)`, or the amount alone where nothing tells how far it is right. */
export const price = ({ usd, low, high }: Interval & { readonly usd: number }): string =>
  Number.isFinite(low) && Number.isFinite(high)
    ? `${formatUsd(usd)} (${formatUsd(low)} to ${formatUsd(high)})`
    : `${formatUsd(usd)} (one task tells no interval)`;

/** Whole things, thousands apart. */
export const count = (number: number): string => Math.ceil(number).toLocaleString("en-US");

/** `1,204 a month (40 a day)` */
export const perMonth = (volume: number): string =>
  `${count(volume)} a month (${Number((volume / DAYS_A_MONTH).toPrecision(2)).toLocaleString("en-US")} a day)`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export function breakEvenWords(breakEven: BreakEven): string {
  if (breakEven === "unknown") return "not known";
  if (breakEven === "never") return "at no volume";
  return breakEven === 0 ? "from the first on" : `from ${perMonth(breakEven)}`;
}

/** A server's hours of work against a month of them. */
export const serverLoad = (hours: number): string =>
  `${hours < 10 ? Number(hours.toPrecision(2)) : Math.round(hours)} of ${Math.round(HOURS_A_MONTH)} hours, one task after the other`;
