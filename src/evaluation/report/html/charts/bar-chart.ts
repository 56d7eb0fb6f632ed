import { binAxis, countAxis, GRID, nameAxis, shareAxis, VALUE_LABEL } from "./axes.ts";
import type { LegendEntry } from "./marks.ts";

export interface BarSeries {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
}

/** Bars that stand on bins; series beside each other, or on top of each other. */
export const standingBars = (
  labels: readonly string[],
  series: readonly BarSeries[],
  { isStacked }: { readonly isStacked: boolean },
) => ({
  grid: { ...GRID, right: 8 },
  xAxis: binAxis(labels),
  yAxis: countAxis(),
  series: series.map(({ name, colour, values }) => ({
    type: "bar" as const,
    clip: false,
    name,
    data: [...values],
    barCategoryGap: "18%",
    barGap: "8%",
    barMaxWidth: 64,
    ...(isStacked ? { stack: "all" } : {}),
    itemStyle: {
      color: colour,
      borderColor: "var(--surface)",
      borderWidth: isStacked ? 1 : 0,
      borderRadius: isStacked ? 0 : [2, 2, 0, 0],
    },
  })),
});

/** Bars that lie beside names, with what each says at its end. */
export const lyingBars = (
  names: readonly string[],
  values: readonly number[],
  {
    width,
    ofShares,
    say,
  }: {
    readonly width: number;
    readonly ofShares: boolean;
    readonly say: (at: number) => string;
  },
) => ({
  grid: { ...GRID, right: 64 },
  xAxis: ofShares ? shareAxis(width) : countAxis(),
  yAxis: nameAxis(names, width),
  series: [
    {
      type: "bar" as const,
      clip: false,
      data: [...values],
      barMaxWidth: 14,
      itemStyle: { color: "var(--accent)", borderRadius: [0, 2, 2, 0] },
      label: {
        show: true,
        position: "right" as const,
        ...VALUE_LABEL,
        formatter: ({ dataIndex }: { readonly dataIndex: number }) => say(dataIndex),
      },
    },
  ],
});

/** Parts of a whole, a bar for each name. */
export const stackedShares = (
  names: readonly string[],
  series: readonly BarSeries[],
  width: number,
) => ({
  grid: GRID,
  xAxis: shareAxis(width),
  yAxis: nameAxis(names, width),
  series: series.map(({ name, colour, values }) => ({
    type: "bar" as const,
    clip: false,
    name,
    stack: "all",
    data: [...values],
    barMaxWidth: 16,
    itemStyle: { color: colour, borderColor: "var(--surface)", borderWidth: 1 },
  })),
});

export const lyingHeight = (names: readonly string[]): number => 40 + names.length * 26;

export const barLegend = (series: readonly BarSeries[]): readonly LegendEntry[] =>
  series.map(({ name, colour }) => ({ name, colour, shape: "square", isHollow: false }));
