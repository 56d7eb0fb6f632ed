import { CONSTRAINT_LEVELS, type LevelEnforcement } from "../../domain/decoding.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { ProviderConstraint } from "./provider-constraint.ts";

export interface PlanLevelsOptions {
  /** What the provider is asked to see to; `undefined` where it is asked for nothing. */
  readonly byProvider: ProviderConstraint | undefined;
  /** Times that one answer is asked for again. */
  readonly mostResumptions: number;
}

/** What becomes of each level of `set` where no token can be chosen: one for each that it has or misses. */
export function planLevels(
  set: ConstraintSet,
  { byProvider, mostResumptions }: PlanLevelsOptions,
): readonly LevelEnforcement[] {
  const again = `checked while it comes, and asked again from the first wrong place, at most ${mostResumptions} times`;
  const seesTo = new Map<LevelEnforcement["level"], LevelEnforcement>();
  if (set.syntax !== undefined)
    seesTo.set("syntax", {
      level: "syntax",
      how: byProvider === undefined ? "weakened" : "enforced",
      why:
        byProvider === undefined ? again : `by the provider, which is given the ${byProvider.kind}`,
    });
  for (const { level, describes } of set.judges) {
    const what = [...(seesTo.get(level)?.why.split(`: ${again}`).slice(0, 1) ?? []), describes];
    seesTo.set(level, { level, how: "weakened", why: `${what.join(" and ")}: ${again}` });
  }
  if (set.bias !== undefined)
    seesTo.set("context", {
      level: "context",
      how: "ignored",
      why: "this model chooses its tokens itself",
    });
  for (const { level, why } of set.gaps) {
    const seen = seesTo.get(level);
    if (seen === undefined || seen.how === "ignored")
      seesTo.set(level, { level, how: "ignored", why });
    else seesTo.set(level, { level, how: "weakened", why: `${seen.why}; ${why}` });
  }
  return CONSTRAINT_LEVELS.flatMap((level) => seesTo.get(level) ?? []);
}
