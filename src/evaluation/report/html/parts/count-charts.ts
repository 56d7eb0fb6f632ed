import { formatUsd } from "../../../../std/format-usd.ts";
import { seriesColour } from "../charts/axes.ts";
import {
  type BarSeries,
  barLegend,
  lyingBars,
  lyingHeight,
  standingBars,
} from "../charts/bar-chart.ts";
import type { ChartFigure } from "../charts/figure.ts";
import { reliabilityChart } from "../charts/reliability-chart.ts";
import type { Distribution } from "../distribute.ts";
import { count, duration, percent, plural, shareWithInterval } from "../format-numbers.ts";
import type { Report } from "../report.ts";
import { number, renderTable, text } from "../table.ts";

const HEIGHT = 240;
const MOST_DIAGNOSTICS = 12;

export const costFigure = ({ costs }: Report): ChartFigure | undefined =>
  distributionFigure(costs, {
    title: "Cost of a sample",
    unit: "Samples, by US dollars for all calls of one",
    edge: formatUsd,
    without: "have a call without a known price, or made none, and are left out",
  });

export const timeFigure = ({ times }: Report): ChartFigure | undefined =>
  distributionFigure(times, {
    title: "Time of a sample",
    unit: "Samples, by the whole time of one",
    edge: duration,
    without: "have no known time and are left out",
  });

function distributionFigure(
  { bins, series, unknown }: Distribution,
  words: {
    readonly title: string;
    readonly unit: string;
    readonly edge: (value: number) => string;
    readonly without: string;
  },
): ChartFigure | undefined {
  if (bins.length === 0) return undefined;
  const { title, unit, edge } = words;
  const labels = bins.map(({ from, to }) => (from === to ? "0" : `${edge(from)}–${edge(to)}`));
  const starts = bins.map(({ from }) => (from === 0 ? "0" : edge(from)));
  const bars = series.map(
    ({ solver, counts }, at): BarSeries => ({
      name: solver,
      colour: seriesColour(at),
      values: counts,
    }),
  );
  const totals = bins.map((_bin, at) =>
    bars.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
  const top = totals.indexOf(Math.max(...totals));
  return {
    title,
    unit: `${unit}; labels say where a bar begins`,
    summary: `${title}: most samples, ${totals[top] ?? 0}, are at ${labels[top] ?? ""}`,
    legend: barLegend(bars),
    option: () => standingBars(starts, bars, { isStacked: false }),
    height: () => HEIGHT,
    note: unknown === 0 ? undefined : `${plural(unknown, "sample")} ${words.without}.`,
    table: renderTable(
      title,
      [text("from–to"), ...bars.map(({ name }) => number(name))],
      labels.map((label, at) => [label, ...bars.map(({ values }) => count(values[at] ?? 0))]),
    ),
  };
}

export function correctionsFigure({ analysis }: Report): ChartFigure | undefined {
  const { corrections, correctionsOfAccepted } = analysis;
  if (corrections.length === 0) return undefined;
  const accepted = corrections.map((_all, at) => correctionsOfAccepted[at] ?? 0);
  const labels = corrections.map((_all, at) => `${at}`);
  const bars: readonly BarSeries[] = [
    { name: "accepted", colour: "var(--accent)", values: accepted },
    {
      name: "not accepted",
      colour: "var(--quiet)",
      values: corrections.map((all, at) => all - (accepted[at] ?? 0)),
    },
  ];
  const title = "Corrections needed";
  return {
    title,
    unit: "Samples, by attempts after the first",
    summary: `${title}: ${corrections.map((all, at) => `${at}: ${all} samples, ${accepted[at] ?? 0} accepted`).join("; ")}`,
    legend: barLegend(bars),
    option: () => standingBars(labels, bars, { isStacked: true }),
    height: () => HEIGHT,
    table: renderTable(
      title,
      [text("corrections"), number("samples"), number("accepted")],
      corrections.map((all, at) => [`${at}`, count(all), count(accepted[at] ?? 0)]),
    ),
  };
}

export function diagnosticsFigure({ analysis: { diagnostics } }: Report): ChartFigure | undefined {
  const shown = diagnostics.slice(0, MOST_DIAGNOSTICS);
  const [first] = shown;
  if (first === undefined) return undefined;
  const names = shown.map(({ code, phase }) => (code === undefined ? phase : `${code} (${phase})`));
  const title = "What attempts were refused for";
  return {
    title,
    unit: `Share of samples with at least one such diagnostic${diagnostics.length > shown.length ? `; the first ${shown.length} of ${diagnostics.length} kinds` : ""}`,
    summary: `${title}: most often ${names[0] ?? ""}, in ${percent(first.samples.share)} of samples`,
    option: (width) =>
      lyingBars(
        names,
        shown.map(({ samples }) => samples.share),
        {
          width,
          ofShares: true,
          say: (at) => percent(shown[at]?.samples.share ?? 0),
        },
      ),
    height: () => lyingHeight(names),
    table: renderTable(
      title,
      [text("code"), text("phase"), number("diagnostics"), number("samples")],
      shown.map(({ code, phase, count: times, samples }) => [
        ...[code ?? "none", phase, count(times), shareWithInterval(samples)],
      ]),
    ),
  };
}

export function stagesFigure({ analysis: { times } }: Report): ChartFigure | undefined {
  if (times.bottleneck === undefined) return undefined;
  const names = times.stages.map(({ stage }) => stage);
  const title = "Where the time goes";
  return {
    title,
    unit: "Share of all samples' time, by stage",
    summary: `${title}: ${times.stages.map(({ stage, share }) => `${stage} ${percent(share)}`).join(", ")}`,
    option: (width) =>
      lyingBars(
        names,
        times.stages.map(({ share }) => share),
        {
          width,
          ofShares: true,
          say: (at) => percent(times.stages[at]?.share ?? 0),
        },
      ),
    height: () => lyingHeight(names),
    table: renderTable(
      title,
      [text("stage"), number("of all time"), number("median"), number("95 of 100 below")],
      [
        ...times.stages.map(({ stage, share, p50Ms, p95Ms }) => [
          ...[stage, percent(share), duration(p50Ms), duration(p95Ms)],
        ]),
        ["whole sample", "", duration(times.p50Ms), duration(times.p95Ms)],
      ],
    ),
  };
}

export function reliabilityFigure({ analysis: { calibration } }: Report): ChartFigure | undefined {
  const { bins, brier, brierFitted, fit, judged, unjudged } = calibration;
  if (brier === undefined) return undefined;
  const title = "Whether confidence means what it says";
  const fitted =
    fit === undefined || brierFitted === undefined
      ? ""
      : ` Fitted (offset ${fit.offset.toFixed(2)}, slope ${fit.slope.toFixed(2)} on log-odds): ${brierFitted.toFixed(3)} on tasks it was not fitted on.`;
  return {
    title,
    unit: "Share that hidden checks call right, by stated confidence; larger marks are more samples; on the dashed line both are the same",
    summary: `${title}: ${bins.map(({ meanConfidence, correct }) => `stated ${percent(meanConfidence)}, right ${percent(correct.share)}`).join("; ")}`,
    option: (width) => reliabilityChart(bins, width),
    height: () => 300,
    note: `Brier score ${brier.toFixed(3)} over ${plural(judged, "judged sample")}; ${count(unjudged)} more are judged by their checker alone.${fitted}`,
    table: renderTable(
      title,
      [text("confidence"), number("samples"), number("mean"), number("right by hidden checks")],
      bins.map(({ from, to, count: samples, meanConfidence, correct }) => [
        `${from.toFixed(1)}–${to.toFixed(1)}`,
        count(samples),
        meanConfidence.toFixed(2),
        shareWithInterval(correct),
      ]),
    ),
  };
}
