import { toBreakEven, toEconomics } from "./count-costs.ts";
import type { Side, SideMeasures, Variation, Varied } from "./decision.ts";
import { type Economics, saveMonthly, type TaskPrice } from "./economics.ts";
import { count, percent } from "./wording.ts";

/** How far prices may be off. */
const PRICE_STEP = 0.5;

export interface VaryInput {
  readonly frontier: SideMeasures;
  readonly tuned: SideMeasures;
  readonly fixedUsd: number;
  readonly volume: number | undefined;
}

/**
 * What comes of it when one number is another: prices by half, volume halved and doubled, quality at its interval's
 * ends. None where a model solved nothing.
 */
export function varyAssumptions({
  frontier,
  tuned,
  fixedUsd,
  volume,
}: VaryInput): readonly Variation[] {
  const base = toEconomics(frontier, tuned, fixedUsd);
  if (base === undefined) return [];
  const vary = (label: string, change: Partial<Economics>, at = volume): Varied =>
    toVaried(label, { ...base, ...change }, at);
  const byHalf = (factor: string, scale: (by: number) => Partial<Economics>): Variation => ({
    factor,
    low: vary(`−${percent(PRICE_STEP)}`, scale(1 - PRICE_STEP)),
    high: vary(`+${percent(PRICE_STEP)}`, scale(1 + PRICE_STEP)),
  });
  const atEnds = (
    factor: string,
    side: Side,
    { low, high }: SideMeasures["success"],
  ): Variation => ({
    factor,
    low: vary(percent(low), { [side]: { ...base[side], share: low } }),
    high: vary(percent(high), { [side]: { ...base[side], share: high } }),
  });
  return [
    byHalf("price of the frontier model's calls", (by) => ({
      frontier: scaled(base.frontier, by),
    })),
    byHalf("price of the tuned model's calls", (by) => ({ tuned: scaled(base.tuned, by) })),
    ...(fixedUsd === 0
      ? []
      : [byHalf("the tuned model's server and training", (by) => ({ fixedUsd: fixedUsd * by }))]),
    atEnds("share that the frontier model solves", "frontier", frontier.success),
    atEnds("share that the tuned model solves", "tuned", tuned.success),
    ...(volume === undefined
      ? []
      : [
          {
            factor: "volume a month",
            low: vary(`${count(volume / 2)} (half)`, {}, volume / 2),
            high: vary(`${count(volume * 2)} (twice)`, {}, volume * 2),
          },
        ]),
  ];
}

const scaled = (price: TaskPrice, by: number): TaskPrice => ({
  ...price,
  usdPerTask: price.usdPerTask * by,
});

function toVaried(label: string, economics: Economics, volume: number | undefined): Varied {
  const savingUsd = volume === undefined ? undefined : saveMonthly(economics, volume);
  return { label, breakEven: toBreakEven(economics), savingUsd, cheaper: cheaperBy(savingUsd) };
}

export function cheaperBy(savingUsd: number | undefined): Side | undefined {
  if (savingUsd === undefined || savingUsd === 0) return undefined;
  return savingUsd > 0 ? "tuned" : "frontier";
}
