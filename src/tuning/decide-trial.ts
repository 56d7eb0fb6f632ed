import { fewestDifferent, LEVEL } from "./judge-pairs.ts";
import type { TextTally, Trial } from "./try-variants.ts";

export interface Decision {
  readonly id: string;
  readonly isKept: boolean;
  /** In words. */
  readonly why: string;
}

type Comparison = Trial["comparisons"][number];

/** Which variant is kept: one at most, the clearest winner; none where the trial did not come to its end. */
export function decideTrial({ ended, comparisons, tallies }: Trial): readonly Decision[] {
  if (ended !== "decided") {
    const what = ended === "money" ? "the money" : "the number of runs";
    const why = `${what} that may be spent was used up before all pairs were there: nothing is decided`;
    return comparisons.map(({ id }) => ({ id, isKept: false, why }));
  }
  const [best] = comparisons
    .filter(({ isBetter }) => isBetter)
    .toSorted(
      (one, other) => one.p - other.p || tokensOf(one.id, tallies) - tokensOf(other.id, tallies),
    );
  const family = { variants: comparisons.length };
  return comparisons.map((each) => ({
    id: each.id,
    isKept: each === best,
    why: explain(each, best, fewestDifferent(family)),
  }));
}

function explain(
  { isBetter, hasGivenUp, pairs, wins, losses, p, id }: Comparison,
  best: Comparison | undefined,
  fewest: number,
): string {
  if (isBetter && best !== undefined)
    return best.id === id
      ? `it wins: p = ${formatP(p)}`
      : `it wins too, but ${best.id} more clearly`;
  if (hasGivenUp) return `it could win no more after ${pairs} of the pairs`;
  const differing = wins + losses;
  if (differing < fewest) return `pairs that differ: ${differing}; at least ${fewest} must`;
  return `p = ${formatP(p)} is above ${LEVEL}`;
}

const tokensOf = (id: string, tallies: readonly TextTally[]): number => {
  const found = tallies.find((tally) => tally.id === id);
  return found === undefined ? 0 : found.inputTokens + found.outputTokens;
};

/** Three digits, and never 0. */
export const formatP = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));
