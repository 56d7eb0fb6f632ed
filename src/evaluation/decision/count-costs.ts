import { formatUsd } from "../../std/format-usd.ts";
import type { Interval } from "../../std/wilson-interval.ts";
import type {
  Assumptions,
  BreakEven,
  Costs,
  CostVerdict,
  NoPrice,
  SideMeasures,
} from "./decision.ts";
import {
  breakEvenVolume,
  type Economics,
  HOURS_A_MONTH,
  saveMonthly,
  usdPerSuccess,
} from "./economics.ts";
import type { PricedTask } from "./price-interval.ts";
import { ratioDifference } from "./price-interval.ts";
import { breakEvenWords } from "./wording.ts";

export interface CostInput {
  readonly frontier: SideMeasures;
  readonly tuned: SideMeasures;
  /** The same tasks at the same places. */
  readonly tasks: {
    readonly frontier: readonly PricedTask[];
    readonly tuned: readonly PricedTask[];
  };
  readonly assumptions: Assumptions;
}

/** What both cost at the volume, and which is surely the cheaper by what was measured. */
export function countCosts({ frontier, tuned, tasks, assumptions }: CostInput): Costs {
  const { trainingUsd = 0, months, servingUsdPerHour = 0, volume } = assumptions;
  const servingUsd = servingUsdPerHour * HOURS_A_MONTH;
  const fixed = { fixedUsd: servingUsd + trainingUsd / months, servingUsd, trainingUsd };
  const economics = toEconomics(frontier, tuned, fixed.fixedUsd);
  const serverHours = hoursOf(tuned, volume);
  const noPrice = findNoPrice(frontier, tuned, assumptions);
  const each = ratioDifference(tasks.frontier, tasks.tuned);
  if (economics === undefined || each === undefined || noPrice !== undefined)
    return {
      ...fixed,
      verdict: "unknown",
      reason: noPrice ?? "There is no price",
      frontierUsd: undefined,
      tunedUsd: undefined,
      saving: undefined,
      breakEven: "unknown",
      paybackMonths: undefined,
      serverHours,
    };
  const breakEven = toBreakEven(economics);
  const verdict = judge(each, fixed.fixedUsd, volume);
  const at = (usd: number): number => (volume ?? 0) * usd - fixed.fixedUsd;
  const saving =
    volume === undefined
      ? undefined
      : { usd: saveMonthly(economics, volume), low: at(each.low), high: at(each.high) };
  return {
    ...fixed,
    verdict,
    reason: describe(verdict, saving, breakEven),
    frontierUsd: volume === undefined ? undefined : volume * usdPerSuccess(economics.frontier),
    tunedUsd:
      volume === undefined ? undefined : volume * usdPerSuccess(economics.tuned) + fixed.fixedUsd,
    saving,
    breakEven,
    paybackMonths: paybackOf(trainingUsd, saving && saving.usd + trainingUsd / months),
    serverHours,
  };
}

/** `undefined` where one of them has no success to pay for. */
export const toEconomics = (
  frontier: SideMeasures,
  tuned: SideMeasures,
  fixedUsd: number,
): Economics | undefined =>
  frontier.success.count === 0 || tuned.success.count === 0
    ? undefined
    : {
        frontier: { usdPerTask: frontier.usdPerTask, share: frontier.success.share },
        tuned: { usdPerTask: tuned.usdPerTask, share: tuned.success.share },
        fixedUsd,
      };

export function toBreakEven(economics: Economics): BreakEven {
  const volume = breakEvenVolume(economics);
  return Number.isFinite(volume) ? volume : "never";
}

/** Only what the whole interval says, at the volume; without one, what holds at every volume. */
function judge({ low, high }: Interval, fixedUsd: number, volume: number | undefined): CostVerdict {
  if (volume === undefined) {
    if (fixedUsd === 0 && low > 0) return "tuned";
    if (high < 0 || (high <= 0 && fixedUsd > 0)) return "frontier";
    return "unknown";
  }
  if (volume * low > fixedUsd) return "tuned";
  return volume * high < fixedUsd ? "frontier" : "unclear";
}

const WHY: Readonly<Record<NoPrice, string>> = {
  "unpriced calls": "made calls whose price is not known",
  "answers out of a cache": "was answered out of a cache, which costs nothing this time only",
  "no success": "solved nothing, so a success has no price",
  "serving unknown": "costs nothing by call, and nobody said what its server costs",
};

/** In one sentence; `undefined` where both have a price. */
function findNoPrice(
  frontier: SideMeasures,
  tuned: SideMeasures,
  { servingUsdPerHour }: Assumptions,
): string | undefined {
  const sentence = (who: string, why: NoPrice): string =>
    `There is no price to compare: the ${who} model ${WHY[why]}`;
  if (frontier.noPrice !== undefined) return sentence("frontier", frontier.noPrice);
  if (tuned.noPrice !== undefined) return sentence("tuned", tuned.noPrice);
  return tuned.spentUsd === 0 && servingUsdPerHour === undefined
    ? sentence("tuned", "serving unknown")
    : undefined;
}

function describe(verdict: CostVerdict, saving: Costs["saving"], breakEven: BreakEven): string {
  const point = breakEvenWords(breakEven);
  if (saving === undefined)
    return verdict === "unknown"
      ? `How much is wanted a month is not known; the tuned model is the cheaper ${point}`
      : `The ${verdict} model is surely the cheaper at every volume`;
  const { usd, low, high } = saving;
  const isMore = usd < 0;
  const range = isMore ? [-high, -low] : [low, high];
  const interval = Number.isFinite(low)
    ? ` (${range.map(formatUsd).join(" to ")}, 95 %)`
    : " (one task tells no interval)";
  const who =
    verdict === "unclear"
      ? "Each may be the cheaper"
      : `The ${verdict} model is surely the cheaper`;
  return `${who}: the tuned model ${isMore ? "costs" : "saves"} ${formatUsd(Math.abs(usd))}${interval} a month${isMore ? " more" : ""}, and is the cheaper ${point}`;
}

/** Months until what is saved, training left out, has paid for the training. */
function paybackOf(trainingUsd: number, savedBefore: number | undefined): number | undefined {
  if (trainingUsd === 0 || savedBefore === undefined || savedBefore <= 0) return undefined;
  return trainingUsd / savedBefore;
}

function hoursOf(
  { latency, success }: SideMeasures,
  volume: number | undefined,
): number | undefined {
  if (latency === undefined || volume === undefined || success.share === 0) return undefined;
  return ((volume / success.share) * latency.meanModelMs) / 3_600_000;
}
