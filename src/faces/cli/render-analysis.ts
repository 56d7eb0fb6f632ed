import type {
  Analysis,
  Calibration,
  Dimension,
  GroupRates,
  Spending,
  Times,
} from "../../evaluation/analysis/analysis.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { escapeText } from "./escape-text.ts";
import { renderPercent, renderRate, renderShare } from "./render-share.ts";
import { renderTable } from "./render-table.ts";

const MOST_DIAGNOSTICS = 8;
const MOST_FAILURES = 8;

/** An analysis to read, part by part; what there is nothing of is left out. */
export const renderAnalysis = (analysis: Analysis): string =>
  [
    renderOverall(analysis),
    ...SHOWN.map((dimension) => renderGroups(dimension, analysis.by[dimension])),
    renderPassAtK(analysis),
    renderSpending(analysis),
    renderTimes(analysis.times),
    renderCorrections(analysis),
    renderDiagnostics(analysis),
    renderCalibration(analysis.calibration),
    renderFailures(analysis),
    renderRecommendations(analysis),
  ]
    .filter((part) => part !== "")
    .join("\n\n");

const SHOWN: readonly Dimension[] = [
  "solver",
  "category",
  "complexity",
  "language",
  "split",
  "variant",
];

function renderOverall({ overall, fallbacks, faults }: Analysis): string {
  const statuses = countsOf(overall.byStatus);
  const lines = [
    `${overall.samples} samples of ${overall.tasks} tasks: ${statuses}`,
    `first pass  ${renderRate(overall.firstPass)}`,
    `final       ${renderRate(overall.final)}`,
    `solved      ${renderRate(overall.solved)}`,
  ];
  if (Object.keys(faults).length > 0) lines.push(`errors      ${countsOf(faults)}`);
  if (Object.keys(fallbacks).length > 0)
    lines.push(`fallbacks   ${countsOf(fallbacks)}: incomplete, no success`);
  return lines.join("\n");
}

const countsOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");

function renderGroups(dimension: Dimension, groups: readonly GroupRates[]): string {
  if (groups.length < 2) return "";
  const rows = groups.map(({ name, samples, byStatus, firstPass, final, solved }) => [
    escapeText(name),
    `${samples}`,
    renderShare(firstPass),
    renderShare(final),
    renderShare(solved),
    `${byStatus.error}`,
    `${byStatus.inconclusive}`,
  ]);
  return renderTable(
    [dimension, "samples", "first pass", "final", "solved", "error", "inconclusive"],
    rows,
  );
}

function renderPassAtK({ passAtK }: Analysis): string {
  if (passAtK.every(({ k }) => k === 1)) return "";
  const rows = passAtK.map(({ solver, k, share, low, high, tasks }) => [
    escapeText(solver),
    `${k}`,
    low === undefined || high === undefined
      ? renderPercent(share)
      : renderShare({ share, low, high }),
    `${tasks}`,
  ]);
  return renderTable(["solver", "k", "pass@k", "tasks"], rows);
}

function renderSpending({ spending, spendingBySolver }: Analysis): string {
  const rows =
    spendingBySolver.length < 2
      ? [["all", ...spendingRow(spending)]]
      : [
          ...spendingBySolver.map((each) => [escapeText(each.solver), ...spendingRow(each)]),
          ["all", ...spendingRow(spending)],
        ];
  const table = renderTable(
    ["solver", "calls", "input", "cached", "output", "spent", "wasted", "saved", "per accepted"],
    rows,
  );
  return spending.unpricedCalls === 0
    ? table
    : `${table}\n${spending.unpricedCalls} calls have no known price and are in no sum of money`;
}

const spendingRow = (spending: Spending): readonly string[] => [
  `${spending.calls}`,
  `${spending.usage.input}`,
  renderPercent(spending.cachedShare),
  `${spending.usage.output}`,
  `${formatUsd(spending.spentUsd)}${spending.unpricedCalls > 0 ? " + ?" : ""}`,
  formatUsd(spending.wastedUsd),
  formatUsd(spending.savedUsd),
  spending.usdPerAccepted === undefined ? "unknown" : formatUsd(spending.usdPerAccepted),
];

function renderTimes({ samples, stages, bottleneck, p50Ms, p95Ms }: Times): string {
  if (bottleneck === undefined) return "";
  const rows = stages.map((stage) => [
    stage.stage,
    renderPercent(stage.share),
    seconds(stage.p50Ms),
    seconds(stage.p95Ms),
  ]);
  return `${renderTable(["stage", "of all time", "p50", "p95"], [...rows, ["whole sample", "", seconds(p50Ms), seconds(p95Ms)]])}\nMost time goes to: ${bottleneck} (${samples} samples)`;
}

const seconds = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`;

function renderCorrections({ corrections, correctionsOfAccepted }: Analysis): string {
  if (corrections.length < 2) return "";
  const rows = corrections.map((count, rounds) => [
    `${rounds}`,
    `${count}`,
    `${correctionsOfAccepted[rounds] ?? 0}`,
  ]);
  return renderTable(["corrections", "samples", "accepted"], rows);
}

function renderDiagnostics({ diagnostics }: Analysis): string {
  if (diagnostics.length === 0) return "";
  const shown = diagnostics.slice(0, MOST_DIAGNOSTICS);
  const rows = shown.map(({ phase, code, count, samples, example }) => [
    escapeText(code ?? "none"),
    phase,
    `${count}`,
    renderShare(samples),
    escapeText(`${example.task}: ${oneLine(example.message)}`),
  ]);
  const preventions = [...new Set(shown.map(({ phase, prevention }) => `${phase}: ${prevention}`))];
  return `${renderTable(["code", "phase", "count", "samples", "example"], rows)}\n${preventions.join("\n")}`;
}

/** Long messages break tables. */
const oneLine = (text: string): string => {
  const line = text.split("\n", 1)[0] ?? "";
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
};

function renderCalibration({
  bins,
  brier,
  brierFitted,
  fit,
  judged,
  unjudged,
}: Calibration): string {
  if (brier === undefined) return "";
  const rows = bins.map(({ from, to, count, meanConfidence, correct }) => [
    `${from.toFixed(1)}–${to.toFixed(1)}`,
    `${count}`,
    meanConfidence.toFixed(2),
    renderShare(correct),
  ]);
  const lines = [
    renderTable(["confidence", "samples", "mean", "right by hidden checks"], rows),
    `Brier score ${brier.toFixed(3)} over ${judged} judged samples; ${unjudged} more are judged by their checker alone`,
  ];
  if (fit !== undefined && brierFitted !== undefined)
    lines.push(
      `Fitted: offset ${fit.offset.toFixed(2)}, slope ${fit.slope.toFixed(2)} on log-odds (weights × slope, offset added); Brier score ${brierFitted.toFixed(3)} on tasks it was not fitted on`,
    );
  return lines.join("\n");
}

function renderFailures({ failures }: Analysis): string {
  if (failures.length === 0) return "";
  const rows = failures
    .slice(0, MOST_FAILURES)
    .map(({ index, task, status, reason }) =>
      [`${index}`, task, status, oneLine(reason)].map(escapeText),
    );
  return renderTable(["sample", "failure", "status", "reason"], rows);
}

const renderRecommendations = ({ recommendations }: Analysis): string =>
  recommendations
    .map(({ text, evidence }, at) => {
      const tasks = evidence.tasks.length === 0 ? "" : ` Tasks: ${evidence.tasks.join(", ")}.`;
      return escapeText(`${at + 1}. ${text}${tasks}`);
    })
    .join("\n");
