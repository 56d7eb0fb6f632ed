import { LEVELS_ASKED, STRICTNESSES, type Strictness } from "../../domain/decoding.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { PrefixJudge } from "../../ports/prefix-judge.ts";
import type { Meter } from "./meter.ts";

/** How much of a set still holds. */
export interface Asked {
  readonly isBiased: boolean;
  /** Whether judges that can be lenient are. */
  readonly isLenient: boolean;
  isAsked(judge: PrefixJudge): boolean;
  /** Asks less from token `atToken` on; `false` where nothing more can be left out. */
  askLess(atToken: number, why: string): boolean;
}

/** All of it at first. Whole phrases are always asked about by judges of types; a judge that cannot be lenient stays. */
export function startStrict(
  { judges, bias }: Pick<ConstraintSet, "judges" | "bias">,
  meter: Meter,
): Asked {
  let strictness: Strictness = "strict";
  const isLessAsked = (before: Strictness, after: Strictness): boolean => {
    const gone = new Set(LEVELS_ASKED[before]).difference(new Set(LEVELS_ASKED[after]));
    const isEased = ({ level, startLenient }: PrefixJudge): boolean =>
      gone.has(level) && (level !== "type" || startLenient !== undefined);
    return (gone.has("context") && bias !== undefined) || judges.some(isEased);
  };
  return {
    get isBiased() {
      return strictness === "strict";
    },
    get isLenient() {
      return strictness === "minimal";
    },
    isAsked: ({ level }) => level === "type" || LEVELS_ASKED[strictness].includes(level),
    askLess(atToken, why) {
      const before = strictness;
      const left = STRICTNESSES.slice(STRICTNESSES.indexOf(before) + 1);
      const eased = left.findIndex((to) => isLessAsked(before, to));
      if (eased < 0) return false;
      for (const to of left.slice(0, eased + 1)) {
        strictness = to;
        meter.relaxations.push({ to, atToken, why });
      }
      return true;
    },
  };
}
