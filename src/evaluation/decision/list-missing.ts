import type { SamplePair } from "../compare/pair-samples.ts";
import { countSamples, type StoredEvaluation } from "../run/evaluation-record.ts";
import type { Decision } from "./decision.ts";
import { HOURS_A_MONTH } from "./economics.ts";
import { count } from "./wording.ts";

/** Fewer days than this are no habit. */
const ENOUGH_DAYS = 28;
/** Differences that are the very thing that is compared. */
const COMPARED = /^(solver( \d+)?|(solver \d+: )?(solver|model))$/;

export interface Known extends Omit<Decision, "recommendation"> {
  readonly pairs: readonly SamplePair[];
  readonly evaluations: readonly StoredEvaluation[];
}

/** What nothing here tells, and how to learn it; a sentence each. */
export const listMissing = (known: Known): readonly string[] => [
  ...ofSamples(known),
  ...ofTasks(known),
  ...ofMoney(known),
  ...ofTimes(known),
];

function ofSamples({ evaluations, comparison }: Known): readonly string[] {
  const unfinished = evaluations.flatMap(({ id, setup, results }) => {
    const left = countSamples(setup) - results.length;
    return left > 0
      ? [
          `Evaluation ${id} has ${count(left)} samples without a result: specwright eval resume ${id}`,
        ]
      : [];
  });
  const { onlyInBaseline, onlyInCandidate } = comparison;
  const alone = onlyInBaseline + onlyInCandidate;
  const differences = comparison.differences
    .filter(({ field }) => !COMPARED.test(field))
    .map(({ field }) => field);
  return [
    ...unfinished,
    ...(alone > 0
      ? [`${count(alone)} samples are only in one of the two evaluations, and are left out`]
      : []),
    ...(differences.length > 0
      ? [`Besides the model they differ in: ${differences.join(", ")}; that may be what shows`]
      : []),
  ];
}

function ofTasks({ pairs, frontier, tuned, assumptions }: Known): readonly string[] {
  const seen = pairs.filter(({ candidate }) => candidate.split === "development");
  const isJudged = pairs.some(({ candidate }) =>
    candidate.scores.some(
      ({ scorer, value }) => scorer !== "verdict" && value !== "not-applicable",
    ),
  );
  const epochs = Math.min(frontier.stability.epochs, tuned.stability.epochs);
  return [
    ...(seen.length > 0
      ? [
          `${count(seen.length)} of ${count(pairs.length)} pairs are of development tasks: a model that was tuned on such looks better than it is. Only held-out ones: specwright eval run --split held-out`,
        ]
      : []),
    ...(assumptions.measure === "solved" && !isJudged
      ? [
          "Nothing but the checker judged what was accepted: whether it does what was wished for is not known",
        ]
      : []),
    ...(epochs < 2
      ? ["How far the same task comes out the same is not measured: specwright eval run --epochs 3"]
      : []),
  ];
}

function ofMoney({ assumptions, measuredVolume, tuned, costs }: Known): readonly string[] {
  const { volumeFrom, trainingUsd, servingUsdPerHour } = assumptions;
  const days = measuredVolume?.days ?? ENOUGH_DAYS;
  return [
    ...(volumeFrom === "unknown"
      ? ["How many artifacts are wanted a month is not known, and no journal tells: --volume"]
      : []),
    ...(volumeFrom === "journals" && days < ENOUGH_DAYS
      ? [`The volume is that of ${days} days of journals, which may be no habit: --volume`]
      : []),
    ...(costs.breakEven === "unknown" ? [costs.reason] : []),
    ...(trainingUsd === undefined
      ? ["What the training costs is not said, and counts as nothing: --training-usd"]
      : []),
    ...(servingUsdPerHour === undefined
      ? [
          tuned.spentUsd === 0
            ? "What the tuned model's server costs is not said: --serving-usd-per-hour, 0 where it is there anyhow"
            : "A server of the tuned model's own is not counted: --serving-usd-per-hour",
        ]
      : []),
  ];
}

function ofTimes({ frontier, tuned, costs, assumptions }: Known): readonly string[] {
  const untimed = [frontier, tuned].filter(({ latency }) => latency === undefined);
  const hours = costs.serverHours ?? 0;
  return [
    ...untimed.map(
      ({ evaluation }) => `Evaluation ${evaluation} has no times: how long tasks take is not known`,
    ),
    ...(assumptions.servingUsdPerHour !== undefined && hours > HOURS_A_MONTH
      ? [
          `One server, one task after the other, would need ${count(hours)} hours a month, and a month has ${count(HOURS_A_MONTH)}: whether one is enough is not measured`,
        ]
      : []),
  ];
}
