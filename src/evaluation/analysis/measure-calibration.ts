import type { SampleResult } from "../../domain/evaluation.ts";
import { applyFit, fitLogistic, type StatedOutcome } from "../../std/fit-logistic.ts";
import type { Calibration, ReliabilityBin } from "./analysis.ts";
import { isSuccess } from "./measures.ts";
import { toRate } from "./rate.ts";

/** Fewer judged samples, or fewer of either outcome, fit nothing. */
const FEWEST = { judged: 30, ofEach: 5 } as const;
const BINS = 10;
/** Confidences are told apart to this many parts of 1. */
const GRAIN = 1000;

export interface CalibrationCounts {
  add(result: SampleResult): void;
  total(): Calibration;
}

/** Compares the confidence of accepted samples with what hidden checks say of them. */
export function measureCalibration(): CalibrationCounts {
  const halves = [new Map<number, Outcome>(), new Map<number, Outcome>()] as const;
  const places = new Map<string, number>();
  let unjudged = 0;
  return {
    add(result) {
      const { confidence, task, status } = result;
      if (confidence === undefined || status !== "accepted") return;
      if (!isJudged(result)) {
        unjudged += 1;
        return;
      }
      const place = places.get(task) ?? places.size;
      places.set(task, place);
      count(halves[place % 2 === 0 ? 0 : 1], confidence, isSuccess(result, "solved"));
    },
    total() {
      const [one, other] = [[...halves[0].values()], [...halves[1].values()]];
      const all = [...one, ...other];
      const judged = sum(all, ({ count: each }) => each);
      const right = sum(all, ({ trueCount }) => trueCount);
      const isEnough = judged >= FEWEST.judged && Math.min(right, judged - right) >= FEWEST.ofEach;
      return {
        judged,
        unjudged,
        bins: toBins(all),
        brier: judged === 0 ? undefined : brierSum(all, (stated) => stated) / judged,
        fit: isEnough ? fitLogistic(all) : undefined,
        brierFitted: isEnough
          ? (acrossSum(one, other) + acrossSum(other, one)) / judged
          : undefined,
      };
    },
  };
}

interface Outcome extends StatedOutcome {
  count: number;
  trueCount: number;
}

/** Whether anything besides the checker that accepted it has a say. */
const isJudged = ({ scores }: SampleResult): boolean =>
  scores.some(
    ({ scorer, value }) => scorer !== "verdict" && (value === "pass" || value === "fail"),
  );

function count(half: Map<number, Outcome>, confidence: number, isRight: boolean): void {
  const key = Math.round(confidence * GRAIN);
  const outcome = half.get(key) ?? { stated: key / GRAIN, count: 0, trueCount: 0 };
  half.set(key, outcome);
  outcome.count += 1;
  outcome.trueCount += Number(isRight);
}

const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0);

const brierSum = (
  outcomes: readonly StatedOutcome[],
  predict: (stated: number) => number,
): number =>
  sum(outcomes, ({ stated, count: each, trueCount }) => {
    const predicted = predict(stated);
    return trueCount * (1 - predicted) ** 2 + (each - trueCount) * predicted ** 2;
  });

function acrossSum(fitted: readonly StatedOutcome[], told: readonly StatedOutcome[]): number {
  const fit = fitLogistic(fitted);
  return brierSum(told, (stated) => applyFit(fit, stated));
}

const toBins = (outcomes: readonly StatedOutcome[]): readonly ReliabilityBin[] =>
  [...Map.groupBy(outcomes, ({ stated }) => Math.min(BINS - 1, Math.floor(stated * BINS)))]
    .sort(([one], [other]) => one - other)
    .map(([bin, some]) => {
      const all = sum(some, ({ count: each }) => each);
      return {
        from: bin / BINS,
        to: (bin + 1) / BINS,
        count: all,
        meanConfidence: sum(some, ({ stated, count: each }) => stated * each) / all,
        correct: toRate(
          some.flatMap(({ count: each, trueCount }) => [
            ...Array.from({ length: trueCount }, () => ({ successes: 1, trials: 1 })),
            ...Array.from({ length: each - trueCount }, () => ({ successes: 0, trials: 1 })),
          ]),
        ),
      };
    });
