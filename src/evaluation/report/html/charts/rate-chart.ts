import type { Interval } from "../../../../std/wilson-interval.ts";
import { GRID, nameAxis, seriesColour, shareAxis } from "./axes.ts";
import type { ChartSize } from "./draw-chart.ts";
import { cornersOf, type LegendEntry, shapeOf } from "./marks.ts";

/** One measure of one solver: a mark for each name, with its interval where it has one. */
export interface RateSeries {
  readonly name: string;
  /** Place of its colour and shape. */
  readonly place: number;
  readonly isHollow: boolean;
  /** In the order of the names; `undefined` where nothing is known. */
  readonly rates: readonly (RatePoint | undefined)[];
}

export interface RatePoint {
  readonly share: number;
  readonly interval: Interval | undefined;
}

/** What the library tells a custom series of its place on the page. */
interface Place {
  value(dimension: number): number | string;
  coord(point: readonly [number, number]): readonly number[];
}

const ROW = 22;
const BESIDE = 13;

export const rateChartSize = (
  names: readonly string[],
  series: readonly RateSeries[],
  width: number,
): ChartSize => {
  const lines = series.filter(({ isHollow }) => !isHollow).length;
  return { width, height: 40 + names.length * Math.max(ROW + 8, ROW + (lines - 1) * BESIDE) };
};

/** Shares as marks on a line from 0 to 100 %, with what chance leaves open. */
export function rateChart(names: readonly string[], series: readonly RateSeries[], width: number) {
  const lines = series.filter(({ isHollow }) => !isHollow);
  const offsetOf = (each: RateSeries): number => {
    const line = lines.findIndex(({ place }) => place === each.place);
    return (line - (lines.length - 1) / 2) * BESIDE;
  };
  return {
    grid: GRID,
    xAxis: shareAxis(width),
    yAxis: nameAxis(names, width),
    // What is hollow lies below.
    series: series
      .toSorted((one, other) => Number(other.isHollow) - Number(one.isHollow))
      .map((each) => ({
        type: "custom" as const,
        clip: false,
        encode: { x: 0, y: 1 },
        data: each.rates.flatMap((point, at) =>
          point === undefined
            ? []
            : [[point.share, at, point.interval?.low ?? -1, point.interval?.high ?? -1]],
        ),
        renderItem: (_parameters: unknown, place: Place) => drawPoint(each, offsetOf(each), place),
      })),
  };
}

function drawPoint(series: RateSeries, offset: number, place: Place) {
  const [share, at, low, high] = [0, 1, 2, 3].map((dimension) => Number(place.value(dimension)));
  const toPoint = (value = 0): readonly [number, number] => {
    const [x = 0, y = 0] = place.coord([value, at ?? 0]);
    return [x, y + offset];
  };
  const colour = seriesColour(series.place);
  const whisker =
    low === undefined || low < 0
      ? []
      : [
          lineBetween(toPoint(low), toPoint(high), {
            stroke: colour,
            lineWidth: 2.5,
            opacity: 0.45,
          }),
        ];
  const style = series.isHollow
    ? { fill: "var(--surface)", stroke: colour, lineWidth: 1.6 }
    : { fill: colour };
  const middle = toPoint(share);
  const corners = cornersOf(shapeOf(series.place), middle, 4.6);
  const mark =
    corners === undefined
      ? { type: "circle" as const, shape: { cx: middle[0], cy: middle[1], r: 5 }, style }
      : { type: "polygon" as const, shape: { points: corners }, style };
  return { type: "group" as const, children: [...whisker, mark] };
}

const lineBetween = (
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  style: object,
) => ({ type: "line" as const, shape: { x1, y1, x2, y2 }, style: { ...style, fill: "none" } });

export const rateLegend = (series: readonly RateSeries[]): readonly LegendEntry[] =>
  series.map(({ name, place, isHollow }) => ({
    ...{ name, isHollow },
    colour: seriesColour(place),
    shape: shapeOf(place),
  }));
