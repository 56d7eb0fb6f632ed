import type { Analysis } from "../../../analysis/analysis.ts";
import type { Rate } from "../../../analysis/rate.ts";
import {
  count,
  duration,
  interval,
  money,
  moneyOrUnknown,
  percent,
  plural,
} from "../format-numbers.ts";
import { type Html, html, NOTHING, trusted } from "../html.ts";
import type { Report } from "../report.ts";
import { SAMPLE_STATUSES, STATUS_WORDS } from "../statuses.ts";

/** What a reader wants to know first: how much was solved, for how much, how fast. */
export const renderHeadline = (
  report: Report,
): Html => html`<section aria-labelledby="headline"><h2 id="headline" class="unseen">Headline</h2>
${renderNotices(report)}
${report.analysis.overall.samples === 0 ? NOTHING : renderNumbers(report.analysis)}
</section>`;

const renderNumbers = (analysis: Analysis): Html => html`<div class="tiles">
${renderRateTile("Solved", "accepted, and no hidden check fails it", analysis.overall.solved, true)}
${renderRateTile("Accepted", "at any attempt", analysis.overall.final, false)}
${renderRateTile("First pass", "at the first attempt", analysis.overall.firstPass, false)}
</div>
${renderStatuses(analysis)}
<div class="facts">${renderMoney(analysis)}${renderTimes(analysis)}</div>`;

const renderRateTile = (name: string, meaning: string, rate: Rate, isMain: boolean): Html =>
  html`<div class="tile${isMain ? " main" : ""}">
<h3>${name}</h3>
<p class="figure">${percent(rate.share)}</p>
${renderIntervalBar(rate)}
<p class="range"><span>${interval(rate)}</span> <span class="unit">at 95&nbsp;%</span></p>
<p class="unit">${count(rate.count)} of ${count(rate.samples)}: ${meaning}</p>
</div>`;

/** The share and what chance leaves open, on a line from 0 to 100 %. */
export const renderIntervalBar = ({
  share,
  low,
  high,
}: Pick<Rate, "share" | "low" | "high">): Html => {
  const at = (value: number): string => (value * 100).toFixed(2);
  return trusted(
    `<svg class="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" x="0" y="4" width="100" height="2"/><rect class="range" x="${at(low)}" y="3" width="${at(Math.max(0, high - low))}" height="4"/><rect class="share" x="${at(Math.min(0.992, Math.max(0, share - 0.004)))}" y="0" width="0.8" height="10"/></svg>`,
  );
};

function renderStatuses({ overall, faults }: Analysis): Html {
  const parts = SAMPLE_STATUSES.map((status) => ({
    status,
    samples: overall.byStatus[status],
  })).filter(({ samples }) => samples > 0);
  let x = 0;
  const bars = parts.map(({ status, samples }) => {
    const width = (samples / overall.samples) * 100;
    const bar = `<rect class="status-${status}" x="${x.toFixed(3)}" y="0" width="${Math.max(0.2, width - 0.25).toFixed(3)}" height="10"/>`;
    x += width;
    return bar;
  });
  const codes = Object.entries(faults).map(([code, samples]) => `${code} ${samples}`);
  return html`<div class="statuses"><h3>How samples ended</h3>
${trusted(`<svg class="strip" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${bars.join("")}</svg>`)}
<ul class="legend">${parts.map(
    ({ status, samples }) =>
      html`<li><span class="dot status-${status}" aria-hidden="true"></span><b>${count(samples)}</b> ${STATUS_WORDS[status]}</li>`,
  )}</ul>
${codes.length === 0 ? NOTHING : html`<p class="note">Errors: ${codes.join(", ")}. They stay in every denominator.</p>`}</div>`;
}

const renderMoney = ({ spending }: Analysis): Html => html`<div><h3>Money</h3><dl>
${fact("spent", money(spending.spentUsd, spending.unpricedCalls))}
${fact("for each accepted", moneyOrUnknown(spending.usdPerAccepted))}
${fact("wasted on refused attempts", money(spending.wastedUsd))}
${fact("saved by caches and batches", money(spending.savedUsd))}
</dl>${
  spending.unpricedCalls === 0
    ? NOTHING
    : html`<p class="note">${plural(spending.unpricedCalls, "call")} of ${count(spending.calls)} have no known price and are in no sum.</p>`
}</div>`;

function renderTimes({ times }: Analysis): Html {
  const { samples, bottleneck, p50Ms, p95Ms, stages } = times;
  if (bottleneck === undefined) return html`<div><h3>Time</h3><p>No time is known.</p></div>`;
  const share = stages.find(({ stage }) => stage === bottleneck)?.share ?? 0;
  return html`<div><h3>Time of a sample</h3><dl>
${fact("median", duration(p50Ms))}
${fact("95 of 100 are below", duration(p95Ms))}
${fact("most of it", `${bottleneck}, ${percent(share)}`)}
${fact("samples with a known time", count(samples))}
</dl></div>`;
}

const fact = (name: string, value: string): Html =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** What a reader must know before believing any number. */
function renderNotices({ id, setup, missing, analysis, journals }: Report): Html {
  const { imported } = setup;
  const lost = (runs: number, how: string): string =>
    runs === 0 || imported !== undefined
      ? ""
      : `The journals of ${plural(runs, "run")} ${how}: attempts, calls and fallbacks of those are not shown.`;
  const notices = [
    imported === undefined
      ? ""
      : `Imported from ${imported.tool}, out of ${imported.file}: it has no journals, so attempts, calls and fallbacks are not shown.`,
    missing === 0 ? "" : describeMissing(missing, analysis.overall.samples, id),
    lost(journals.gone, "are gone"),
    lost(journals.unreadable, "cannot be read"),
  ].filter((notice) => notice !== "");
  if (notices.length === 0) return NOTHING;
  return html`<div class="notices" role="note">${notices.map((notice) => html`<p>${notice}</p>`)}</div>`;
}

const describeMissing = (missing: number, samples: number, id: string): string =>
  `${
    samples === 0
      ? "No sample has a result yet: there is nothing to show."
      : `${plural(missing, "sample")} ${missing === 1 ? "has" : "have"} no result yet; all numbers are of those that have.`
  } Go on with: specwright eval resume ${id}`;
