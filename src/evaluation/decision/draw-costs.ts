import { escapeXml } from "../../std/escape-xml.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { toEconomics } from "./count-costs.ts";
import type { Decision } from "./decision.ts";
import { usdPerSuccess } from "./economics.ts";
import { breakEvenWords, count } from "./wording.ts";

const WIDTH = 760;
const HEIGHT = 300;
const [LEFT, RIGHT, TOP, BOTTOM] = [80, 20, 20, 50];

/** A month's cost of both by volume, as a picture in SVG: where the lines cross is the break-even. */
export function drawCosts({ frontier, tuned, costs, assumptions }: Decision): string {
  const economics = toEconomics(frontier, tuned, costs.fixedUsd);
  if (economics === undefined) return "";
  const { volume } = assumptions;
  const crossing = typeof costs.breakEven === "number" ? costs.breakEven : 0;
  const mostVolume = 1.25 * Math.max(volume ?? 0, crossing) || 100;
  const lines = [
    { side: "frontier", fixed: 0, each: usdPerSuccess(economics.frontier) },
    { side: "tuned", fixed: costs.fixedUsd, each: usdPerSuccess(economics.tuned) },
  ] as const;
  const mostUsd = Math.max(...lines.map(({ fixed, each }) => fixed + each * mostVolume)) || 1;
  const x = (at: number): number => round(LEFT + (at / mostVolume) * (WIDTH - LEFT - RIGHT));
  const y = (usd: number): number =>
    round(HEIGHT - BOTTOM - (usd / mostUsd) * (HEIGHT - TOP - BOTTOM));
  const title = `A month's cost by volume: the tuned model is the cheaper ${breakEvenWords(costs.breakEven)}`;
  const mark = (at: number, label: string, top: number): string =>
    `<line class="mark" x1="${x(at)}" x2="${x(at)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>
<text x="${x(at)}" y="${top}" text-anchor="${at > mostVolume / 2 ? "end" : "start"}" dx="${at > mostVolume / 2 ? -5 : 5}">${escapeXml(label)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeXml(title)}">
<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
<text class="soft" x="${LEFT - 8}" y="${y(0)}" text-anchor="end">$0</text>
<text class="soft" x="${LEFT - 8}" y="${TOP + 10}" text-anchor="end">${escapeXml(formatUsd(mostUsd))}</text>
<text class="soft" x="${WIDTH - RIGHT}" y="${HEIGHT - BOTTOM + 18}" text-anchor="end">${escapeXml(`${count(mostVolume)} successes a month`)}</text>
${lines
  .map(
    ({ side, fixed, each }, at) =>
      `<line class="curve ${side}" x1="${x(0)}" x2="${x(mostVolume)}" y1="${y(fixed)}" y2="${y(fixed + each * mostVolume)}"/>
<rect class="${side}" x="${LEFT + at * 130}" y="${HEIGHT - 20}" width="12" height="12"/>
<text x="${LEFT + 18 + at * 130}" y="${HEIGHT - 9}">${side} model</text>`,
  )
  .join("\n")}
${crossing > 0 ? mark(crossing, `break-even: ${count(crossing)}`, TOP + 14) : ""}
${volume === undefined ? "" : mark(volume, `volume: ${count(volume)}`, TOP + 32)}
</svg>`;
}

const round = (value: number): number => Number(value.toFixed(1));
