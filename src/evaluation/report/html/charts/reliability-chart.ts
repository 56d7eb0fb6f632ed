import type { ReliabilityBin } from "../../../analysis/analysis.ts";
import { GRID, shareAxis } from "./axes.ts";

interface Place {
  value(dimension: number): number | string;
  coord(point: readonly [number, number]): readonly number[];
}

/** What confidence said, and what came true: on the dashed line both are the same. */
export function reliabilityChart(bins: readonly ReliabilityBin[], width: number) {
  const most = Math.max(...bins.map(({ count }) => count));
  return {
    grid: { ...GRID, top: 14 },
    xAxis: { ...shareAxis(width), axisLine: { show: false } },
    yAxis: shareAxis(width),
    series: [
      {
        type: "custom" as const,
        clip: false,
        data: [[0, 0]],
        renderItem: (_parameters: unknown, place: Place) => {
          const [x1 = 0, y1 = 0] = place.coord([0, 0]);
          const [x2 = 0, y2 = 0] = place.coord([1, 1]);
          const style = {
            stroke: "var(--line-strong)",
            lineWidth: 1.5,
            lineDash: [5, 4],
            fill: "none",
          };
          return { type: "line" as const, shape: { x1, y1, x2, y2 }, style };
        },
      },
      {
        type: "custom" as const,
        clip: false,
        encode: { x: 0, y: 1 },
        data: bins.map(({ meanConfidence, correct, count }) => [
          ...[meanConfidence, correct.share, correct.low, correct.high, count],
        ]),
        renderItem: (_parameters: unknown, place: Place) => {
          const [x = 0, y = 0, low = 0, high = 0, count = 0] = [0, 1, 2, 3, 4].map((dimension) =>
            Number(place.value(dimension)),
          );
          const [cx = 0, cy = 0] = place.coord([x, y]);
          const [, y1 = 0] = place.coord([x, low]);
          const [, y2 = 0] = place.coord([x, high]);
          const whisker = { stroke: "var(--accent)", lineWidth: 2.5, opacity: 0.4, fill: "none" };
          return {
            type: "group" as const,
            children: [
              { type: "line" as const, shape: { x1: cx, y1, x2: cx, y2 }, style: whisker },
              {
                type: "circle" as const,
                shape: { cx, cy, r: 4 + 6 * Math.sqrt(count / most) },
                style: { fill: "var(--accent)" },
              },
            ],
          };
        },
      },
    ],
  };
}
