import { escapeXml } from "../../std/escape-xml.ts";
import { formatUsd } from "../../std/format-usd.ts";
import type { Decision, Varied } from "./decision.ts";

const WIDTH = 760;
const ROW = 46;
const [LEFT, RIGHT, TOP, BOTTOM] = [340, 20, 30, 30];

/** A tornado in SVG: how far each number moves what is saved a month, the widest first; right of 0 the tuned model is the cheaper. */
export function drawSensitivity({ sensitivity, costs }: Decision): string {
  const base = costs.saving?.usd;
  if (base === undefined) return "";
  const rows = sensitivity
    .map((variation) => ({
      ...variation,
      ends: [savingOf(variation.low), savingOf(variation.high)],
    }))
    .toSorted((one, other) => widthOf(other.ends) - widthOf(one.ends));
  const all = [0, base, ...rows.flatMap(({ ends }) => ends)];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const span = most - least || 1;
  const x = (usd: number): number => round(LEFT + ((usd - least) / span) * (WIDTH - LEFT - RIGHT));
  const height = TOP + rows.length * ROW + BOTTOM;
  const bars = rows.map(({ factor, low, high, ends }, at) => {
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    const y = TOP + at * ROW;
    // A bar changes its colour where the other model becomes the cheaper.
    const parts = [
      { side: "frontier", from, to: Math.min(to, 0) },
      { side: "tuned", from: Math.max(from, 0), to },
    ].filter((part) => part.to > part.from);
    return `<text x="0" y="${y + 16}">${escapeXml(factor)}</text>
<text class="soft" x="0" y="${y + 32}">${escapeXml(`${describe(low)}; ${describe(high)}`)}</text>
${parts.map((part) => `<rect class="${part.side}" x="${x(part.from)}" y="${y + 8}" width="${Math.max(1, round(x(part.to) - x(part.from)))}" height="20"/>`).join("\n")}`;
  });
  const title = `What the tuned model saves a month when one number is another; as they are, ${formatUsd(base)}`;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(title)}">
<text class="soft" x="0" y="16">saves a month: left of $0 the frontier model is the cheaper</text>
${bars.join("\n")}
<line class="axis" x1="${x(0)}" x2="${x(0)}" y1="${TOP}" y2="${height - BOTTOM}"/>
<text class="soft" x="${x(0)}" y="${height - 10}" text-anchor="middle">$0</text>
<line class="mark" x1="${x(base)}" x2="${x(base)}" y1="${TOP}" y2="${height - BOTTOM}"/>
${Math.abs(x(base) - x(0)) < 60 ? "" : `<text x="${x(base)}" y="${height - 10}" text-anchor="middle">${escapeXml(formatUsd(base))}</text>`}
</svg>`;
}

const savingOf = ({ savingUsd }: Varied): number => savingUsd ?? 0;
const widthOf = (ends: readonly number[]): number => Math.max(...ends) - Math.min(...ends);
const describe = (varied: Varied): string => `${varied.label}: ${formatUsd(savingOf(varied))}`;
const round = (value: number): number => Number(value.toFixed(1));
