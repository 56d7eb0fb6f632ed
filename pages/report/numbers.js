/** Numbers as the rest of the report writes them. */

const SPACE = "\u00a0";

/** @param {number} value */
export const count = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** @param {number} ms */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)}${SPACE}ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)}${SPACE}s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)}${SPACE}s`;
  return `${(ms / 60_000).toFixed(1)}${SPACE}min`;
}

/** @param {number} usd */
export function money(usd) {
  if (usd === 0) return "$0";
  if (usd < 0.000_001) return "<$0.000001";
  if (usd >= 1) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(Math.max(2, 1 - Math.floor(Math.log10(usd))))}`;
}
