import { type Html, html } from "../html.ts";

/** Shapes of series, so that they differ without colour too; a hollow one is another measure of the same. */
const SHAPES = ["circle", "square", "diamond", "triangle", "bar", "cross"] as const;
export type Shape = (typeof SHAPES)[number];

export const shapeOf = (at: number): Shape => SHAPES[at % SHAPES.length] ?? "circle";

/** Corners of a shape around a point, `undefined` for a circle. */
export function cornersOf(
  shape: Shape,
  [x, y]: readonly [number, number],
  r: number,
): readonly (readonly [number, number])[] | undefined {
  switch (shape) {
    case "circle":
      return undefined;
    case "square":
      return [
        [x - r, y - r],
        [x + r, y - r],
        [x + r, y + r],
        [x - r, y + r],
      ];
    case "diamond":
      return [
        [x, y - r * 1.35],
        [x + r * 1.35, y],
        [x, y + r * 1.35],
        [x - r * 1.35, y],
      ];
    case "triangle":
      return [
        [x, y - r * 1.2],
        [x + r * 1.2, y + r],
        [x - r * 1.2, y + r],
      ];
    case "bar":
      return [
        [x - r * 0.5, y - r * 1.3],
        [x + r * 0.5, y - r * 1.3],
        [x + r * 0.5, y + r * 1.3],
        [x - r * 0.5, y + r * 1.3],
      ];
    case "cross": {
      const thin = r * 0.45;
      return [
        [x - thin, y - r * 1.2],
        [x + thin, y - r * 1.2],
        [x + thin, y - thin],
        [x + r * 1.2, y - thin],
        [x + r * 1.2, y + thin],
        [x + thin, y + thin],
        [x + thin, y + r * 1.2],
        [x - thin, y + r * 1.2],
        [x - thin, y + thin],
        [x - r * 1.2, y + thin],
        [x - r * 1.2, y - thin],
        [x - thin, y - thin],
      ];
    }
  }
}

/** One line of a legend. */
export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly shape: Shape;
  readonly isHollow: boolean;
}

/** What stands for what; above the chart, as text. */
export const renderLegend = (entries: readonly LegendEntry[]): Html =>
  html`<ul class="legend">${entries.map(
    ({ name, ...mark }) => html`<li>${renderMark(mark)}${name}</li>`,
  )}</ul>`;

function renderMark({ colour, shape, isHollow }: Omit<LegendEntry, "name">): Html {
  const corners = cornersOf(shape, [7, 7], 4);
  const paint = isHollow
    ? html`fill="var(--surface)" stroke="${colour}" stroke-width="1.6"`
    : html`fill="${colour}"`;
  const drawn =
    corners === undefined
      ? html`<circle cx="7" cy="7" r="4.2" ${paint}/>`
      : html`<polygon points="${corners.map((corner) => corner.join(",")).join(" ")}" ${paint}/>`;
  return html`<svg class="mark" viewBox="0 0 14 14" aria-hidden="true" focusable="false">${drawn}</svg>`;
}
