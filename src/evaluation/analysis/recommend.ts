import { formatUsd } from "../../std/format-usd.ts";
import { twoSidedSignFlipTest } from "../../std/sign-flip-test.ts";
import { wilsonInterval } from "../../std/wilson-interval.ts";
import type { Analysis, GroupRates, Recommendation } from "./analysis.ts";
import type { DiagnosticCounts } from "./count-diagnostics.ts";
import type { GroupCounts, RateCounts, TaskCount } from "./count-rates.ts";
import { toRate } from "./rate.ts";

export interface Findings {
  readonly analysis: Omit<Analysis, "recommendations">;
  readonly rates: RateCounts;
  readonly diagnostics: DiagnosticCounts;
}

/** Shares below this are not worth a change. */
const WORTH = 0.05;
const LEVEL = 0.05;
const MOST_TASKS = 5;

/** What to do, each with the counts and tasks behind it; only what the interval, or an exact test, supports. */
export const recommend = (findings: Findings): readonly Recommendation[] => [
  ...repairTheWorld(findings),
  ...raiseLimits(findings),
  ...preferSolver(findings),
  ...lookAtCategories(findings),
  ...preventDiagnostics(findings),
  ...weighRepairs(findings),
  ...shortenBottleneck(findings),
  ...calibrate(findings),
];

function repairTheWorld({ analysis, rates }: Findings): readonly Recommendation[] {
  const { samples, byStatus } = analysis.overall;
  if (wilsonInterval(byStatus.error, samples).low <= WORTH) return [];
  const [code, count] = Object.entries(analysis.faults).sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return [
    {
      text: `Repair what fails around the models before anything else: ${byStatus.error} of ${samples} samples ended in an error, ${count} of them ${code}.`,
      evidence: {
        counts: { samples, errors: byStatus.error, ...analysis.faults },
        tasks: tasksWith(rates.overall, ({ errors }) => errors > 0),
      },
    },
  ];
}

function raiseLimits({ analysis, rates }: Findings): readonly Recommendation[] {
  const { samples, byStatus } = analysis.overall;
  if (wilsonInterval(byStatus.stopped, samples).low <= WORTH) return [];
  return [
    {
      text: `Raise the limits on tokens, time or money, or leave such tasks out: ${byStatus.stopped} of ${samples} samples were stopped by one.`,
      evidence: {
        counts: { samples, stopped: byStatus.stopped },
        tasks: tasksWith(rates.overall, ({ stopped }) => stopped > 0),
      },
    },
  ];
}

/** Solvers that solved the same tasks, task by task; the level is shared among all that are compared. */
function preferSolver({ analysis, rates }: Findings): readonly Recommendation[] {
  const [best, ...others] = analysis.by.solver.toSorted((a, b) => b.solved.share - a.solved.share);
  if (best === undefined) return [];
  return others.flatMap((other) => {
    const nets = netsOf(rates.by.solver.get(best.name), rates.by.solver.get(other.name));
    const p = Math.min(1, twoSidedSignFlipTest(nets.map(({ net }) => net)) * others.length);
    if (p > LEVEL || best.solved.share <= other.solved.share) return [];
    const better = nets.filter(({ net }) => net > 0);
    const worse = nets.length - better.length - nets.filter(({ net }) => net === 0).length;
    return [
      {
        text: `Prefer ${best.name} to ${other.name}: it solves ${percent(best.solved.share)} against ${percent(other.solved.share)} of the samples (${better.length} tasks better, ${worse} worse, p = ${p.toPrecision(2)}).`,
        evidence: {
          counts: { tasks: nets.length, better: better.length, worse },
          tasks: better.slice(0, MOST_TASKS).map(({ task }) => task),
        },
      },
    ];
  });
}

function netsOf(one: GroupCounts | undefined, other: GroupCounts | undefined) {
  return [...(one?.tasks ?? [])].flatMap(([task, count]) => {
    const theirs = other?.tasks.get(task);
    return theirs === undefined || theirs.samples !== count.samples
      ? []
      : [{ task, net: count.solved - theirs.solved }];
  });
}

function lookAtCategories({ analysis, rates }: Findings): readonly Recommendation[] {
  return analysis.by.category.flatMap((category) => {
    const others = otherRates(rates, category);
    if (others === undefined || category.solved.high >= others.low) return [];
    const group = rates.by.category.get(category.name);
    return [
      {
        text: `Look at ${category.name} first: ${rateText(category)} of its samples are solved, of all others ${percent(others.share)}.`,
        evidence: {
          counts: {
            samples: category.samples,
            solved: category.solved.count,
            otherSamples: others.samples,
            otherSolved: others.count,
          },
          tasks: group === undefined ? [] : neverSolved(group),
        },
      },
    ];
  });
}

function otherRates(rates: RateCounts, category: GroupRates) {
  const others = [...rates.by.category]
    .filter(([name]) => name !== category.name)
    .flatMap(([, { tasks }]) => [...tasks.values()]);
  return others.length === 0
    ? undefined
    : toRate(others.map(({ solved, samples }) => ({ successes: solved, trials: samples })));
}

/** The three most frequent ones that surely meet more than one sample in twenty, and more than a task or two. */
const preventDiagnostics = ({ analysis, diagnostics }: Findings): readonly Recommendation[] =>
  analysis.diagnostics
    .filter((kind) => kind.samples.low > WORTH && diagnostics.tasksOf(kind).length > 2)
    .slice(0, 3)
    .map((kind) => ({
      text: `${kind.prevention}. ${kind.code ?? kind.phase} refused ${kind.samples.count} of ${kind.samples.samples} samples at least once, e.g. ${kind.example.task}.`,
      evidence: {
        counts: {
          samples: kind.samples.samples,
          refused: kind.samples.count,
          diagnostics: kind.count,
        },
        tasks: diagnostics.tasksOf(kind).slice(0, MOST_TASKS),
      },
    }));

/** Of the samples whose first attempt was refused: how many were accepted later. */
function weighRepairs({ analysis, rates }: Findings): readonly Recommendation[] {
  const { firstPass, final } = analysis.overall;
  const tried = analysis.corrections.slice(1).reduce((sum, count) => sum + count, 0);
  const saved = Math.min(tried, final.count - firstPass.count);
  const { high } = wilsonInterval(saved, tried);
  if (tried === 0 || high >= 0.1) return [];
  const { wastedUsd } = analysis.spending;
  return [
    {
      text: `Fewer further attempts (--samples, --repairs) would lose little: of ${tried} samples that went on after a refused one, ${saved} were accepted in the end${wastedUsd > 0 ? `; attempts that were not accepted cost ${formatUsd(wastedUsd)}` : ""}.`,
      evidence: { counts: { tried, saved }, tasks: neverSolved(rates.overall) },
    },
  ];
}

const HELP = {
  model: "a faster model, shorter prompts or more samples at once (--concurrency)",
  check: "remembered verdicts (verdict_cache) or fewer candidates that only the checker can refuse",
  score: "fewer hidden examples for each task",
  other: "fewer samples at once: they wait for each other",
} as const;

function shortenBottleneck({ analysis: { times } }: Findings): readonly Recommendation[] {
  const stage = times.stages.find((each) => each.stage === times.bottleneck);
  // A median says little of a handful.
  if (stage === undefined || stage.share < 0.6 || times.samples < 20) return [];
  return [
    {
      text: `To be faster, begin with the ${stage.stage} stage: it takes ${percent(stage.share)} of all time (half of the samples below ${seconds(stage.p50Ms)}, 95 % below ${seconds(stage.p95Ms)}); what helps: ${HELP[stage.stage]}.`,
      evidence: {
        counts: { samples: times.samples, stageMs: Math.round(stage.totalMs) },
        tasks: [],
      },
    },
  ];
}

function calibrate({ analysis: { calibration } }: Findings): readonly Recommendation[] {
  const { fit, brier, brierFitted, judged } = calibration;
  if (fit === undefined || brier === undefined || brierFitted === undefined) return [];
  const surelyOff = calibration.bins.some(
    ({ meanConfidence, correct }) => meanConfidence < correct.low || meanConfidence > correct.high,
  );
  if (!surelyOff || brierFitted >= brier) return [];
  return [
    {
      text: `Confidence would be truer as 1 / (1 + exp(−(${fit.offset.toFixed(2)} + ${fit.slope.toFixed(2)} · logit))): Brier score ${brierFitted.toFixed(3)} instead of ${brier.toFixed(3)} on tasks it was not fitted on.`,
      evidence: { counts: { judged }, tasks: [] },
    },
  ];
}

/** A few tasks of which that holds. */
const tasksWith = (
  { tasks }: GroupCounts,
  holds: (count: TaskCount) => boolean,
): readonly string[] =>
  [...tasks].flatMap(([task, count]) => (holds(count) ? [task] : [])).slice(0, MOST_TASKS);

const neverSolved = (group: GroupCounts): readonly string[] =>
  tasksWith(group, ({ solved }) => solved === 0);

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const rateText = ({ solved: { share, low, high } }: GroupRates): string =>
  `${percent(share)} (${Math.round(low * 100)}–${percent(high)})`;
const seconds = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`;
