/** What the project uses often, for whoever chooses between things that would all do. */

import type { UsageStatistics } from "../ports/usage-statistics.ts";
import { ANY_RECEIVER, NO_RECEIVER } from "./learn-file.ts";
import type { Counts, Lesson } from "./lesson.ts";
import { nameOfType } from "./uses.ts";

/** A receiver that was seen less often says nothing of what is not used on it. */
const LEAST_USES = 20;

/** Counts of a lesson, as statistics. */
export function createUsageStatistics({ members }: Pick<Lesson, "members">): UsageStatistics {
  const sizes = new Map([...members].map(([owner, counts]) => [owner, sizeOf(counts)]));
  const shareIn = (owner: string, name: string): number | undefined => {
    const count = members.get(owner)?.get(name);
    // Even steps for even factors: a name used half as often as the most used one is a step below it.
    return count === undefined
      ? undefined
      : Math.log2(1 + count) / Math.log2(1 + (sizes.get(owner)?.most ?? count));
  };
  return {
    shareOf(receiver, name) {
      if (receiver === undefined) return shareIn(NO_RECEIVER, name);
      const owner = nameOfType(receiver) ?? receiver;
      const share = shareIn(owner, name);
      if (share !== undefined) return share;
      const isWellKnown = (sizes.get(owner)?.uses ?? 0) >= LEAST_USES;
      return isWellKnown ? 0 : shareIn(ANY_RECEIVER, name);
    },
  };
}

const sizeOf = (counts: Counts) => {
  const all = [...counts.values()];
  return { uses: all.reduce((sum, count) => sum + count, 0), most: Math.max(...all) };
};
