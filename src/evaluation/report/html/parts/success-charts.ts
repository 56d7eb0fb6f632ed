import type { Dimension, GroupRates } from "../../../analysis/analysis.ts";
import type { ChartFigure } from "../charts/figure.ts";
import { type RateSeries, rateChart, rateChartSize, rateLegend } from "../charts/rate-chart.ts";
import { count, percent, shareWithInterval } from "../format-numbers.ts";
import type { Html } from "../html.ts";
import type { Report, SolverAnalysis } from "../report.ts";
import { number, renderTable, text } from "../table.ts";

/** Success by one dimension: a mark for each solver; with one solver, its first pass beside it. */
export function successFigure(
  { analysis, bySolver }: Report,
  dimension: Dimension,
  title: string,
  nameOf: (name: string) => string = (name) => name,
): ChartFigure | undefined {
  const groups = analysis.by[dimension].toSorted(
    (one, other) => other.solved.share - one.solved.share,
  );
  if (groups.length === 0) return undefined;
  const names = groups.map(({ name }) => nameOf(name));
  const series =
    bySolver.length > 1
      ? bySolver.map((each, place) => ofSolver(each, place, dimension, groups))
      : ofOne(groups);
  const said = (at: number): string =>
    `${names.at(at) ?? ""}, ${percent(groups.at(at)?.solved.share ?? 0)} solved`;
  return {
    title,
    unit: "Share of samples that are solved, with intervals at 95 %",
    summary:
      groups.length < 2 ? `${title}: ${said(0)}` : `${title}: from ${said(0)}, to ${said(-1)}`,
    legend: rateLegend(series),
    option: (width) => rateChart(names, series, width),
    height: (width) => rateChartSize(names, series, width).height,
    table: groupTable(title, { bySolver, dimension, groups, nameOf }),
  };
}

const ofOne = (groups: readonly GroupRates[]): readonly RateSeries[] => [
  {
    name: "solved",
    place: 0,
    isHollow: false,
    rates: groups.map(({ solved }) => ({ share: solved.share, interval: solved })),
  },
  {
    name: "first pass",
    place: 0,
    isHollow: true,
    rates: groups.map(({ firstPass }) => ({ share: firstPass.share, interval: undefined })),
  },
];

function ofSolver(
  { solver, analysis }: SolverAnalysis,
  place: number,
  dimension: Dimension,
  groups: readonly GroupRates[],
): RateSeries {
  const byName = new Map(analysis.by[dimension].map((group) => [group.name, group.solved]));
  const rates = groups.map(({ name }) => {
    const rate = byName.get(name);
    return rate && { share: rate.share, interval: rate };
  });
  return { name: solver, place, isHollow: false, rates };
}

function groupTable(
  title: string,
  {
    bySolver,
    dimension,
    groups,
    nameOf,
  }: {
    readonly bySolver: readonly SolverAnalysis[];
    readonly dimension: Dimension;
    readonly groups: readonly GroupRates[];
    readonly nameOf: (name: string) => string;
  },
): Html {
  const rows = (name: string, group: GroupRates): readonly string[] => [
    name,
    count(group.samples),
    shareWithInterval(group.solved),
    shareWithInterval(group.final),
    shareWithInterval(group.firstPass),
    count(group.byStatus.error),
    count(group.byStatus.inconclusive),
  ];
  const columns = [
    ...[number("samples"), number("solved"), number("accepted"), number("first pass")],
    ...[number("error"), number("inconclusive")],
  ];
  if (bySolver.length < 2)
    return renderTable(
      title,
      [text(dimension), ...columns],
      groups.map((group) => rows(nameOf(group.name), group)),
    );
  return renderTable(
    title,
    [text(dimension), text("solver"), ...columns],
    groups.flatMap((group) =>
      bySolver.flatMap(({ solver, analysis }) => {
        const own = analysis.by[dimension].find(({ name }) => name === group.name);
        return own === undefined ? [] : [[nameOf(group.name), solver, ...rows("", own).slice(1)]];
      }),
    ),
  );
}

/** How likely one of several answers is solved; nothing where each task was solved once. */
export function passAtKFigure({
  analysis: { passAtK },
  bySolver,
}: Report): ChartFigure | undefined {
  if (passAtK.every(({ k }) => k === 1)) return undefined;
  const ks = [...new Set(passAtK.map(({ k }) => k))].sort((one, other) => one - other);
  const names = ks.map((k) => `pass@${k}`);
  const series = bySolver.map(
    ({ solver }, place): RateSeries => ({
      name: solver,
      place,
      isHollow: false,
      rates: ks.map((k) => {
        const found = passAtK.find((each) => each.solver === solver && each.k === k);
        if (found === undefined) return undefined;
        const { share, low, high } = found;
        return {
          share,
          interval: low === undefined || high === undefined ? undefined : { low, high },
        };
      }),
    }),
  );
  const title = "One of several answers";
  return {
    title,
    unit: "Chance that one of k answers to a task is solved, with intervals at 95 %",
    summary: `${title}: ${passAtK.map(({ solver, k, share }) => `${solver} pass@${k} ${percent(share)}`).join(", ")}`,
    legend: rateLegend(series),
    option: (width) => rateChart(names, series, width),
    height: (width) => rateChartSize(names, series, width).height,
    table: renderTable(
      title,
      [text("solver"), number("k"), number("pass@k"), number("tasks")],
      passAtK.map(({ solver, k, share, low, high, tasks }) => [
        solver,
        `${k}`,
        low === undefined || high === undefined
          ? percent(share)
          : shareWithInterval({ share, low, high }),
        count(tasks),
      ]),
    ),
  };
}
