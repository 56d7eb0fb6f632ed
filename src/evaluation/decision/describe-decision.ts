import type { Measure } from "../analysis/measures.ts";
import type { Decision, SideMeasures } from "./decision.ts";
import { describeMoney } from "./describe-money.ts";
import type { Block, Document, Section } from "./document.ts";
import { percent, points, probability, rate, seconds } from "./wording.ts";

const TITLE = "Frontier or fine-tuned";

/** The whole report; every number in it stands in the decision. */
export const describeDecision = (decision: Decision): Document => ({
  title: TITLE,
  subtitle: `${nameOf(decision.frontier)} (frontier) against ${nameOf(decision.tuned)} (tuned)`,
  sections: [
    describeRecommendation(decision),
    describeQuality(decision),
    describeStability(decision),
    ...describeMoney(decision),
  ],
});

const nameOf = ({ solver, evaluation }: SideMeasures): string => `${solver} in ${evaluation}`;

function describeRecommendation({ recommendation }: Decision): Section {
  const { text, evidence, conditions, missing } = recommendation;
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ["It rests on", evidence],
    ["It would turn round with", conditions],
    ["Missing", missing],
  ];
  return {
    title: "Recommendation",
    blocks: [
      { kind: "text", text },
      ...lists.flatMap(([title, items]): readonly Block[] =>
        items.length === 0 ? [] : [{ kind: "list", title, items }],
      ),
    ],
  };
}

const MEASURED: Readonly<Record<Measure, string>> = {
  solved: "solved (accepted, and no hidden check fails it)",
  final: "accepted at any attempt",
  "first-pass": "accepted at the first attempt",
};

function describeQuality({ frontier, tuned, hybrid, quality, comparison }: Decision): Section {
  const { byCategory, pairs, tasks } = comparison;
  const row = (name: string, of: (side: SideMeasures) => string): readonly string[] => [
    name,
    of(frontier),
    of(tuned),
  ];
  const categories: readonly Block[] =
    byCategory.length < 2
      ? []
      : [
          {
            kind: "table",
            caption: "By category; probabilities are multiplied by their number",
            titles: ["category", "frontier", "tuned", "difference", "probability"],
            rows: byCategory.map(({ category, baseline, candidate, difference, p }) => [
              category,
              rate(baseline),
              rate(candidate),
              points(difference.share, true),
              probability(p),
            ]),
          },
        ];
  return {
    title: "Quality",
    blocks: [
      { kind: "text", text: `${quality.reason}.` },
      {
        kind: "table",
        caption: `${pairs} pairs of ${tasks} tasks, shares with intervals at 95 %, by task`,
        titles: ["share of samples", "frontier", "tuned"],
        rows: [
          row(MEASURED.solved, ({ rates }) => rate(rates.solved)),
          row(MEASURED.final, ({ rates }) => rate(rates.final)),
          row(MEASURED["first-pass"], ({ rates }) => rate(rates.firstPass)),
          row("error of the world", ({ byStatus }) => `${byStatus.error}`),
          row("inconclusive", ({ byStatus }) => `${byStatus.inconclusive}`),
          row("stopped by a limit", ({ byStatus }) => `${byStatus.stopped}`),
        ],
      },
      ...categories,
      {
        kind: "text",
        text: `Both together, the frontier model where nothing of the tuned one is accepted: ${rate(hybrid.success)}; ${rate(hybrid.passedOn)} of the tasks would come to the frontier model.`,
      },
    ],
  };
}

function describeStability({ frontier, tuned }: Decision): Section {
  const row = (name: string, of: (side: SideMeasures) => string): readonly string[] => [
    name,
    of(frontier),
    of(tuned),
  ];
  return {
    title: "Stability and speed",
    blocks: [
      {
        kind: "table",
        caption:
          "The same tasks asked again, and how long they take; 95 % of tasks take at most p95",
        titles: ["", "frontier", "tuned"],
        rows: [
          row("epochs", ({ stability }) => `${stability.epochs}`),
          row("share in each epoch", ({ stability }) => stability.byEpoch.map(percent).join(", ")),
          row("standard deviation of these", ({ stability: { deviation } }) =>
            deviation === undefined ? "not measured" : points(deviation),
          ),
          row("tasks whose epochs differ", ({ stability: { unsteadyTasks } }) =>
            unsteadyTasks === undefined ? "not measured" : rate(unsteadyTasks),
          ),
          row("time of a task, p50", ({ latency }) =>
            latency === undefined ? "not measured" : seconds(latency.p50Ms),
          ),
          row("time of a task, p95", ({ latency }) =>
            latency === undefined ? "not measured" : seconds(latency.p95Ms),
          ),
          row("in the model, mean", ({ latency }) =>
            latency === undefined ? "not measured" : seconds(latency.meanModelMs),
          ),
        ],
      },
    ],
  };
}
