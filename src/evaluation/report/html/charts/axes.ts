/** What all charts have alike. */

/** Measured larger than the page draws it: readers' fonts differ. */
const LABEL = { color: "var(--muted)", fontSize: 13, fontFamily: "sans-serif" } as const;
const NO_LINE = { show: false } as const;

/** Room for labels on both axes, measured by the library. */
export const GRID = {
  left: 8,
  right: 28,
  top: 8,
  bottom: 4,
  outerBoundsMode: "same",
  outerBoundsContain: "axisLabel",
} as const;

/** Charts are drawn once for each: labels keep their size. */
export const WIDTHS = { narrow: 320, medium: 480, wide: 1000 } as const;
const isNarrow = (width: number): boolean => width <= WIDTHS.narrow;

/** From 0 to 1, in percent. */
export const shareAxis = (width: number) => ({
  type: "value" as const,
  min: 0,
  max: 1,
  interval: isNarrow(width) ? 0.5 : 0.25,
  axisLabel: { ...LABEL, formatter: (value: number) => `${Math.round(value * 100)} %` },
  splitLine: { lineStyle: { color: "var(--line)" } },
});

/** Whole numbers from 0. */
export const countAxis = () => ({
  type: "value" as const,
  minInterval: 1,
  splitNumber: 4,
  axisLabel: LABEL,
  splitLine: { lineStyle: { color: "var(--line)" } },
});

/** Names from top to bottom. */
export const nameAxis = (names: readonly string[], width: number) => ({
  type: "category" as const,
  data: [...names],
  inverse: true,
  axisTick: NO_LINE,
  axisLine: NO_LINE,
  axisLabel: {
    ...LABEL,
    color: "var(--ink)",
    width: isNarrow(width) ? 110 : 170,
    overflow: "truncate" as const,
    interval: 0,
  },
});

/** Bins from left to right. */
export const binAxis = (labels: readonly string[]) => ({
  type: "category" as const,
  data: [...labels],
  axisTick: NO_LINE,
  axisLine: { lineStyle: { color: "var(--line-strong)" } },
  axisLabel: { ...LABEL, interval: "auto" as const, hideOverlap: true },
});

/** Colours of several solvers, in their order; shapes differ too, so that none hangs on colour. */
export const seriesColour = (at: number): string => `var(--series-${(at % 6) + 1})`;

export const VALUE_LABEL = { ...LABEL, color: "var(--ink)" } as const;
