import { formatUsd } from "../../std/format-usd.ts";
import type {
  Costs,
  CostVerdict,
  Decision,
  Quality,
  QualityVerdict,
  Recommendation,
  Side,
  Varied,
} from "./decision.ts";
import { cheaperBy } from "./vary-assumptions.ts";
import { breakEvenWords, count, points } from "./wording.ts";

type Judged = Omit<Decision, "recommendation">;

/**
 * Names a model only where the whole interval of what was measured supports it: one that is surely better by more than
 * the margin, or, among those that are surely not worse, one that is surely cheaper.
 */
export function recommendModel(judged: Judged, missing: readonly string[]): Recommendation {
  const { quality, costs } = judged;
  const choice = choose(quality.verdict, costs.verdict);
  return {
    choice,
    text: choice === "undecided" ? describeUndecided(judged) : describeChoice(choice, judged),
    evidence: [quality.reason, costs.reason],
    conditions: choice === "undecided" ? [] : listConditions(choice, judged),
    missing,
  };
}

/** Which models may be named where they are the cheaper ones. */
const NOT_WORSE: Readonly<Record<QualityVerdict, readonly Side[]>> = {
  "tuned-better": ["tuned"],
  "frontier-better": ["frontier"],
  alike: ["frontier", "tuned"],
  "tuned-not-worse": ["tuned"],
  "frontier-not-worse": ["frontier"],
  unclear: [],
};

function choose(quality: QualityVerdict, costs: CostVerdict): Recommendation["choice"] {
  if (quality === "tuned-better") return "tuned";
  if (quality === "frontier-better") return "frontier";
  return NOT_WORSE[quality].find((side) => side === costs) ?? "undecided";
}

const NAMES: Readonly<Record<Side, string>> = {
  frontier: "Stay with the frontier model",
  tuned: "Move to the tuned model",
};

function describeChoice(choice: Side, { quality, costs, assumptions }: Judged): string {
  const isByQuality = quality.verdict === `${choice}-better`;
  const margin = points(assumptions.margin);
  return isByQuality
    ? `${NAMES[choice]}: it is surely better by more than ${margin}${priceOf(choice, costs)}.`
    : `${NAMES[choice]}: it is surely not worse by more than ${margin}, and surely cheaper.`;
}

/** What a better model costs more, where it does. */
function priceOf(choice: Side, { saving }: Costs): string {
  const more = saving === undefined ? 0 : saving.usd * (choice === "tuned" ? -1 : 1);
  return more > 0 ? `, for ${formatUsd(more)} a month more` : "";
}

function describeUndecided({ quality, costs, assumptions, comparison }: Judged): string {
  const isByQuality = quality.verdict === "unclear" || isOtherCheaper(quality, costs);
  if (!isByQuality)
    return `Undecided: quality allows ${allowed(quality.verdict)}, and which one is the cheaper is not known or not sure.`;
  return `Undecided: the interval of their difference holds more than ${points(assumptions.margin)}${describeTasks(quality, comparison.tasks)}.`;
}

const allowed = (verdict: QualityVerdict): string => {
  const sides = NOT_WORSE[verdict];
  return sides.length > 1 ? "both" : `the ${sides[0]} model`;
};

/** The one that is surely not worse is dearer: whether the other is good enough is what nobody knows. */
const isOtherCheaper = ({ verdict }: Quality, { verdict: cheaper }: Costs): boolean =>
  (cheaper === "tuned" || cheaper === "frontier") && !NOT_WORSE[verdict].includes(cheaper);

function describeTasks({ tasksThatDecide }: Quality, tasks: number): string {
  if (tasksThatDecide === undefined)
    return "; were it what is seen here, no number of tasks that can be had would decide";
  return tasksThatDecide > tasks
    ? `; were it what is seen here, about ${count(tasksThatDecide)} tasks in place of ${count(tasks)} would decide in four cases of five`
    : "; as many tasks, run once more, may decide";
}

function listConditions(choice: Side, judged: Judged): readonly string[] {
  const { costs, sensitivity, quality } = judged;
  const isByQuality = quality.verdict === `${choice}-better`;
  const other: Side = choice === "tuned" ? "frontier" : "tuned";
  const base = cheaperBy(costs.saving?.usd);
  const turns = (factor: string, { label, cheaper, breakEven }: Varied): readonly string[] =>
    cheaper === other && base === choice
      ? [
          `${factor} at ${label}: the ${other} model is the cheaper, the tuned one ${breakEvenWords(breakEven)}`,
        ]
      : [];
  return isByQuality
    ? []
    : sensitivity.flatMap(({ factor, low, high }) => [
        ...turns(factor, low),
        ...turns(factor, high),
      ]);
}
