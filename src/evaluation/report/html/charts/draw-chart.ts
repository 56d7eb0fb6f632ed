/** Charts as SVG, drawn when the report is made: its reader loads no library, and colours follow the page's theme. */

import type { EChartsCoreOption } from "echarts/core";
import { type Html, trusted } from "../html.ts";

/** One chart at one width. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Draws a chart at a size; every colour in `option` is a colour of the page, e.g. `var(--accent)`. */
export type DrawChart = (option: EChartsCoreOption, size: ChartSize) => Html;

/** Loads the library: much code, for this command alone. */
export async function openCharts(): Promise<DrawChart> {
  const [{ init, use }, charts, components, { SVGRenderer }] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers"),
  ]);
  use([charts.BarChart, charts.CustomChart, components.GridComponent]);
  use([SVGRenderer]);
  return (option, { width, height }) => {
    const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
    try {
      chart.setOption({ animation: false, ...option });
      return trusted(plainSvg(chart.renderToSVGString()));
    } finally {
      chart.dispose();
    }
  };
}

/**
 * Without what the page has no use for: its policy allows no style attributes, and marks for a client that is not there
 * would only make it larger.
 */
const plainSvg = (svg: string): string =>
  svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, "")
    .replace(/ style="([^"]*)"/g, (_whole, style: string) => fontOf(style))
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space|xmlns:xlink|baseProfile)="[^"]*"/g, "")
    .replace(/<rect [^>]*fill="none"[^>]*><\/rect>\n?/, "")
    .replace(/^<svg width="\d+" height="\d+"/, '<svg aria-hidden="true" focusable="false"')
    .replace(/\n+/g, "");

const fontOf = (style: string): string => {
  const [, size] = /font-size:(\d+)px/.exec(style) ?? [];
  const bold = /font-weight:(?:bold|600)/.test(style) ? ' font-weight="600"' : "";
  return `${size === undefined ? "" : ` font-size="${size}"`}${bold}`;
};
